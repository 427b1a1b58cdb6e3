//! By what a token is recognised: 128 bits of a keyed universal hash of all of it, under a random key that nobody outside
//! of the cache has, and which dies with it.
//!
//! The hash is GHASH, as AES-GCM's tag over additional data under one nonce (NIST SP 800-38D): two different texts of up
//! to 16 KiB have the same tag for less than one in 2^117 of all keys, whoever chose them, and so do two texts whose tags
//! are to differ by a chosen value. A tag never leaves the cache, and where it stands there is decided by another keyed
//! hash, so that nothing that can be timed depends on it. `docs/decisions/0005-recognising-a-token.md` has the figures.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

use crate::SetupError;

/// What stands for a token under one policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of a token as judged by another policy. The difference of two tags is as hard to hit as a tag.
    pub(crate) fn under(self, policy: Self) -> Self {
        Self(self.0 ^ policy.0)
    }

    pub(super) fn bits(self) -> u128 {
        self.0
    }
}

/// The keyed hash.
pub(crate) struct Fingerprints(LessSafeKey);

impl Fingerprints {
    #[expect(
        clippy::disallowed_methods,
        reason = "this key decides about nothing that a test could want to repeat"
    )]
    pub(crate) fn new() -> Result<Self, SetupError> {
        let mut key = [0; 32];
        aws_lc_rs::rand::fill(&mut key).map_err(|_| SetupError::Random)?;
        let key = UnboundKey::new(&AES_256_GCM, &key).map_err(|_| SetupError::Random)?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// The tags are never shown, so that the one nonce gives nothing away.
    pub(crate) fn of(&self, text: &[u8]) -> Option<Fingerprint> {
        let nonce = Nonce::assume_unique_for_key([0; 12]);
        let tag = self
            .0
            .seal_in_place_separate_tag(nonce, Aad::from(text), &mut [])
            .ok()?;
        let tag = tag.as_ref().try_into().ok()?;
        Some(Fingerprint(u128::from_le_bytes(tag)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Fingerprints;

    #[test]
    fn every_change_of_a_text_changes_its_fingerprint() {
        let fingerprints = Fingerprints::new().expect("a key");
        let text = b"eyJhbGciOiJSUzI1NiJ9.e30.AQAB".repeat(20);
        let mut seen = HashSet::from([fingerprints.of(&text).expect("a tag").bits()]);
        for position in 0..text.len() {
            for flipped in 0..8 {
                let mut changed = text.clone();
                changed[position] ^= 1 << flipped;
                assert!(seen.insert(fingerprints.of(&changed).expect("a tag").bits()));
            }
            let cut = fingerprints.of(&text[..position]).expect("a tag");
            assert!(seen.insert(cut.bits()), "cut at {position}");
        }
        // Padding makes no difference disappear.
        for zeros in 1..40 {
            let longer = [text.as_slice(), &vec![0; zeros]].concat();
            let longer = fingerprints.of(&longer).expect("a tag");
            assert!(seen.insert(longer.bits()), "{zeros} zeros more");
        }
    }

    #[test]
    fn each_cache_has_a_key_of_its_own() {
        let (one, other) = (Fingerprints::new(), Fingerprints::new());
        let (one, other) = (one.expect("a key"), other.expect("a key"));
        assert_eq!(one.of(b"a.b.c"), one.of(b"a.b.c"));
        assert_ne!(one.of(b"a.b.c"), other.of(b"a.b.c"));
    }
}
