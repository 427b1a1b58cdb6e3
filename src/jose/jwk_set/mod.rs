//! The public keys of a client: its JWK Set (RFC 7517 section 5), from its registration or from its `jwks_uri`.
//!
//! A key that we cannot use is the matter of that key alone (RFC 7517 section 5: ignore it). A private or symmetric key
//! refuses the whole set: whoever publishes one has lost it, and must hear of it.

mod jwk;
mod key;
#[cfg(test)]
mod tests;

use countersign_verifier::json;
use serde_json::{Map, Value};

pub use key::ClientKey;
pub(super) use key::Recipient;

use crate::domain::{Algorithm, KeyManagement};

const MAX_LENGTH: usize = 256 * 1024;
const MAX_KEYS: usize = 100;

/// Members that only private and symmetric keys have (RFC 7518 sections 6.2.2, 6.3.2 and 6.4).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// The usable keys of a set, in its order.
#[derive(Debug)]
pub struct ClientKeys(Vec<ClientKey>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwkSetError {
    #[error("it is longer than 256 KiB")]
    TooLong,
    #[error("it is not a JSON object with an array of objects as its 'keys'")]
    NotASet,
    #[error("it holds more than 100 keys")]
    TooManyKeys,
    #[error(
        "it holds a private or symmetric key (number {0}); only public keys may leave the client"
    )]
    PrivateKey(usize),
}

impl ClientKeys {
    /// Reads a set as it was fetched.
    pub fn parse(text: &str) -> Result<Self, JwkSetError> {
        if text.len() > MAX_LENGTH {
            return Err(JwkSetError::TooLong);
        }
        Self::read(&json::object(text.as_bytes()).map_err(|_| JwkSetError::NotASet)?)
    }

    /// Reads a set that came inside of another document.
    pub fn from_value(set: &Value) -> Result<Self, JwkSetError> {
        if set.to_string().len() > MAX_LENGTH {
            return Err(JwkSetError::TooLong);
        }
        Self::read(set.as_object().ok_or(JwkSetError::NotASet)?)
    }

    fn read(set: &Map<String, Value>) -> Result<Self, JwkSetError> {
        let members = set.get("keys").and_then(Value::as_array);
        let members = members.ok_or(JwkSetError::NotASet)?;
        if members.len() > MAX_KEYS {
            return Err(JwkSetError::TooManyKeys);
        }
        let mut keys = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let named = member.as_object().ok_or(JwkSetError::NotASet)?;
            let symmetric = named.get("kty").is_some_and(|kty| kty == "oct");
            if symmetric || PRIVATE.iter().any(|name| named.contains_key(*name)) {
                return Err(JwkSetError::PrivateKey(index + 1));
            }
            match ClientKey::read(member) {
                Ok(key) => keys.push(key),
                Err(reason) => tracing::debug!(index, reason, "a key of a client is not used"),
            }
        }
        Ok(Self(keys))
    }

    /// Whether nothing in the set is usable.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys that may check a signature. Two of one name cannot be told apart, so neither of them may.
    pub fn for_verification(&self, algorithm: Algorithm, kid: Option<&str>) -> Vec<&ClientKey> {
        let fitting = self
            .0
            .iter()
            .filter(|key| key.verifier(algorithm).is_some());
        let found: Vec<_> = fitting
            .filter(|key| kid.is_none() || key.kid() == kid)
            .collect();
        if kid.is_some() && found.len() > 1 {
            Vec::new()
        } else {
            found
        }
    }

    /// The key to encrypt to: the first that says it is for that, or else the first that does not say otherwise.
    pub fn for_encryption(&self, alg: KeyManagement, kid: Option<&str>) -> Option<&ClientKey> {
        let fitting = self
            .0
            .iter()
            .filter(|key| key.key_management() == Some(alg));
        let mut named = fitting.filter(|key| kid.is_none() || key.kid() == kid);
        let meant = named.clone().find(|key| key.is_meant_for_encryption());
        meant.or_else(|| named.next())
    }
}
