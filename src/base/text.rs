//! Comparing what people type: names and addresses are one key whatever their case or composition.

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

/// Whether `text` could be an e-mail address: one `@`, something on both sides, no blanks or controls.
pub fn is_email(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_and_composition_do_not_make_another_key() {
        assert_eq!(key(" Alice "), "alice");
        assert_eq!(key("ＡＬＩＣＥ"), "alice");
        assert_eq!(key("Jose\u{301}"), key("JOS\u{c9}"));
    }

    #[test]
    fn an_address_has_exactly_one_at_sign() {
        assert!(is_email("a@example.org"));
        for bad in [
            "a@evil@good.org",
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
