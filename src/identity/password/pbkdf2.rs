//! PBKDF2 (RFC 8018 section 5.2) with HMAC-SHA-1, -256 or -512, as PHC strings: `$pbkdf2-sha256$i=600000$salt$output`.

use std::convert::Infallible;

use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::phc::{self, Ends};
use super::stored::BadHash;

/// Rounds of HMAC over all blocks of output: the highest takes some two seconds.
const ROUNDS: u64 = 6_000_000;

#[derive(Debug, Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha512,
}

#[derive(Debug)]
pub(super) struct Pbkdf2 {
    hash: Hash,
    iterations: u32,
    ends: Ends,
}

impl Pbkdf2 {
    pub(super) fn read(text: &str) -> Result<Self, BadHash> {
        let (hash, block) = match text.split('$').nth(1) {
            Some("pbkdf2-sha1") => (Hash::Sha1, 20),
            Some("pbkdf2-sha256") => (Hash::Sha256, 32),
            Some("pbkdf2-sha512") => (Hash::Sha512, 64),
            _ => return Err(BadHash::new("its scheme is not known")),
        };
        let ([iterations], ends) = phc::read(text, ["i"])?;
        let blocks = ends.length().div_ceil(block) as u64;
        if iterations == 0 || u64::from(iterations) * blocks > ROUNDS {
            let bounds = 1..=ROUNDS / blocks;
            return Err(BadHash::bound("the number of its iterations", &bounds));
        }
        Ok(Self {
            hash,
            iterations,
            ends,
        })
    }

    pub(super) fn matches(&self, password: &[u8]) -> bool {
        let (salt, rounds) = (&self.ends.salt, self.iterations);
        let Ok(matched) = self.ends.match_what(|output| {
            match self.hash {
                Hash::Sha1 => pbkdf2_hmac::<Sha1>(password, salt, rounds, output),
                Hash::Sha256 => pbkdf2_hmac::<Sha256>(password, salt, rounds, output),
                Hash::Sha512 => pbkdf2_hmac::<Sha512>(password, salt, rounds, output),
            }
            Ok::<(), Infallible>(())
        });
        matched
    }
}
