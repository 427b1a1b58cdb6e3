//! Proof Key for Code Exchange (RFC 7636), S256 only.

use crate::base::id::{base64url, from_base64url};
use crate::jose::digest::sha256;

/// Whether `challenge` can be an S256 challenge: the base64url of 32 bytes.
pub fn is_challenge(challenge: &str) -> bool {
    challenge.len() == 43 && from_base64url(challenge).is_some_and(|bytes| bytes.len() == 32)
}

/// The S256 challenge of a verifier, or none when it is no verifier (section 4.1).
pub fn challenge_of(verifier: &str) -> Option<String> {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let well_formed = (43..=128).contains(&verifier.len()) && verifier.bytes().all(unreserved);
    well_formed.then(|| base64url(&sha256(verifier.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_appendix_b() {
        let challenge = challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(
            challenge.as_deref(),
            Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        );
        assert!(is_challenge(&challenge.unwrap()));
    }

    #[test]
    fn lengths_and_characters() {
        assert!(challenge_of(&"a".repeat(43)).is_some());
        assert!(challenge_of(&"a".repeat(128)).is_some());
        assert!(challenge_of(&"a".repeat(42)).is_none());
        assert!(challenge_of(&"a".repeat(129)).is_none());
        assert!(challenge_of(&"a b".repeat(20)).is_none());
        assert!(!is_challenge(&"a".repeat(42)));
        assert!(!is_challenge(&"=".repeat(43)));
    }
}
