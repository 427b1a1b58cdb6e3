//! The report for a terminal: a check a line, aligned, and below a failure what to do about it.

use std::fmt;

use super::{Outcome, Report};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.verdict())?;
        let names = self.checks().iter().map(|checked| checked.name.len());
        let width = names.max().unwrap_or_default();
        for checked in self.checks() {
            let mark = match checked.outcome {
                Outcome::Passed => "ok",
                Outcome::Failed => "fail",
                Outcome::NotRun => "-",
            };
            writeln!(
                f,
                "  {mark:4}  {:width$}  {}",
                checked.name,
                checked.words()
            )?;
            if let Some(hint) = &checked.hint {
                writeln!(f, "  {:4}  {:width$}  {hint}", "", "")?;
            }
        }
        Ok(())
    }
}
