//! Asking for a code by mail, and its link where the sign-in is not.

use askama::Template;

use super::{Challenge, OtherWay, Shell};

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
    /// The work that is to be done first, where any is.
    pub challenge: Option<Challenge>,
    pub other_ways: Vec<OtherWay>,
}

/// Says where a code is to be typed whose link was opened in another browser.
#[derive(Clone, Debug, Template)]
#[template(path = "code_elsewhere.html")]
pub struct CodeElsewhere {
    pub shell: Shell,
    pub code: String,
}
