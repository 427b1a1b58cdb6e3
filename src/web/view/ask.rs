//! One thing asked, or one thing said: the small pages around an account, most of which a letter leads to.

use askama::Template;

use super::{Challenge, Shell, Wrong, wrong_with};
use crate::words::Linked;

/// Posts `csrf`, what is `hidden`, and the field to `action`. Without a field the button is the question.
#[derive(Clone, Debug, Template)]
#[template(path = "ask.html")]
pub struct Ask {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    pub hidden: Vec<(&'static str, String)>,
    pub heading: String,
    pub lead: String,
    pub field: Option<AskField>,
    pub error: Wrong,
    /// The work that is to be done first, where any is.
    pub challenge: Option<Challenge>,
    pub button: String,
    /// Where else to go: an address, and the sentence that leads there.
    pub aside: Option<(String, Linked)>,
}

#[derive(Clone, Debug)]
pub struct AskField {
    pub name: &'static str,
    pub label: String,
    /// The input's type.
    pub kind: &'static str,
    pub value: String,
    pub autocomplete: &'static str,
    /// The shortest length of a new password; zero for anything else.
    pub least: usize,
}

/// Says how things stand, and leads on.
#[derive(Clone, Debug, Template)]
#[template(path = "told.html")]
pub struct Told {
    pub shell: Shell,
    pub heading: String,
    pub text: String,
    /// What else is to be known; may be empty.
    pub detail: String,
    /// Where to go on: address and label.
    pub next: Option<(String, String)>,
}

impl Ask {
    fn wrong(&self, field: &str) -> &str {
        wrong_with(&self.error, field)
    }
}
