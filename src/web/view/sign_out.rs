//! Signing out: the question, and the page after it (RP-Initiated Logout 1.0, section 2).

use askama::Template;

use super::Shell;

/// Posts `csrf` and `fields` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_out.html")]
pub struct SignOut {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    pub person: Option<String>,
    /// The application that asks, where one does.
    pub application: Option<String>,
    /// Where the browser goes afterwards, as the application said it.
    pub fields: Vec<(&'static str, String)>,
    /// How many people are signed in in this browser.
    pub people: usize,
}

/// Shown once the session has ended.
#[derive(Clone, Debug, Template)]
#[template(path = "signed_out.html")]
pub struct SignedOut {
    pub shell: Shell,
    /// Pages of applications, opened unseen so that they sign the person out too (Front-Channel Logout 1.0).
    pub frames: Vec<String>,
    /// Where the browser goes on to.
    pub next: Option<String>,
}
