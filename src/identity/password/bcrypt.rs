//! bcrypt: `$2a$`, `$2b$` and `$2y$` alike, and Django's `bcrypt_sha256`, which hashes the password with SHA-256 first.
//!
//! bcrypt reads 72 bytes. Of a longer password no more than these was ever in the hash, so no more can be checked; the Argon2id
//! hash that follows is made of the whole password as it was typed.

use std::ops::RangeInclusive;
use std::str::FromStr as _;

use bcrypt::HashParts;
use sha2::{Digest as _, Sha256};

use super::stored::BadHash;
use crate::base::Fault;
use crate::base::id::hex;

/// The highest takes some two seconds.
const COST: RangeInclusive<u32> = 4..=15;
const PREHASHED: &str = "bcrypt_sha256$";

#[derive(Debug)]
pub(super) struct Bcrypt {
    hash: String,
    prehashed: bool,
}

impl Bcrypt {
    pub(super) fn read(text: &str) -> Result<Self, BadHash> {
        let (hash, prehashed) = match text.strip_prefix(PREHASHED) {
            Some(hash) => (hash, true),
            None => (text, false),
        };
        if hash.starts_with("$2x$") {
            let reason = "'$2x$' marks hashes of a faulty bcrypt, which are not understood";
            return Err(BadHash::new(reason));
        }
        let parts = HashParts::from_str(hash).map_err(|_| BadHash::new("it is no bcrypt hash"))?;
        if !COST.contains(&parts.get_cost()) {
            return Err(BadHash::bound("its cost", &COST));
        }
        Ok(Self {
            hash: hash.to_owned(),
            prehashed,
        })
    }

    pub(super) fn matches(&self, password: &[u8]) -> Result<bool, Fault> {
        let verified = match self.prehashed {
            true => bcrypt::verify(hex(&Sha256::digest(password)), &self.hash),
            false => bcrypt::verify(password, &self.hash),
        };
        verified.map_err(Fault::internal)
    }
}
