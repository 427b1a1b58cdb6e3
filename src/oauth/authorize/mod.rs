//! The authorization endpoint (RFC 6749 section 3.1, OIDC Core section 3.1.2).
//!
//! [`request_object`] makes plain parameters of a request that is signed or lies elsewhere. [`redirect`] proves where answers
//! may go before anything else, [`request`] then reads what is asked. [`step`] is a pure function of what is known: it names
//! the next page, or the answer. Pages never call one another: each returns here.

mod answer;
mod checks;
mod context;
mod expected;
mod interaction;
mod prompt;
mod redirect;
mod request;
mod request_object;
mod response_mode;
mod step;
mod waiting;
mod wanted;

pub use answer::Answer;
pub use interaction::{Interaction, begin, resume};
pub use prompt::{Display, Prompt};
pub use redirect::{PageError, Redirect, RedirectError};
pub use request::Request;
pub use response_mode::{Carried, ResponseMode};
pub use waiting::{Waiting, agree, choose, deny, ui_locales, waiting};
