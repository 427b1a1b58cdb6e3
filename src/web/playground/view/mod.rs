//! What the playground's one page shows, as plain data: seven steps, and beneath the present one its parts in order.

mod step;
#[cfg(test)]
mod tests;

use askama::Template;

use super::check::{Check, all_passed};
use super::decode::Jwt;
use super::path;
use super::record::Exchange;
use super::walk::Walk;
use crate::web::view::Shell;

pub(super) use step::{Step, steps};

#[derive(Clone, Debug, Template)]
#[template(path = "playground.html")]
pub(super) struct Page {
    pub shell: Shell,
    pub csrf: String,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A paragraph.
    Text(String),
    /// What came of the step, in a sentence.
    Verdict {
        passed: bool,
        text: String,
    },
    /// A request with its parameters explained.
    Request {
        url: String,
        parameters: Vec<Parameter>,
        whole: String,
    },
    Exchange(Box<Exchange>),
    Token(Box<Token>),
    /// A line for the terminal.
    Command(String),
    /// A way on that is a mere link.
    Go {
        url: String,
        label: &'static str,
        primary: bool,
    },
    Actions(Actions),
}

/// A request parameter, what it is for, and what the application found when it checked it.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub name: &'static str,
    pub value: String,
    pub meaning: String,
    pub passed: Option<bool>,
}

impl Parameter {
    pub(super) fn new(name: &'static str, value: &str, meaning: impl Into<String>) -> Self {
        Self {
            name,
            value: value.to_owned(),
            meaning: meaning.into(),
            passed: None,
        }
    }

    pub(super) fn checked(self, passed: bool) -> Self {
        Self {
            passed: Some(passed),
            ..self
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub id: &'static str,
    pub title: &'static str,
    pub jwt: Jwt,
    pub checks: Vec<Check>,
}

impl Token {
    fn is_good(&self) -> bool {
        all_passed(&self.checks)
    }
}

/// The buttons beneath a step, and what they send along. The first is the way on.
#[derive(Clone, Debug)]
pub(super) struct Actions {
    pub fields: Vec<(&'static str, String)>,
    pub buttons: Vec<Button>,
}

#[derive(Clone, Debug)]
pub(super) struct Button {
    pub path: &'static str,
    pub label: &'static str,
    pub primary: bool,
}

impl Part {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn verdict(passed: bool, text: impl Into<String>) -> Self {
        Self::Verdict {
            passed,
            text: text.into(),
        }
    }

    pub(super) fn exchange(exchange: Exchange) -> Self {
        Self::Exchange(Box::new(exchange))
    }

    /// The way on, then others that do not lead there.
    pub(super) fn actions(
        walk: &Walk,
        on: (&'static str, &'static str),
        others: &[(&'static str, &'static str)],
    ) -> Self {
        let button = |primary| {
            move |&(path, label)| Button {
                path,
                label,
                primary,
            }
        };
        let buttons = std::iter::once(&on)
            .map(button(true))
            .chain(others.iter().map(button(false)))
            .collect();
        Self::Actions(Actions {
            fields: walk.fields(),
            buttons,
        })
    }

    pub(super) fn start_again(primary: bool) -> Self {
        Self::Go {
            url: path::START.to_owned(),
            label: "Start again",
            primary,
        }
    }
}

/// A text as runs of words and, between backticks, of code.
fn runs(text: &str) -> impl Iterator<Item = (bool, &str)> {
    text.split('`')
        .enumerate()
        .map(|(index, run)| (index % 2 == 1, run))
        .filter(|(_, run)| !run.is_empty())
}
