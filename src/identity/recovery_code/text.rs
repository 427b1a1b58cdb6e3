//! How a recovery code is spelled: 80 random bits in four groups of four letters and digits, none of which is taken for another.

use crate::base::Random;

/// Crockford's alphabet: no i, l, o or u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LETTERS: usize = 16;
const GROUP: usize = 4;

pub(super) fn new(random: &dyn Random) -> String {
    let mut bits = [0; 16];
    bits[6..].copy_from_slice(&random.bytes::<10>());
    let mut bits = u128::from_be_bytes(bits);
    let mut letters = [0; LETTERS];
    for letter in letters.iter_mut().rev() {
        *letter = ALPHABET[(bits & 31) as usize];
        bits >>= 5;
    }
    let groups = letters.chunks(GROUP).map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join("-")
}

/// What was typed, as it was spelled: whatever the case and the groups, and with letters for the digits that they look like. None
/// where it cannot be a code.
pub fn read(typed: &str) -> Option<String> {
    let letters: Vec<char> = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect();
    let known = |c: &char| u8::try_from(*c).is_ok_and(|byte| ALPHABET.contains(&byte));
    let whole = letters.len() == LETTERS && letters.iter().all(known);
    let groups = letters
        .chunks(GROUP)
        .map(|group| group.iter().collect::<String>());
    whole.then(|| groups.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::SeededRandom;

    #[test]
    fn a_code_is_read_as_it_was_spelled() {
        let random = SeededRandom::new(1);
        let code = new(&random);
        assert_eq!(code.len(), 19);
        assert_ne!(code, new(&random));
        assert_eq!(read(&code), Some(code.clone()));
        assert_eq!(
            read(&code.to_uppercase().replace('-', " ")),
            Some(code.clone())
        );
        assert_eq!(
            read("OIL0-abcd-efgh-jkmn").as_deref(),
            Some("0110-abcd-efgh-jkmn")
        );
        for wrong in [
            "",
            "0110-abcd-efgh-jkm",
            "0110-abcd-efgh-jkmnp",
            "0110-abcd-efgh-jkmu",
            "0110-abcd-efgh-jkmé",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
