//! Search filters (RFC 4515). What somebody typed is always escaped (section 3), so that it can only ever be a value.

use ldap3::ldap_escape;

use crate::base::id::hex;

/// The attribute of Active Directory whose values are bytes.
const GUID: &str = "objectGUID";

/// Fills placeholders in, all at once: a value that looks like one stays what it is.
pub(super) fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    'next: while !rest.is_empty() {
        for (placeholder, value) in values {
            if let Some(after) = rest.strip_prefix(placeholder) {
                filled.push_str(&ldap_escape(*value));
                rest = after;
                continue 'next;
            }
        }
        let mut letters = rest.chars();
        filled.extend(letters.next());
        rest = letters.as_str();
    }
    filled
}

/// The entry that an identifier names, as [`identifier`] wrote it.
pub(super) fn by_id(attribute: &str, id: &str) -> String {
    let value = match is_bytes(attribute) {
        true => escaped_bytes(id),
        false => ldap_escape(id).into_owned(),
    };
    format!("({attribute}={value})")
}

/// A value of the attribute that identifies, as text. None where it is nothing that could identify.
pub(super) fn identifier(attribute: &str, value: &[u8]) -> Option<String> {
    const LONGEST: usize = 255;
    let id = match is_bytes(attribute) {
        true => hex(value),
        false => String::from_utf8(value.to_vec()).ok()?,
    };
    let sound = !id.trim().is_empty() && id.len() <= LONGEST && !id.chars().any(char::is_control);
    sound.then_some(id)
}

fn is_bytes(attribute: &str) -> bool {
    attribute.eq_ignore_ascii_case(GUID)
}

fn escaped_bytes(hexadecimal: &str) -> String {
    let digits: Vec<char> = hexadecimal
        .chars()
        .filter(char::is_ascii_hexdigit)
        .collect();
    digits
        .chunks(2)
        .map(|pair| format!("\\{}", pair.iter().collect::<String>()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_only_ever_a_value() {
        for (typed, escaped) in [
            ("ada", "ada"),
            ("*", r"\2a"),
            ("*)(uid=*", r"\2a\29\28uid=\2a"),
            ("admin)(|(uid=*", r"admin\29\28|\28uid=\2a"),
            ("a\0b", r"a\00b"),
            (r"a\2ab", r"a\5c2ab"),
            ("Zoë, R&D", "Zoë, R&D"),
            ("{dn}", "{dn}"),
        ] {
            let values = [("{username}", typed), ("{dn}", "cn=a")];
            let filter = filled("(|(uid={username})(member={dn}))", &values);
            assert_eq!(filter, format!("(|(uid={escaped})(member=cn=a))"));
        }
    }

    #[test]
    fn an_identifier_finds_what_it_was_read_from() {
        let text = identifier("entryUUID", b"7f1c-9").unwrap();
        assert_eq!(by_id("entryUUID", &text), "(entryUUID=7f1c-9)");
        let bytes = identifier("objectguid", &[0, 0x2a, 0xff]).unwrap();
        assert_eq!(bytes, "002aff");
        assert_eq!(by_id("objectGUID", &bytes), r"(objectGUID=\00\2a\ff)");
        for nothing in [&b""[..], b" ", b"a\0", b"\xff", &[b'a'; 256]] {
            assert_eq!(identifier("entryUUID", nothing), None);
        }
    }
}
