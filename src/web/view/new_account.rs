//! The account that somebody makes for themselves: what they will sign in with, and what else is asked of them.

use askama::Template;

use super::details::Field;
use super::{Challenge, Shell, Wrong, wrong_with};
use crate::domain::Detail;

/// Posts `csrf`, `token`, `username`, `email`, the fields, `password` and `terms` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "new_account.html")]
pub struct NewAccount {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    /// The secret of the link or the invitation; empty where there is none.
    pub token: String,
    pub heading: String,
    pub lead: String,
    /// Whether people choose what they are called.
    pub chooses_username: bool,
    pub username: String,
    pub email: String,
    /// Whether the address is settled.
    pub email_fixed: bool,
    pub fields: Vec<Field>,
    pub min_password: usize,
    pub terms: Option<AgreedTo>,
    /// The work that is to be done first, where any is.
    pub challenge: Option<Challenge>,
    pub error: Wrong,
}

/// What somebody agrees to with a tick.
#[derive(Clone, Debug)]
pub struct AgreedTo {
    pub terms: String,
    pub privacy: Option<String>,
    pub ticked: bool,
}

impl NewAccount {
    /// A field with what was typed. Those that may stay empty say so.
    pub fn field(shell: &Shell, detail: Detail, value: &str, required: bool) -> Field {
        let mut field = Field::of(shell.words, detail, (value.to_owned(), false));
        if !required {
            field.label = shell.with("registration-optional", &[("label", &field.label)]);
        }
        field
    }

    fn wrong(&self, field: &str) -> &str {
        wrong_with(&self.error, field)
    }

    /// The first field takes the focus, or the one that is wrong.
    fn focuses(&self, field: &str) -> bool {
        let first = match (self.email_fixed, self.chooses_username) {
            (false, _) => "email",
            (true, true) => "username",
            (true, false) => "",
        };
        match &self.error {
            Some((name, _)) if !name.is_empty() => name == field,
            _ => first == field,
        }
    }
}
