//! The only writer of standard output and standard error. With `--json` standard output holds one JSON value, and
//! nothing else; everything for a person beside it goes to standard error.

use std::io::{self, ErrorKind, IsTerminal as _, Write};
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
        let terminal = io::stdout().is_terminal();
        let out = Paint(!no_colour && terminal);
        let err = Paint(!no_colour && io::stderr().is_terminal());
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
        match self.show(&answer.json, &answer.parts) {
            Ok(()) => ExitCode::from(u8::from(answer.refused)),
            Err(error) => self.unwritten(&error),
        }
    }

    /// Shows something before the command ends. An answer of a server is no more than that.
    pub(super) fn show(&self, json: &Value, parts: &[Part]) -> io::Result<()> {
        match (self.json, json) {
            (true, Value::Null) => Ok(()),
            (true, json) => to_stdout(&self.spelled(json)),
            (false, _) => to_stdout(&render::parts(parts, self.out)),
        }
    }

    pub(super) fn failure(&self, failure: &Failure) -> ExitCode {
        if self.json {
            // What failed is said on standard error in any case.
            let _ = to_stdout(&self.spelled(&failure.json()));
        }
        self.error(&failure.sentence())
    }

    /// What was done stands, but nobody has read it: success would hide that a secret is lost.
    fn unwritten(&self, error: &io::Error) -> ExitCode {
        self.error(&format!(
            "what was asked for is done, but the answer could not be written: {error}. If it held a secret, make another."
        ))
    }

    fn error(&self, sentence: &str) -> ExitCode {
        to_stderr(&format!(
            "{} {sentence}\n",
            self.err.with(Ink::Red, "error:")
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
    match unless_gone(error.print()) {
        Ok(()) => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)),
        Err(error) => {
            to_stderr(&format!("error: this could not be written: {error}.\n"));
            ExitCode::FAILURE
        }
    }
}

/// Asks for a line on a terminal. Nothing is written when the line comes from a pipe.
pub(super) fn ask(question: &str) {
    if io::stdin().is_terminal() {
        to_stderr(question);
    }
}

fn to_stdout(text: &str) -> io::Result<()> {
    write(&mut io::stdout().lock(), text)
}

fn write(stream: &mut impl Write, text: &str) -> io::Result<()> {
    let written = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
    unless_gone(written)
}

/// A reader that has gone (`| head`) wants no more, and that is no error.
fn unless_gone(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes everything, and fails when it is to hand it on.
    struct Broken(ErrorKind);

    impl Write for Broken {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn only_a_reader_that_has_gone_is_no_failure() {
        assert!(write(&mut Vec::new(), "x").is_ok());
        assert!(write(&mut Broken(ErrorKind::BrokenPipe), "x").is_ok());
        for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied] {
            let error = write(&mut Broken(kind), "x").unwrap_err();
            assert_eq!(error.kind(), kind);
        }
    }
}
