//! When a token is good (RFC 7519 sections 4.1.4 to 4.1.6).

use crate::Error;

/// How far ahead `iat` may lie, whatever the leeway: a clock that is off by more is to be set, not to be trusted.
pub(crate) const MAX_ISSUED_AHEAD: u64 = 60;

/// The seconds in which a token is good, its verifier's leeway included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lifetime {
    from: u64,
    /// "On or after" (RFC 7519 section 4.1.4): this second itself is too late.
    until: u64,
    /// The same without leeway, as the token says it.
    said: (u64, u64),
}

impl Lifetime {
    pub(crate) fn new(
        issued_at: u64,
        not_before: Option<u64>,
        expires_at: u64,
        leeway: u64,
    ) -> Self {
        let not_before = not_before.unwrap_or(0);
        let issued = issued_at.saturating_sub(MAX_ISSUED_AHEAD);
        Self {
            from: issued.max(not_before.saturating_sub(leeway)),
            until: expires_at.saturating_add(leeway),
            said: (issued_at.max(not_before), expires_at),
        }
    }

    pub(crate) fn holds(self, now: u64) -> bool {
        (self.from..self.until).contains(&now)
    }

    pub(crate) fn check(self, now: u64) -> Result<(), Error> {
        let (from, expired_at) = self.said;
        if now >= self.until {
            return Err(Error::Expired { expired_at, now });
        }
        if now < self.from {
            return Err(Error::NotYetValid { from, now });
        }
        Ok(())
    }
}
