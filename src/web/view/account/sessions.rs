//! The browsers in which somebody is signed in.

use askama::Template;

use super::Outcome;
use crate::web::view::Shell;

/// Posts `csrf`, and an `id` where one is meant, below `/account/sessions` to `end`, `end-others` and `end-all`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/sessions.html")]
pub struct Sessions {
    pub shell: Shell,
    pub csrf: String,
    pub sessions: Vec<SessionLine>,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
    pub told: Outcome,
}

/// One open session. Moments are unix milliseconds.
#[derive(Clone, Debug)]
pub struct SessionLine {
    pub id: String,
    /// The browser in words, such as "Firefox on Linux".
    pub browser: String,
    pub address: String,
    pub started_at: i64,
    pub last_seen_at: i64,
    /// Whether this page was asked for with it.
    pub current: bool,
    /// Whether it outlives the browser's closing.
    pub remembered: bool,
    /// What was shown in it, in words.
    pub shown: Vec<String>,
}

impl Sessions {
    /// How many sessions are open elsewhere.
    fn others(&self) -> usize {
        let others = self.sessions.iter().filter(|session| !session.current);
        others.count()
    }
}
