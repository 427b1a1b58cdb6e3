//! A key of this server and what it is for: the two kinds that the key set publishes (RFC 7517 section 4.2, `use`).

use std::fmt;
use std::str::FromStr;

use serde_json::Value;
use zeroize::Zeroizing;

use super::decryption_key::DecryptionKey;
use super::signing_key::SigningKey;
use crate::base::Fault;
use crate::base::named::UnknownName;
use crate::domain::{Algorithm, KeyManagement};

/// What a key is for, with the one algorithm that it serves. Keys of one use follow one another in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyUse {
    Signing(Algorithm),
    Decryption(KeyManagement),
}

impl KeyUse {
    /// The use whose keys are always there.
    pub const ALWAYS: Self = Self::Signing(Algorithm::Rs256);

    /// Every use, in the order in which the key set shows their keys: RS256 first, for clients that take the first.
    pub fn all() -> impl Iterator<Item = Self> {
        let signing = Algorithm::ASYMMETRIC.into_iter().map(Self::Signing);
        signing.chain(KeyManagement::ALL.into_iter().map(Self::Decryption))
    }

    /// The registered name of the algorithm, the JWK's `alg`. No two uses share one.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signing(algorithm) => algorithm.as_str(),
            Self::Decryption(algorithm) => algorithm.as_str(),
        }
    }

    /// The JWK's `use`.
    pub fn usage(self) -> &'static str {
        match self {
            Self::Signing(_) => "sig",
            Self::Decryption(_) => "enc",
        }
    }
}

impl fmt::Display for KeyUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for KeyUse {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::all()
            .find(|usage| usage.as_str() == text)
            .ok_or_else(|| UnknownName {
                name: text.to_owned(),
                known: Self::all().map(Self::as_str).collect::<Vec<_>>().join(", "),
            })
    }
}

#[derive(Debug)]
pub enum Key {
    Signing(SigningKey),
    Decryption(DecryptionKey),
}

impl Key {
    /// Makes a new key, and returns its PKCS#8 too, for sealing.
    pub fn generate(usage: KeyUse) -> Result<(Self, Zeroizing<Vec<u8>>), Fault> {
        match usage {
            KeyUse::Signing(algorithm) => {
                let (key, pkcs8) = SigningKey::generate(algorithm)?;
                Ok((Self::Signing(key), pkcs8))
            }
            KeyUse::Decryption(algorithm) => {
                let (key, pkcs8) = DecryptionKey::generate(algorithm)?;
                Ok((Self::Decryption(key), pkcs8))
            }
        }
    }

    pub fn from_pkcs8(usage: KeyUse, pkcs8: &[u8]) -> Result<Self, Fault> {
        match usage {
            KeyUse::Signing(algorithm) => {
                SigningKey::from_pkcs8(algorithm, pkcs8).map(Self::Signing)
            }
            KeyUse::Decryption(algorithm) => {
                DecryptionKey::from_pkcs8(algorithm, pkcs8).map(Self::Decryption)
            }
        }
    }

    pub fn usage(&self) -> KeyUse {
        match self {
            Self::Signing(key) => KeyUse::Signing(key.algorithm()),
            Self::Decryption(key) => KeyUse::Decryption(key.key_management()),
        }
    }

    pub fn kid(&self) -> &str {
        match self {
            Self::Signing(key) => key.kid(),
            Self::Decryption(key) => key.kid(),
        }
    }

    /// The public key as published.
    pub fn jwk(&self) -> &Value {
        match self {
            Self::Signing(key) => key.jwk(),
            Self::Decryption(key) => key.jwk(),
        }
    }

    pub fn signing(&self) -> Option<&SigningKey> {
        match self {
            Self::Signing(key) => Some(key),
            Self::Decryption(_) => None,
        }
    }

    pub fn decryption(&self) -> Option<&DecryptionKey> {
        match self {
            Self::Signing(_) => None,
            Self::Decryption(key) => Some(key),
        }
    }
}
