//! The text of an API key: what is taken for one is `csk_`, 46 letters and digits, and the checksum of all before the last
//! six, by a second computation of it.

use countersign_verifier::key_text::is_well_formed;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

pub fn check(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        assert_eq!(is_well_formed(text), is_key(data), "{text}");
        mend(data);
    }
}

/// The same text with the checksum that it should have: so that keys are met that are good.
fn mend(data: &[u8]) {
    let Some(random) = data.get(4..44) else {
        return;
    };
    let body = [b"csk_", random].concat();
    let key = [body.as_slice(), &checksum(&body)].concat();
    let text = std::str::from_utf8(&key).unwrap_or_default();
    assert_eq!(is_well_formed(text), is_key(&key), "{text}");
}

fn is_key(text: &[u8]) -> bool {
    text.len() == 50
        && text.starts_with(b"csk_")
        && text[4..].iter().all(|byte| DIGITS.contains(byte))
        && text[44..] == checksum(&text[..44])
}

/// CRC-32 (IEEE 802.3), bit by bit, in base 62.
fn checksum(text: &[u8]) -> [u8; 6] {
    let mut crc = u32::MAX;
    for byte in text {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    let mut rest = !crc;
    let mut digits = [0; 6];
    for place in digits.iter_mut().rev() {
        *place = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    digits
}
