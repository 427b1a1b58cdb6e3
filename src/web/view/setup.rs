//! The page behind the one-time link: the first administrator.

use askama::Template;

use super::{Shell, Wrong, wrong_with};

/// Posts `csrf`, `username`, `email` and `password` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "setup.html")]
pub struct Setup {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    pub username: String,
    pub email: String,
    /// A field's name, or empty for the whole form, and what is wrong with it.
    pub error: Wrong,
    pub min_password: usize,
}

impl Setup {
    fn wrong(&self, field: &str) -> &str {
        wrong_with(&self.error, field)
    }

    /// The wrong field takes the focus; without one the first field does.
    fn focuses(&self, field: &str) -> bool {
        let wanted = match &self.error {
            Some((name, _)) if !name.is_empty() => name,
            _ => "username",
        };
        wanted == field
    }
}
