//! A stored hash, of whichever scheme: our own Argon2id, or one that another program made. What a hash says it costs is bounded
//! whenever it is read, so that neither a mistaken import nor a hostile row spends minutes or gigabytes.

use std::ops::RangeInclusive;

use super::argon2id;
use super::bcrypt::Bcrypt;
use super::pbkdf2::Pbkdf2;
use super::scrypt::Scrypt;
use crate::base::Fault;

/// Why a hash cannot be used. Never says what the hash is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadHash(String);

impl BadHash {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    pub(super) fn bound<T: std::fmt::Display>(what: &str, bounds: &RangeInclusive<T>) -> Self {
        let (least, most) = (bounds.start(), bounds.end());
        Self(format!("{what} is out of bounds ({least} to {most})"))
    }
}

#[derive(Debug)]
pub(super) enum Stored {
    Argon2(argon2id::Hash),
    Bcrypt(Bcrypt),
    Scrypt(Scrypt),
    Pbkdf2(Pbkdf2),
}

impl Stored {
    /// Reads what the database holds. Other programs' own ways of writing are for [`super::imported`].
    pub(super) fn read(text: &str) -> Result<Self, BadHash> {
        let scheme = text.trim_start_matches('$').split('$').next();
        match scheme.unwrap_or_default() {
            "argon2id" | "argon2i" | "argon2d" => argon2id::Hash::read(text).map(Self::Argon2),
            "2a" | "2b" | "2x" | "2y" | "bcrypt_sha256" => Bcrypt::read(text).map(Self::Bcrypt),
            "scrypt" => Scrypt::read(text).map(Self::Scrypt),
            "pbkdf2-sha1" | "pbkdf2-sha256" | "pbkdf2-sha512" => {
                Pbkdf2::read(text).map(Self::Pbkdf2)
            }
            _ => Err(BadHash::new("its scheme is not known")),
        }
    }

    /// Whether it is the hash of this password: costs what the scheme costs, so it is for the hashing threads.
    pub(super) fn matches(&self, password: &[u8]) -> Result<bool, Fault> {
        match self {
            Self::Argon2(hash) => hash.matches(password),
            Self::Bcrypt(hash) => hash.matches(password),
            Self::Scrypt(hash) => hash.matches(password),
            Self::Pbkdf2(hash) => Ok(hash.matches(password)),
        }
    }

    /// Whether a new hash would be made in the same way.
    pub(super) fn is_made_with(&self, parameters: &argon2id::Params) -> bool {
        matches!(self, Self::Argon2(hash) if hash.is_made_with(parameters))
    }
}
