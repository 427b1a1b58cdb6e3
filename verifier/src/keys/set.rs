//! A JWK set (RFC 7517 section 5), reduced to the keys that may verify a token.

use std::collections::{HashMap, HashSet, hash_map::Entry};
use std::sync::Arc;

use aws_lc_rs::signature::ParsedPublicKey;
use serde::Deserialize;
use serde_json::Value;

use super::jwk::{Key, usable};
use crate::{Algorithm, SetupError};

/// An issuer that publishes more has lost control of its keys, or is not the issuer.
const MAX_KEYS: usize = 100;

/// The usable keys by `kid`.
#[derive(Default)]
pub(crate) struct KeySet(HashMap<String, Key>);

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

impl KeySet {
    /// A set that reads well replaces its predecessor even if nothing in it is usable: the issuer withdrew its keys.
    pub(crate) fn read(jwks: &[u8], allowed: &[Algorithm]) -> Result<Self, SetupError> {
        // The parser looks at the encoding only of what it keeps.
        let document: Document = std::str::from_utf8(jwks)
            .ok()
            .and_then(|text| serde_json::from_str(text).ok())
            .ok_or(SetupError::KeySet("is not a JWK set"))?;
        if document.keys.len() > MAX_KEYS {
            return Err(SetupError::KeySet("holds more than 100 keys"));
        }
        let (mut keys, mut ambiguous) = (HashMap::new(), HashSet::new());
        for (position, member) in document.keys.into_iter().enumerate() {
            match usable(member, allowed) {
                Ok(key) => add(key, &mut keys, &mut ambiguous),
                Err(reason) => tracing::debug!(position, reason, "a key of the issuer is not used"),
            }
        }
        for kid in ambiguous {
            // Which of them signed a token cannot be told, so neither may verify one.
            tracing::warn!(?kid, "keys of the issuer share a kid and are not used");
            keys.remove(&kid);
        }
        Ok(Self(keys))
    }

    /// Whether every key of this set is in the next one too, and is the same there.
    pub(super) fn lives_on_in(&self, next: &Self) -> bool {
        self.0.values().all(|key| {
            key.parsed.iter().all(|(algorithm, own)| {
                let there = next.find(&key.kid, *algorithm);
                there.is_some_and(|there| (*there).as_ref() == (**own).as_ref())
            })
        })
    }

    /// The key of this name, if it serves this algorithm.
    pub(crate) fn find(&self, kid: &str, algorithm: Algorithm) -> Option<Arc<ParsedPublicKey>> {
        let served = &self.0.get(kid)?.parsed;
        served
            .iter()
            .find(|(serves, _)| *serves == algorithm)
            .map(|(_, key)| Arc::clone(key))
    }
}

/// One key may be published twice, say once for each of its algorithms; two keys of one name are none.
fn add(key: Key, keys: &mut HashMap<String, Key>, ambiguous: &mut HashSet<String>) {
    match keys.entry(key.kid.clone()) {
        Entry::Vacant(place) => drop(place.insert(key)),
        Entry::Occupied(mut place) if place.get().is(&key) => place.get_mut().also_serve(key),
        Entry::Occupied(_) => drop(ambiguous.insert(key.kid)),
    }
}
