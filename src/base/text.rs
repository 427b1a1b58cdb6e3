//! What people type and what they are told to type: names and addresses are one key whatever their case or
//! composition, and a word that a shell is to take comes quoted.

use unicode_normalization::UnicodeNormalization as _;

/// The key under which a user name or an e-mail address is unique and found: NFKC, lower case, trimmed.
pub fn key(text: &str) -> String {
    text.trim()
        .nfkc()
        .collect::<String>()
        .to_lowercase()
        .nfkc()
        .collect()
}

/// A password as it is hashed: NFC, so that two keyboards agree (NIST SP 800-63B-4 section 3.1.1.2).
pub fn password(text: &str) -> String {
    text.nfc().collect()
}

/// Whether `text` can be what people know something by: 1 to 100 characters, none of them a control.
pub fn is_name(text: &str) -> bool {
    (1..=100).contains(&text.trim().chars().count()) && !text.chars().any(char::is_control)
}

/// Whether a character shows nothing, or turns the direction of what follows: in a name it lets one thing pass for another
/// (UTS 39 section 5.4).
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character is an at sign, in whatever width: [`key`] makes one of all of them.
pub fn is_at(c: char) -> bool {
    matches!(c, '@' | '\u{fe6b}' | '\u{ff20}')
}

/// Whether `text` could be an e-mail address: one `@`, something on both sides, no blanks or controls.
pub fn is_email(text: &str) -> bool {
    if text.chars().filter(|c| is_at(*c)).count() != 1 {
        return false;
    }
    let mut parts = text.split('@');
    let (Some(local), Some(domain), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    !local.is_empty()
        && !domain.is_empty()
        && text.len() <= 254
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// `word` so that a shell takes it as that one word, wherever it stands in the line (POSIX.1-2024, Shell Command
/// Language, section 2.2). `=` is quoted too: at the start of a line it would set a variable.
pub fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@+,".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

/// FNV-1a with 64 bits: it tells one version of a file from the next, and guards nothing.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_fnv_1a() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_word_cannot_become_a_command() {
        for plain in [
            "ada.l@example.org",
            "target/debug/countersign",
            "sqlite:c.db",
        ] {
            assert_eq!(shell_word(plain), plain);
        }
        for (word, quoted) in [
            ("", "''"),
            ("my data.db", "'my data.db'"),
            ("ada; rm", "'ada; rm'"),
            ("o'neil", r"'o'\''neil'"),
            ("$(id)", "'$(id)'"),
            ("~/c", "'~/c'"),
            ("A=b", "'A=b'"),
            ("ada\nid", "'ada\nid'"),
            ("adä", "'adä'"),
        ] {
            assert_eq!(shell_word(word), quoted);
        }
    }

    #[test]
    fn case_width_and_composition_do_not_make_another_key() {
        assert_eq!(key(" Alice "), "alice");
        assert_eq!(key("ＡＬＩＣＥ"), "alice");
        assert_eq!(key("Jose\u{301}"), key("JOS\u{c9}"));
    }

    #[test]
    fn whatever_becomes_an_at_sign_is_one() {
        let becomes = |c: char| key(&c.to_string()).contains('@');
        assert!(('\0'..=char::MAX).all(|c| becomes(c) == is_at(c)));
    }

    #[test]
    fn an_address_has_exactly_one_at_sign() {
        assert!(is_email("a@example.org"));
        for bad in [
            "a@evil@good.org",
            "a\u{ff20}evil@good.org",
            "a@evil\u{fe6b}good.org",
            "a\u{ff20}good.org",
            "a",
            "@b",
            "a@",
            "a b@c.d",
            "a@.x",
            "a@b\n",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
