//! Nonces for DPoP proofs (RFC 9449 section 9): with them a client cannot sign proofs in advance, for a thief to use later.
//! None is stored. A nonce is a keyed hash of the period in which it was handed out, so that all who have the key know it.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::{constant_time, hmac};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{Error, SetupError};

const MIN_SECRET: usize = 32;
/// Octets of a nonce: too many to guess in two periods.
const LENGTH: usize = 16;

/// Nonces that an API demands in DPoP proofs. One is handed out for two minutes and good for as long again, so that a client
/// which gets the next one with every answer never has to ask twice.
#[derive(Clone)]
pub struct Nonces {
    key: Arc<hmac::Key>,
    period: u64,
}

impl Nonces {
    /// Nonces of this process alone.
    ///
    /// # Errors
    ///
    /// [`SetupError::Random`] if the system gives no randomness.
    pub fn random() -> Result<Self, SetupError> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new());
        key.map(Self::of).map_err(|_| SetupError::Random)
    }

    /// Nonces that all nodes with this secret, of 32 octets at least, have in common.
    ///
    /// # Errors
    ///
    /// [`SetupError::NonceSecret`] if it is shorter.
    pub fn shared(secret: impl AsRef<[u8]>) -> Result<Self, SetupError> {
        let secret = secret.as_ref();
        if secret.len() < MIN_SECRET {
            return Err(SetupError::NonceSecret);
        }
        Ok(Self::of(hmac::Key::new(hmac::HMAC_SHA256, secret)))
    }

    /// How long one nonce is handed out, instead of two minutes. Whole seconds count, one at least. Nodes with a secret in
    /// common need this in common too.
    #[must_use]
    pub fn every(mut self, period: Duration) -> Self {
        self.period = period.as_secs().max(1);
        self
    }

    /// Whether a proof made now may carry this nonce. Returns the next one for its client, if this one is in its last
    /// period.
    pub(super) fn check(&self, nonce: Option<&str>, now: u64) -> Result<Option<String>, Error> {
        let period = now / self.period;
        let current = self.in_period(period);
        let is = |known: &str| nonce.is_some_and(|nonce| same(nonce, known));
        // A node whose clock is a little ahead may have handed out the next one already.
        if is(&current) || is(&self.in_period(period.saturating_add(1))) {
            return Ok(None);
        }
        match period.checked_sub(1) {
            Some(former) if is(&self.in_period(former)) => Ok(Some(current)),
            _ => Err(Error::NonceRequired { nonce: current }),
        }
    }

    fn of(key: hmac::Key) -> Self {
        const PERIOD: u64 = 120;
        Self {
            key: Arc::new(key),
            period: PERIOD,
        }
    }

    fn in_period(&self, period: u64) -> String {
        let tag = hmac::sign(&self.key, &period.to_be_bytes());
        URL_SAFE_NO_PAD.encode(&tag.as_ref()[..LENGTH])
    }
}

fn same(one: &str, other: &str) -> bool {
    constant_time::verify_slices_are_equal(one.as_bytes(), other.as_bytes()).is_ok()
}

impl std::fmt::Debug for Nonces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Nonces")
            .field("period", &self.period)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Error, Nonces};

    const NOW: u64 = 1_800_000_000;
    const SECRET: [u8; 32] = [7; 32];

    fn shared() -> Nonces {
        Nonces::shared(SECRET).expect("a secret of 32 octets")
    }

    fn handed_out(nonces: &Nonces, now: u64) -> String {
        match nonces.check(None, now) {
            Err(Error::NonceRequired { nonce }) => nonce,
            other => panic!("a nonce is demanded: {other:?}"),
        }
    }

    #[test]
    fn a_nonce_is_good_for_its_period_and_the_next() {
        let nonces = shared();
        let nonce = handed_out(&nonces, NOW);
        assert_eq!(nonces.check(Some(&nonce), NOW), Ok(None));
        assert_eq!(nonces.check(Some(&nonce), NOW + 119), Ok(None));
        let next = handed_out(&nonces, NOW + 120);
        assert_ne!(nonce, next);
        for late in [120, 239] {
            assert_eq!(
                nonces.check(Some(&nonce), NOW + late),
                Ok(Some(next.clone()))
            );
        }
        assert!(nonces.check(Some(&nonce), NOW + 240).is_err());
        // By a node whose clock is behind.
        assert_eq!(nonces.check(Some(&next), NOW + 119), Ok(None));
        assert!(nonces.check(Some(&next), NOW - 1).is_err());
    }

    #[test]
    fn nodes_with_one_secret_know_each_others_nonces() {
        let nonce = handed_out(&shared(), NOW);
        assert_eq!(shared().check(Some(&nonce), NOW), Ok(None));
        let others = Nonces::random().expect("randomness");
        assert!(others.check(Some(&nonce), NOW).is_err());
        assert!(
            shared()
                .every(Duration::from_secs(60))
                .check(Some(&nonce), NOW)
                .is_err()
        );
    }

    #[test]
    fn nothing_else_is_a_nonce() {
        let nonce = handed_out(&shared(), NOW);
        for wrong in [
            "",
            " ",
            &nonce[1..],
            &format!("{nonce}A"),
            &nonce.to_lowercase(),
        ] {
            assert!(shared().check(Some(wrong), NOW).is_err(), "{wrong}");
        }
        assert!(Nonces::shared(&SECRET[1..]).is_err());
    }
}
