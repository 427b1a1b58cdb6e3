//! Asking for a code by mail.

use askama::Template;

use super::{OtherWay, Shell};

/// Posts `csrf`, `send`, and `identifier` where nobody is known yet, to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "email_code.html")]
pub struct EmailCode {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    /// The address of who is known, as far as it is shown.
    pub email: Option<String>,
    /// What was typed.
    pub identifier: String,
    pub error: Option<String>,
    pub other_ways: Vec<OtherWay>,
}
