//! What each page shows, as plain data: one struct a page, one template a struct.
//!
//! Owns the words and their order on the page, with `templates/` and `assets/`.
//! Leaves every decision to the handlers: nothing here reads a clock, a session or a
//! configuration. Askama escapes all that is printed; no template turns that off.

mod account;
mod apps;
mod ask;
mod challenge;
mod check_session;
mod choose;
mod code;
mod consent;
pub mod details;
mod email_code;
mod enrol;
mod federation;
mod form_post;
mod home;
mod keys;
mod login;
mod mailbox;
mod message;
mod new_account;
mod other_ways;
mod passkeys;
mod recovery_codes;
mod setup;
mod sign_out;
mod terms;
#[cfg(test)]
mod tests;
pub mod time;
mod totp;

pub use account::{
    Activity, Advice, Data, Delete, EventLine, FactorLine, Outcome, Overview, Password, Profile,
    Security, SessionLine, Sessions, State,
};
pub use apps::{AppLine, Apps, InUse};
pub use ask::{Ask, AskField, Told};
pub use challenge::Challenge;
pub use check_session::CheckSession;
pub use choose::{Choose, Person};
pub use code::Code;
pub use consent::{Answered, Consent, ScopeGroup, ScopeLine};
pub use details::Details;
pub use email_code::{CodeElsewhere, EmailCode};
pub use enrol::Enrol;
pub use federation::{Join, LinkedAccounts, LinkedLine, ProviderButton, Used, Waiting};
pub use form_post::FormPost;
pub use home::Home;
pub use keys::{Choice, Fresh, KeyCreate, KeyLine, KeyRotate, Keys, Lifetime, Moment};
pub use login::Login;
pub use mailbox::{Mailbox, MailboxLetter, MailboxLine};
pub use message::Message;
pub use new_account::{AgreedTo, NewAccount};
pub use other_ways::OtherWay;
pub use passkeys::{LoginPasskey, PasskeyAdd, PasskeyAsk, PasskeyLine, Passkeys, Signal};
pub use recovery_codes::RecoveryCodes;
pub use setup::Setup;
pub use sign_out::{SignOut, SignedOut};
pub use terms::Terms;
pub use totp::{Totp, TotpAdd};

use super::brand::Look;
use crate::words::{Argument, Linked, Locale, Words};

/// What surrounds every page.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The name that people know this server by.
    pub brand: String,
    /// The display name of the person who is signed in.
    pub user: Option<String>,
    /// What else is the operator's own.
    pub look: Look,
    /// The language of the page.
    pub words: Words,
    /// The token of the page's forms; empty where there is none, on pages that are shown to no visit.
    pub csrf: String,
    /// The page to come back to: itself, with what is kept of its query, or the nearest one above it.
    pub here: String,
    /// Finds this request in the log.
    pub request_id: String,
}

impl Shell {
    /// The text of a key.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The text of a key with what is filled in.
    pub fn with(&self, key: &str, args: &[(&'static str, &dyn Argument)]) -> String {
        self.words.with(key, args)
    }

    /// The text of a key with one link in it.
    pub fn linked(&self, key: &str, args: &[(&'static str, &dyn Argument)]) -> Linked {
        self.words.linked(key, args)
    }

    /// The languages to choose from.
    pub fn locales(&self) -> [Locale; Locale::ALL.len()] {
        Locale::ALL
    }

    /// "3 minutes ago".
    pub fn ago(&self, at: i64, now: i64) -> String {
        time::ago(self.words, at, now)
    }

    /// The day of a moment.
    pub fn date(&self, at: i64) -> String {
        time::date(self.words, at)
    }

    /// A moment to the second.
    pub fn exact(&self, at: i64) -> String {
        time::exact(self.words, at)
    }

    /// What the document is written in (BCP 47).
    pub fn lang(&self) -> &'static str {
        self.words.locale().tag()
    }
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
