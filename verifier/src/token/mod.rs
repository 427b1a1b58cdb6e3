//! A token's way from text to claims: `parts` takes it apart, `header` judges its header before any key is touched,
//! `members` reads the payload after the signature was checked, and `check` judges it; `watch` lets each
//! of their checks be seen. Keys belong to `keys`.

mod check;
mod header;
mod known_headers;
mod lifetime;
mod members;
mod parts;
mod watch;

pub(crate) use check::{Policy, check, check_watched};
pub(crate) use header::{EXTENSIONS, Header};
pub(crate) use known_headers::KnownHeaders;
pub(crate) use lifetime::{Lifetime, MAX_ISSUED_AHEAD};
pub(crate) use members::Members;
pub(crate) use parts::{MAX_LENGTH, Parts};
pub(crate) use watch::{Check, Trail, Watch};
