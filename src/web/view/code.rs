//! A code that is asked for on the way in: one of an application, of the set kept apart, or of a mail.

use askama::Template;

use super::{OtherWay, Shell};

/// Posts `csrf` and `code` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "code.html")]
pub struct Code {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    pub heading: String,
    pub lead: String,
    pub label: String,
    /// What is in the field already.
    pub code: String,
    /// Whether it is made of digits, for which phones have a keyboard of their own and codes are filled in by themselves.
    pub digits: bool,
    /// Whether to ask if this device is to be spared the second factor from now on.
    pub trust: bool,
    pub error: Option<String>,
    /// Has another code sent, where one can be.
    pub resend: Option<String>,
    pub other_ways: Vec<OtherWay>,
}
