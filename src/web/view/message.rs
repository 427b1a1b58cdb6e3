//! What went wrong, said to a person: every error page.

use askama::Template;

use super::Shell;

/// What happened, what to do, and the reference that support can look up.
#[derive(Clone, Debug, Template)]
#[template(path = "message.html")]
pub struct Message {
    pub shell: Shell,
    pub heading: String,
    pub text: String,
    /// How long to wait, where that helps.
    pub wait: Option<String>,
    /// Where to go from here, and where else: address and label.
    pub next: Option<(String, String)>,
    pub other: Option<(String, String)>,
    /// The OAuth error code (RFC 6749, section 4.1.2.1), and its description in English, for whoever wrote the application.
    pub refusal: Option<(String, String)>,
}
