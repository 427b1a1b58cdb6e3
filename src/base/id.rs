//! Identifiers and bearer secrets: how they are drawn and spelled.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Random;

/// Crockford's alphabet, lower case: nothing that a person confuses, nothing that a shell or URL escapes.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A public identifier of 128 random bits in 26 letters and digits.
pub fn id(random: &dyn Random) -> String {
    let mut bits = u128::from_be_bytes(random.bytes());
    let mut text = [0; 26];
    for letter in text.iter_mut().rev() {
        *letter = ALPHABET[(bits & 31) as usize];
        bits >>= 5;
    }
    text.iter().map(|&byte| char::from(byte)).collect()
}

/// A bearer secret of 256 random bits in 43 characters.
pub fn secret(random: &dyn Random) -> String {
    base64url(&random.bytes::<32>())
}

pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Two small digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::SeededRandom;

    #[test]
    fn identifiers_are_distinct_and_of_one_length() {
        let random = SeededRandom::new(1);
        let first = id(&random);
        let second = id(&random);
        assert_ne!(first, second);
        assert_eq!((first.len(), second.len()), (26, 26));
        assert_eq!(secret(&random).len(), 43);
    }
}
