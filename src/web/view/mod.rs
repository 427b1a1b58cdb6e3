//! What each page shows, as plain data: one struct a page, one template a struct.
//!
//! Owns the words and their order on the page, with `templates/` and `assets/`.
//! Leaves every decision to the handlers: nothing here reads a clock, a session or a
//! configuration. Askama escapes all that is printed; no template turns that off.

mod account;
mod apps;
mod check_session;
mod consent;
pub mod details;
mod form_post;
mod home;
mod keys;
mod login;
mod message;
mod setup;
mod sign_out;
#[cfg(test)]
mod tests;
pub mod time;

pub use account::{Account, SessionLine};
pub use apps::{AppLine, Apps, InUse};
pub use check_session::CheckSession;
pub use consent::{Answered, Consent, ScopeGroup, ScopeLine};
pub use details::Details;
pub use form_post::FormPost;
pub use home::Home;
pub use keys::{Choice, Fresh, KeyCreate, KeyLine, KeyRotate, Keys, Lifetime, Moment};
pub use login::Login;
pub use message::Message;
pub use setup::Setup;
pub use sign_out::{SignOut, SignedOut};

/// What surrounds every page.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The name that people know this server by.
    pub brand: String,
    /// The display name of the person who is signed in.
    pub user: Option<String>,
    /// Finds this request in the log.
    pub request_id: String,
}

/// A field's name, empty for the whole form, and what is wrong with it in words.
type Wrong = Option<(String, String)>;

/// What is wrong with `field`, or an empty text.
fn wrong_with<'a>(error: &'a Wrong, field: &str) -> &'a str {
    match error {
        Some((name, text)) if name == field => text,
        _ => "",
    }
}
