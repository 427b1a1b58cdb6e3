//! A person's own page: name, password, and the sessions that are open.

use askama::Template;

use super::{Details, Shell, Wrong, wrong_with};

/// Posts to `/account/profile`, `/account/details`, `/account/password`, and below `/account/sessions` to `end`, `end-others` and `end-all`.
#[derive(Clone, Debug, Template)]
#[template(path = "account.html")]
pub struct Account {
    pub shell: Shell,
    pub csrf: String,
    pub username: String,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub email_verified: bool,
    pub details: Details,
    pub roles: Vec<String>,
    /// How many API keys the person has.
    pub keys: usize,
    /// Whether any API takes such keys.
    pub takes_keys: bool,
    pub sessions: Vec<SessionLine>,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
    /// What has just been done.
    pub notice: Option<String>,
    /// A field's name, or empty for the whole page, and what is wrong with it.
    pub error: Wrong,
    pub min_password: usize,
}

/// One open session.
#[derive(Clone, Debug)]
pub struct SessionLine {
    pub id: String,
    /// The browser in words, such as "Firefox on Linux".
    pub browser: String,
    pub address: String,
    /// Unix milliseconds.
    pub started_at: i64,
    /// Unix milliseconds.
    pub last_seen_at: i64,
    /// Whether this page was asked for with it.
    pub current: bool,
}

impl Account {
    fn wrong(&self, field: &str) -> &str {
        wrong_with(&self.error, field)
    }

    fn focuses(&self, field: &str) -> bool {
        !self.wrong(field).is_empty()
    }

    /// How many sessions are open elsewhere.
    fn others(&self) -> usize {
        self.sessions
            .iter()
            .filter(|session| !session.current)
            .count()
    }
}
