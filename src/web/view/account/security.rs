//! What somebody proves themselves with, and what to do next to be safe.

use askama::Template;

use crate::web::view::Shell;

#[derive(Clone, Debug, Template)]
#[template(path = "account/security.html")]
pub struct Security {
    pub shell: Shell,
    pub email: Option<String>,
    pub email_verified: bool,
    pub advice: Advice,
    pub factors: Vec<FactorLine>,
}

/// One way to prove oneself, and the page where it is changed.
#[derive(Clone, Debug)]
pub struct FactorLine {
    pub title: String,
    pub said: String,
    pub state: State,
    pub href: &'static str,
    pub action: String,
}

impl FactorLine {
    /// The name of its mark.
    pub fn mark(&self) -> &'static str {
        match self.state {
            State::Good => "good",
            State::Warn => "warn",
            State::Open => "open",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Good,
    /// It is there and needs attention.
    Warn,
    /// It is not there, and could be.
    Open,
}

/// The most pressing thing to do, or that there is none. `key` is a heading's; what it means and what the link says have keys
/// that begin with it.
#[derive(Clone, Debug)]
pub struct Advice {
    pub key: &'static str,
    pub href: Option<&'static str>,
}

impl Advice {
    pub fn open(key: &'static str, href: &'static str) -> Self {
        Self {
            key,
            href: Some(href),
        }
    }

    pub fn done(key: &'static str) -> Self {
        Self { key, href: None }
    }

    pub fn text(&self) -> String {
        format!("{}-text", self.key)
    }

    pub fn action(&self) -> String {
        format!("{}-action", self.key)
    }
}
