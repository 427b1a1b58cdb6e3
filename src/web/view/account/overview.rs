//! The first page of an account.

use askama::Template;

use super::initials;
use super::{Advice, EventLine, FactorLine, SessionLine};
use crate::web::view::Shell;

#[derive(Clone, Debug, Template)]
#[template(path = "account/overview.html")]
pub struct Overview {
    pub shell: Shell,
    pub name: String,
    pub username: String,
    /// Where the picture is that was uploaded, if one was.
    pub picture: Option<String>,
    pub email: Option<String>,
    pub email_verified: bool,
    pub roles: Vec<String>,
    pub advice: Advice,
    pub factors: Vec<FactorLine>,
    pub sessions: Vec<SessionLine>,
    /// How many sessions are not among those.
    pub elsewhere: usize,
    pub events: Vec<EventLine>,
    /// How many applications use the account.
    pub apps: usize,
    pub keys: usize,
    /// Whether the person has API keys or could make one.
    pub has_keys: bool,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
}

impl Overview {
    /// What stands where there is no picture.
    fn initials(&self) -> String {
        initials(&self.name)
    }
}
