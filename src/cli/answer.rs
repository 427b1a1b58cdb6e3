//! What a command answers: the same thing for a machine and for a person. How it is shown is for `render` and `output`.

use serde_json::Value;

#[derive(Debug)]
pub(super) struct Answer {
    pub(super) json: Value,
    pub(super) parts: Vec<Part>,
    /// What the person should know beside the answer; never part of it.
    pub(super) warnings: Vec<String>,
    /// The command did what it was asked and found something wrong.
    pub(super) refused: bool,
}

/// A piece of an answer for a person.
#[derive(Debug)]
pub(super) enum Part {
    Line(String),
    /// Labels and values, a pair a line.
    Facts(Vec<(&'static str, String)>),
    Table {
        head: &'static [&'static str],
        rows: Vec<Vec<String>>,
    },
    Findings(Vec<Finding>),
    /// A text as it is, for a file or a pipe.
    Text(String),
}

/// The outcome of one check of `doctor` or `token explain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) check: &'static str,
    pub(super) state: State,
    pub(super) what: String,
    /// What to do about it; empty where all is well.
    pub(super) mend: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Ok,
    Warn,
    Fail,
    /// The check could not be made.
    Skip,
}

impl Answer {
    pub(super) fn new(json: Value) -> Self {
        Self {
            json,
            parts: Vec::new(),
            warnings: Vec::new(),
            refused: false,
        }
    }

    pub(super) fn line(mut self, line: impl Into<String>) -> Self {
        self.parts.push(Part::Line(line.into()));
        self
    }

    pub(super) fn facts(mut self, facts: Vec<(&'static str, String)>) -> Self {
        self.parts.push(Part::Facts(facts));
        self
    }

    /// A table, or a sentence that says what will stand in it.
    pub(super) fn table(
        mut self,
        head: &'static [&'static str],
        rows: Vec<Vec<String>>,
        if_empty: &str,
    ) -> Self {
        self.parts.push(match rows.is_empty() {
            true => Part::Line(if_empty.to_owned()),
            false => Part::Table { head, rows },
        });
        self
    }

    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Text(text.into()));
        self
    }

    pub(super) fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    pub(super) fn warn(mut self, warning: Option<String>) -> Self {
        self.warnings.extend(warning);
        self
    }
}

impl State {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Skip => "skip",
        }
    }
}

impl Finding {
    pub(super) fn ok(check: &'static str, what: impl Into<String>) -> Self {
        Self {
            check,
            state: State::Ok,
            what: what.into(),
            mend: String::new(),
        }
    }

    pub(super) fn warn(
        check: &'static str,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            check,
            state: State::Warn,
            what: what.into(),
            mend: mend.into(),
        }
    }

    pub(super) fn fail(
        check: &'static str,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            check,
            state: State::Fail,
            what: what.into(),
            mend: mend.into(),
        }
    }
}
