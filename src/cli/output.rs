//! The only writer of standard output and standard error. With `--json` standard output holds one JSON value, and
//! nothing else; everything for a person beside it goes to standard error.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use serde_json::Value;

use super::answer::{Answer, Part};
use super::failure::Failure;
use super::render::{self, Ink, Paint};

#[derive(Debug)]
pub(super) struct Output {
    json: bool,
    terminal: bool,
    out: Paint,
    err: Paint,
}

impl Output {
    pub(super) fn new(json: bool, no_colour: bool) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let out = Paint(!no_colour && terminal);
        let err = Paint(!no_colour && std::io::stderr().is_terminal());
        Self {
            json,
            terminal,
            out,
            err,
        }
    }

    /// Shows the answer and returns how the program ends.
    pub(super) fn answer(&self, answer: &Answer) -> ExitCode {
        for warning in &answer.warnings {
            to_stderr(&format!(
                "{} {warning}\n",
                self.err.with(Ink::Yellow, "warning:")
            ));
        }
        self.show(&answer.json, &answer.parts);
        ExitCode::from(u8::from(answer.refused))
    }

    /// Shows something before the command ends. An answer of a server is no more than that.
    pub(super) fn show(&self, json: &Value, parts: &[Part]) {
        match (self.json, json) {
            (true, Value::Null) => {}
            (true, json) => to_stdout(&self.spelled(json)),
            (false, _) => to_stdout(&render::parts(parts, self.out)),
        }
    }

    pub(super) fn failure(&self, failure: &Failure) -> ExitCode {
        if self.json {
            to_stdout(&self.spelled(&failure.json()));
        }
        to_stderr(&format!(
            "{} {}\n",
            self.err.with(Ink::Red, "error:"),
            failure.sentence()
        ));
        ExitCode::FAILURE
    }

    /// On one line for programs, indented for people.
    fn spelled(&self, json: &Value) -> String {
        match self.terminal {
            true => format!("{json:#}\n"),
            false => format!("{json}\n"),
        }
    }

    /// Whether logs on standard error may have colours.
    pub(super) fn colours_logs(&self) -> bool {
        self.err.0
    }
}

/// What clap has to say: help and version on standard output, anything else on standard error.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    // A closed pipe has nobody left to tell.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Asks for a line on a terminal. Nothing is written when the line comes from a pipe.
pub(super) fn ask(question: &str) {
    if std::io::stdin().is_terminal() {
        to_stderr(question);
    }
}

// Written, not printed: a reader that has gone (`| head`) is no reason to panic.
fn to_stdout(text: &str) {
    let mut stream = std::io::stdout().lock();
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}

fn to_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
