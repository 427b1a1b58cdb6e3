//! The checks by name, and who watches them. Verifying stops at the first that fails, explaining goes on; both run the same
//! functions in the same order, so that no explanation can differ from the verdict.

use crate::Error;

/// One check on a token's way, in the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    Form,
    Header,
    Extensions,
    Type,
    Algorithm,
    KeyId,
    Key,
    Signature,
    Payload,
    Issuer,
    Audience,
    IssuedAt,
    Expiry,
    NotBefore,
    Lifetime,
    Confirmation,
    Subject,
    Client,
    TokenId,
    Scope,
    Roles,
    Permissions,
    AuthTime,
    Acr,
    Amr,
    Session,
    Denied,
    Sender,
}

impl Check {
    pub(crate) const ALL: [Self; 28] = [
        Self::Form,
        Self::Header,
        Self::Extensions,
        Self::Type,
        Self::Algorithm,
        Self::KeyId,
        Self::Key,
        Self::Signature,
        Self::Payload,
        Self::Issuer,
        Self::Audience,
        Self::IssuedAt,
        Self::Expiry,
        Self::NotBefore,
        Self::Lifetime,
        Self::Confirmation,
        Self::Subject,
        Self::Client,
        Self::TokenId,
        Self::Scope,
        Self::Roles,
        Self::Permissions,
        Self::AuthTime,
        Self::Acr,
        Self::Amr,
        Self::Session,
        Self::Denied,
        Self::Sender,
    ];
}

/// Whoever runs the checks.
pub(crate) trait Watch {
    /// Is told how a check has ended.
    fn note<T>(&mut self, check: Check, outcome: Result<T, Error>) -> Result<T, Error>;

    /// Whether to go on after a failure, with nothing in place of what is missing.
    fn go_on<T: Default>(&mut self, outcome: Result<T, Error>) -> Result<T, Error>;

    /// Both, for a check whose outcome the others can do without.
    fn see<T: Default>(&mut self, check: Check, outcome: Result<T, Error>) -> Result<T, Error> {
        let outcome = self.note(check, outcome);
        self.go_on(outcome)
    }
}

/// Verifying: the first failure is the answer, and nothing is remembered.
pub(crate) struct Strict;

impl Watch for Strict {
    fn note<T>(&mut self, _: Check, outcome: Result<T, Error>) -> Result<T, Error> {
        outcome
    }

    fn go_on<T: Default>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        outcome
    }
}

/// Explaining: every check that can be made is made.
#[derive(Debug, Default)]
pub(crate) struct Trail(Vec<(Check, Option<Error>)>);

impl Trail {
    /// Nothing for a check that was not made, else its failure if it failed.
    pub(crate) fn outcome(&self, check: Check) -> Option<Result<(), &Error>> {
        let (_, failure) = self.0.iter().find(|(made, _)| *made == check)?;
        Some(failure.as_ref().map_or(Ok(()), Err))
    }

    pub(crate) fn passed(&self, check: Check) -> bool {
        self.outcome(check).is_some_and(|outcome| outcome.is_ok())
    }

    /// What verifying ends with.
    pub(crate) fn first_failure(&self) -> Option<&Error> {
        self.0.iter().find_map(|(_, failure)| failure.as_ref())
    }
}

impl Watch for Trail {
    fn note<T>(&mut self, check: Check, outcome: Result<T, Error>) -> Result<T, Error> {
        self.0.push((check, outcome.as_ref().err().cloned()));
        outcome
    }

    fn go_on<T: Default>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        Ok(outcome.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::Check;

    #[test]
    fn all_are_all_in_their_order() {
        assert_eq!(Check::ALL.len(), Check::Sender as usize + 1);
        for (place, check) in Check::ALL.into_iter().enumerate() {
            assert_eq!(check as usize, place, "{check:?}");
        }
    }
}
