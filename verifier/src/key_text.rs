//! The text of an API key: `csk_`, 40 random letters and digits, and a checksum of 6.
//!
//! The prefix and the length are what scanners for leaked secrets look for: `csk_[0-9A-Za-z]{46}`. The checksum is the CRC-32
//! (IEEE 802.3) of all that stands before it, in base 62, so that a typo, and text that only looks like a key, is told
//! from a key without asking anybody. It protects nothing: the 40 characters are the secret, of 238 bits.

const PREFIX: &str = "csk_";
const RANDOM: usize = 40;
const CHECKSUM: usize = 6;
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Whether `text` could be an API key: its form and its checksum are right. Whether it is one, only its issuer knows.
pub fn is_well_formed(text: &str) -> bool {
    let body = PREFIX.len() + RANDOM;
    text.len() == body + CHECKSUM
        && text.starts_with(PREFIX)
        && text[PREFIX.len()..]
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric())
        && text[body..] == checksum(&text[..body])
}

/// A new key. `fill` fills a buffer with randomness that nobody can foresee.
#[doc(hidden)]
pub fn compose(mut fill: impl FnMut(&mut [u8])) -> String {
    /// The largest multiple of 62 in a byte: bytes from there on are drawn again, so that no digit is likelier than another.
    const FAIR: u8 = 248;
    let mut text = String::from(PREFIX);
    while text.len() < PREFIX.len() + RANDOM {
        let mut drawn = [0; RANDOM];
        fill(&mut drawn);
        let missing = PREFIX.len() + RANDOM - text.len();
        let fair = drawn.into_iter().filter(|byte| *byte < FAIR);
        text.extend(fair.take(missing).map(|byte| digit(u32::from(byte))));
    }
    let sum = checksum(&text);
    text + &sum
}

fn checksum(text: &str) -> String {
    let mut rest = crc32fast::hash(text.as_bytes());
    let mut digits = [' '; CHECKSUM];
    for place in digits.iter_mut().rev() {
        *place = digit(rest);
        rest /= 62;
    }
    digits.iter().collect()
}

/// The last digit of a number.
fn digit(number: u32) -> char {
    char::from(DIGITS[(number % 62) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed by another program (`zlib.crc32` of Python).
    const KEYS: [&str; 3] = [
        "csk_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd3McEHF",
        "csk_00000000000000000000000000000000000000000F1Vqq",
        "csk_Ky9Pf34qY6Nb3wWD25RQ4F5ZR3qa7yEeeby3abP33VGWLK",
    ];

    #[test]
    fn keys_of_another_program_are_well_formed() {
        for key in KEYS {
            assert!(is_well_formed(key), "{key}");
        }
    }

    #[test]
    fn a_key_is_composed_of_randomness_alone() {
        let mut next = 0;
        let mut count = |bytes: &mut [u8]| {
            for byte in bytes {
                *byte = next;
                next = u8::wrapping_add(next, 1);
            }
        };
        assert_eq!(compose(&mut count), KEYS[0]);
        assert_ne!(compose(&mut count), KEYS[0]);
    }

    /// 248 to 255 would make the first eight digits likelier.
    #[test]
    fn no_digit_is_likelier_than_another() {
        let mut first = true;
        let text = compose(|bytes| {
            bytes.fill(if first { 255 } else { 61 });
            first = false;
        });
        assert_eq!(&text[..44], format!("csk_{}", "z".repeat(40)));
    }

    #[test]
    fn every_change_of_one_character_is_noticed() {
        for key in KEYS {
            for place in 0..key.len() {
                for digit in DIGITS.iter().chain(b"_- .") {
                    let mut other = key.as_bytes().to_vec();
                    other[place] = *digit;
                    let other = String::from_utf8(other).unwrap();
                    assert_eq!(is_well_formed(&other), other == key, "{other}");
                }
            }
        }
    }

    #[test]
    fn every_transposition_of_neighbours_is_noticed() {
        for key in KEYS {
            for place in 1..key.len() {
                let mut other = key.as_bytes().to_vec();
                other.swap(place - 1, place);
                let other = String::from_utf8(other).unwrap();
                assert_eq!(is_well_formed(&other), other == key, "{other}");
            }
        }
    }

    #[test]
    fn what_has_another_form_is_no_key() {
        let key = KEYS[0];
        let wide = key.replace('0', "\u{ff10}");
        let others = [
            String::new(),
            "csk_".to_owned(),
            key[..49].to_owned(),
            format!("{key}0"),
            format!(" {key}"),
            format!("{key}\n"),
            key.to_lowercase(),
            key.replace("csk_", "csk-"),
            wide,
            "\u{e9}".repeat(25),
        ];
        for other in others {
            assert!(!is_well_formed(&other), "{other:?}");
        }
    }
}
