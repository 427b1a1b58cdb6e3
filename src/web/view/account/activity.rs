//! What happened to an account.

use askama::Template;

use crate::web::view::Shell;

#[derive(Clone, Debug, Template)]
#[template(path = "account/activity.html")]
pub struct Activity {
    pub shell: Shell,
    pub events: Vec<EventLine>,
    /// Where what happened before is shown.
    pub older: Option<String>,
    /// Whether this page begins with the latest.
    pub is_first: bool,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
}

#[derive(Clone, Debug)]
pub struct EventLine {
    /// What happened, in words.
    pub title: String,
    /// What it is about, such as the name of a passkey.
    pub about: Vec<String>,
    /// The browser in words.
    pub browser: String,
    pub address: String,
    /// Unix milliseconds.
    pub at: i64,
}
