//! The report: each check in the order in which they are made, and the verdict.

use serde::Serialize;
use serde_json::{Map, Value};

use super::kind::Kind;
use super::words::{self, Seen};
use super::{hint, moment};
use crate::Error;
use crate::token::{Check, Policy, Trail};

/// What every check of a token has ended with. It is shown as a table, and serialized for programs.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    kind: Kind,
    accepted: bool,
    reason: Option<&'static str>,
    #[serde(skip)]
    error: Option<Error>,
    checked_at: String,
    checks: Vec<Checked>,
    header: Option<Map<String, Value>>,
    claims: Option<Map<String, Value>>,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Checked {
    /// What was looked at: the name of a claim or of a header where it was one.
    pub name: &'static str,
    /// How it has ended.
    pub outcome: Outcome,
    /// What would be right.
    pub expected: String,
    /// What the token says, as far as that could be read; cut if it is long.
    pub found: Option<String>,
    /// Why it failed: [`Error::reason`].
    pub reason: Option<&'static str>,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How a check has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The token is as it should be.
    Passed,
    /// It is not.
    Failed,
    /// The check could not be made, because one before it has failed.
    NotRun,
}

impl Report {
    pub(super) fn new(trail: &Trail, seen: Seen, policy: &Policy, now: u64) -> Self {
        let error = trail.first_failure().cloned();
        let made = |check: &Check| !words::is_idle(*check, trail, &seen);
        let checks = Check::ALL.into_iter().filter(made).map(|check| {
            let outcome = trail.outcome(check);
            let failure = outcome.and_then(Result::err);
            Checked {
                name: words::name(check),
                outcome: match outcome {
                    None => Outcome::NotRun,
                    Some(Ok(())) => Outcome::Passed,
                    Some(Err(_)) => Outcome::Failed,
                },
                expected: words::expected(check, policy, now),
                found: words::found(check, &seen, outcome, now),
                reason: failure.map(Error::reason),
                hint: failure.and_then(|failure| hint::of(check, failure, &seen, policy, now)),
            }
        });
        Self {
            checks: checks.collect(),
            kind: seen.kind,
            accepted: error.is_none(),
            reason: error.as_ref().map(Error::reason),
            error,
            checked_at: moment::utc(now),
            header: seen.header,
            claims: seen.claims,
        }
    }

    /// Whether [`Verifier::verify`](crate::Verifier::verify) accepts the token.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.accepted
    }

    /// What [`Verifier::verify`](crate::Verifier::verify) refuses the token with: the first failure.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// What the text looks like.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Every check, in the order in which they are made. What is optional and absent has none.
    #[must_use]
    pub fn checks(&self) -> &[Checked] {
        &self.checks
    }

    /// The claims as the token has them, whether they are to be believed or not.
    #[must_use]
    pub fn claims(&self) -> Option<&Map<String, Value>> {
        self.claims.as_ref()
    }

    /// The verdict in a sentence.
    #[must_use]
    pub fn verdict(&self) -> String {
        match &self.error {
            None => "The token is good.".to_owned(),
            Some(error) => format!("Refused: {error} ({}).", error.reason()),
        }
    }
}

impl Checked {
    /// What was found, and where that is wrong also what would be right.
    #[must_use]
    pub fn words(&self) -> String {
        let found = self.found.as_deref();
        match self.outcome {
            Outcome::Passed => found.unwrap_or("as it should be").to_owned(),
            Outcome::Failed => match found {
                Some(found) => format!("{found}; expected: {}", self.expected),
                None => format!("expected: {}", self.expected),
            },
            Outcome::NotRun => match found {
                Some(found) => format!("{found}; not checked"),
                None => "not checked".to_owned(),
            },
        }
    }
}
