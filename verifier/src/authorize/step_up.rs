//! What a route demands of the sign-in (RFC 9470): how strong it was, and how long ago.

use crate::{Error, Principal};

/// By how much the issuer's clock may be ahead of ours. A sign-in that lies further in the future is none.
const AHEAD: u64 = 60;

/// Both demands together, so that whoever has to sign in again does so once.
#[derive(Clone, Debug, Default)]
pub(super) struct StepUp {
    acr: Option<Vec<String>>,
    max_age: Option<u64>,
}

impl StepUp {
    pub(super) const NONE: Self = Self {
        acr: None,
        max_age: None,
    };

    /// One of these classes; if that was demanded before, one that both demands name.
    pub(super) fn with_acr(mut self, values: Vec<String>) -> Self {
        self.acr = Some(match self.acr {
            None => values,
            Some(held) => held
                .into_iter()
                .filter(|value| values.contains(value))
                .collect(),
        });
        self
    }

    /// At most so many seconds ago; of several demands the strictest.
    pub(super) fn with_max_age(mut self, seconds: u64) -> Self {
        self.max_age = Some(self.max_age.map_or(seconds, |held| held.min(seconds)));
        self
    }

    /// Refuses with everything that is demanded, also where one half is met: a sign-in for the other half alone might
    /// not meet this one any more.
    pub(super) fn check(&self, principal: &Principal, now: u64) -> Result<(), Error> {
        if self.is_strong(principal.acr()) && self.is_recent(principal.auth_time(), now) {
            return Ok(());
        }
        Err(Error::InsufficientAuthentication {
            acr: self.acr.clone().unwrap_or_default(),
            max_age: self.max_age,
        })
    }

    fn is_strong(&self, acr: Option<&str>) -> bool {
        let Some(values) = &self.acr else {
            return true;
        };
        acr.is_some_and(|acr| values.iter().any(|value| value == acr))
    }

    fn is_recent(&self, auth_time: Option<u64>, now: u64) -> bool {
        let Some(max_age) = self.max_age else {
            return true;
        };
        let recent =
            |time: u64| now.saturating_sub(time) <= max_age && time <= now.saturating_add(AHEAD);
        auth_time.is_some_and(recent)
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, StepUp};
    use crate::{Identity, Method, Principal};

    const NOW: u64 = 1_800_000_000;

    fn demanding(acr: &[&str], max_age: u64) -> StepUp {
        let values = acr.iter().map(ToString::to_string).collect();
        StepUp::default().with_acr(values).with_max_age(max_age)
    }

    fn signed_in(acr: Option<&str>, auth_time: Option<u64>) -> Principal {
        let identity = Identity {
            acr: acr.map(Into::into),
            auth_time,
            ..Identity::default()
        };
        Principal::new(Method::AccessToken, identity)
    }

    #[test]
    fn a_sign_in_may_be_too_weak_or_too_old() {
        let demands = demanding(&["phr", "mfa"], 300);
        for (acr, auth_time, passes) in [
            (Some("mfa"), Some(NOW - 300), true),
            (Some("phr"), Some(NOW), true),
            (Some("pwd"), Some(NOW), false),
            (Some("MFA"), Some(NOW), false),
            (None, Some(NOW), false),
            (Some("mfa"), Some(NOW - 301), false),
            (Some("mfa"), None, false),
        ] {
            let met = demands.check(&signed_in(acr, auth_time), NOW).is_ok();
            assert_eq!(met, passes, "{acr:?} {auth_time:?}");
        }
    }

    #[test]
    fn a_sign_in_in_the_future_is_none() {
        let demands = StepUp::default().with_max_age(300);
        for (ahead, passes) in [(0, true), (60, true), (61, false), (u64::MAX - NOW, false)] {
            let met = demands
                .check(&signed_in(None, Some(NOW + ahead)), NOW)
                .is_ok();
            assert_eq!(met, passes, "{ahead} seconds ahead");
        }
    }

    #[test]
    fn everything_that_is_demanded_is_said_at_once() {
        let demands = demanding(&["phr", "mfa"], 300);
        for principal in [
            signed_in(None, None),
            signed_in(Some("mfa"), None),
            signed_in(None, Some(NOW)),
        ] {
            let told = Error::InsufficientAuthentication {
                acr: vec!["phr".to_owned(), "mfa".to_owned()],
                max_age: Some(300),
            };
            assert_eq!(demands.check(&principal, NOW), Err(told));
        }
    }

    #[test]
    fn of_several_demands_all_hold() {
        let demands = demanding(&["phr", "mfa"], 300)
            .with_acr(vec!["mfa".into(), "pwd".into()])
            .with_max_age(600);
        assert!(
            demands
                .check(&signed_in(Some("mfa"), Some(NOW - 300)), NOW)
                .is_ok()
        );
        for acr in ["phr", "pwd"] {
            assert!(
                demands
                    .check(&signed_in(Some(acr), Some(NOW)), NOW)
                    .is_err(),
                "{acr}"
            );
        }
        assert!(
            demands
                .check(&signed_in(Some("mfa"), Some(NOW - 301)), NOW)
                .is_err()
        );
    }
}
