//! Changing a password, or choosing the first one.

use askama::Template;

use super::Outcome;
use crate::web::view::Shell;

/// Posts `csrf`, `current_password` where there is one, and `new_password` to `/account/password`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/password.html")]
pub struct Password {
    pub shell: Shell,
    pub csrf: String,
    pub username: String,
    pub has_one: bool,
    /// Whether API keys end with it.
    pub ends_keys: bool,
    pub min_password: usize,
    pub told: Outcome,
}

impl Password {
    fn heading(&self) -> String {
        match self.has_one {
            true => self.shell.say("account-password-change"),
            false => self.shell.say("account-password-set"),
        }
    }
}
