//! Signing out: the question, and the page after it (RP-Initiated Logout 1.0, section 2).

use askama::Template;

use super::Shell;

/// Posts `csrf` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_out.html")]
pub struct SignOut {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    pub person: Option<String>,
}

/// Shown once the session has ended.
#[derive(Clone, Debug, Template)]
#[template(path = "signed_out.html")]
pub struct SignedOut {
    pub shell: Shell,
}
