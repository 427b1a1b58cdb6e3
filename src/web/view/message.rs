//! One thing said to a person: every error page, and small notices.

use askama::Template;

use super::Shell;

/// What happened, what to do, and the reference that support can look up.
#[derive(Clone, Debug, Template)]
#[template(path = "message.html")]
pub struct Message {
    pub shell: Shell,
    pub heading: String,
    pub text: String,
    /// Where to go from here, the best way first: addresses and labels.
    pub next: Vec<(String, String)>,
    /// The OAuth error code (RFC 6749, section 4.1.2.1), and its description in English, for whoever wrote the application.
    pub refusal: Option<(String, String)>,
}
