//! The keys that a server holds: which of them signs now, and the set that it publishes (RFC 7517).

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde::Serialize;
use serde_json::Value;

use super::chain::Chain;
use super::decryption_key::DecryptionKey;
use super::key::{Key, KeyUse};
use super::signing_key::SigningKey;
use crate::base::{Fault, Timestamp};
use crate::domain::Algorithm;

/// Shared by all requests; the ring is replaced as a whole when the stored keys change.
#[derive(Debug, Default)]
pub struct Keyring {
    ring: RwLock<Option<Arc<Ring>>>,
    began: OnceLock<Timestamp>,
}

/// One reading of the stored keys: a chain for each use, RS256 first.
#[derive(Debug)]
pub struct Ring(Vec<Chain<Arc<Key>>>);

#[derive(Serialize)]
struct KeySet<'a> {
    keys: Vec<&'a Value>,
}

impl Keyring {
    /// Holds these keys from now on.
    pub fn hold(&self, chains: Vec<Chain<Arc<Key>>>) {
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(Ring(chains)));
    }

    pub fn ring(&self) -> Result<Arc<Ring>, Fault> {
        let held = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        held.clone()
            .ok_or_else(|| Fault::unavailable("no signing keys are loaded yet"))
    }

    /// The key that was parsed before, so that a reload parses only what is new.
    pub fn held(&self, usage: KeyUse, kid: &str) -> Option<Arc<Key>> {
        let ring = self.ring().ok()?;
        let chain = ring.chain(usage)?;
        chain.members().iter().find(|key| key.kid() == kid).cloned()
    }

    /// Since when this server has gone by its configuration: the first moment that it was asked at.
    pub fn began(&self, now: Timestamp) -> Timestamp {
        *self.began.get_or_init(|| now)
    }
}

impl Ring {
    fn chain(&self, usage: KeyUse) -> Option<&Chain<Arc<Key>>> {
        self.0.iter().find(|chain| chain.usage() == usage)
    }

    /// The RS256 key that signs at `now`.
    pub fn signer(&self, now: Timestamp) -> Result<&SigningKey, Fault> {
        self.signer_for(Algorithm::Rs256, now)
    }

    /// The key that signs with `algorithm` at `now`. There is none where the server does not offer the algorithm.
    pub fn signer_for(&self, algorithm: Algorithm, now: Timestamp) -> Result<&SigningKey, Fault> {
        self.chain(KeyUse::Signing(algorithm))
            .and_then(|chain| chain.current(now))
            .and_then(|key| key.signing())
            .ok_or_else(|| Fault::unavailable(format!("there is no {algorithm} key to sign with")))
    }

    /// The algorithms that this server signs with at `now`, RS256 first.
    pub fn algorithms(&self, now: Timestamp) -> impl Iterator<Item = Algorithm> {
        let signers = self.0.iter().filter_map(move |chain| chain.current(now));
        signers.filter_map(|key| key.signing().map(SigningKey::algorithm))
    }

    /// The keys whose signatures count at `now`.
    pub fn published(&self, now: Timestamp) -> impl Iterator<Item = &SigningKey> {
        self.0
            .iter()
            .flat_map(move |chain| chain.standing(now))
            .filter_map(|key| key.signing())
    }

    /// The keys that signed what comes back as a hint: the published ones, and those before for a while.
    pub fn remembered(&self, now: Timestamp) -> impl Iterator<Item = &SigningKey> {
        self.0
            .iter()
            .flat_map(move |chain| chain.remembered(now))
            .filter_map(|key| key.signing())
    }

    /// The keys that open what clients encrypted to this server: the published ones, and those before, for clients that
    /// fetched the set a while ago.
    pub fn decryption_keys(&self, now: Timestamp) -> impl Iterator<Item = &DecryptionKey> {
        self.0
            .iter()
            .flat_map(move |chain| chain.standing(now))
            .filter_map(|key| key.decryption())
    }

    /// The keys to encrypt to, as the key set shows them.
    pub fn encryption_keys(&self, now: Timestamp) -> impl Iterator<Item = &DecryptionKey> {
        let current = self.0.iter().filter_map(move |chain| chain.current(now));
        current.filter_map(|key| key.decryption())
    }

    /// The JSON Web Key Set at `now`. Of the keys to encrypt to it shows the current one only, so that nobody takes one
    /// that is about to go, or that another server has not loaded yet.
    pub fn jwks(&self, now: Timestamp) -> Result<String, Fault> {
        let encryption = self.encryption_keys(now).map(DecryptionKey::jwk);
        let signing = self.published(now).map(SigningKey::jwk);
        let keys = signing.chain(encryption).collect();
        serde_json::to_string(&KeySet { keys }).map_err(Fault::internal)
    }
}
