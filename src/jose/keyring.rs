//! The keys that a server holds: which one signs now, and the set that it publishes (RFC 7517).

use std::sync::{Arc, PoisonError, RwLock};

use super::SigningKey;
use super::rotation::{self, Policy, Span};
use crate::base::{Fault, Timestamp};

/// Shared by all requests; replaced as a whole when the stored keys change.
#[derive(Debug, Default)]
pub struct Keyring(RwLock<Option<Arc<Ring>>>);

/// One reading of the stored keys.
#[derive(Debug)]
pub struct Ring {
    spans: Vec<Span>,
    keys: Vec<Arc<SigningKey>>,
    policy: Policy,
}

impl Keyring {
    /// Holds these keys, in order of generation, from now on.
    pub fn hold(&self, keys: Vec<(Span, Arc<SigningKey>)>, policy: Policy) {
        let (spans, keys) = keys.into_iter().unzip();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(Ring {
            spans,
            keys,
            policy,
        }));
    }

    pub fn ring(&self) -> Result<Arc<Ring>, Fault> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        held.clone()
            .ok_or_else(|| Fault::unavailable("no signing keys are loaded yet"))
    }

    /// The key that was parsed before, so that a reload parses only what is new.
    pub fn held(&self, kid: &str) -> Option<Arc<SigningKey>> {
        let ring = self.ring().ok()?;
        ring.keys.iter().find(|key| key.kid() == kid).cloned()
    }
}

impl Ring {
    /// The key that signs at `now`.
    pub fn signer(&self, now: Timestamp) -> Result<&SigningKey, Fault> {
        rotation::signer(&self.spans, now)
            .map(|index| self.keys[index].as_ref())
            .ok_or_else(|| Fault::unavailable("there is no signing key"))
    }

    /// The keys whose signatures count at `now`.
    pub fn published(&self, now: Timestamp) -> impl Iterator<Item = &SigningKey> {
        let shown =
            move |index: &usize| rotation::is_published(&self.spans, *index, now, self.policy);
        (0..self.keys.len())
            .filter(shown)
            .map(|index| self.keys[index].as_ref())
    }

    /// The JSON Web Key Set at `now`.
    pub fn jwks(&self, now: Timestamp) -> String {
        let keys: Vec<_> = self.published(now).map(|key| key.jwk().clone()).collect();
        serde_json::json!({ "keys": keys }).to_string()
    }
}
