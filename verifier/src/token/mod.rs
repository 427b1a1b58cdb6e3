//! A token's way from text to claims: `parts` takes it apart, `header` judges its header before any key is touched,
//! `check` judges the payload after the signature. Keys and signatures belong to `keys`.

mod check;
mod header;
mod members;
mod parts;

pub(crate) use check::{Policy, check};
pub(crate) use header::Header;
pub(crate) use parts::Parts;
