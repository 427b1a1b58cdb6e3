//! Whether names can be names, asked while an application is compiled. Constants know no iterators and no `==` of texts
//! yet, so that loops stand here.

/// Whether each is a name that tokens can carry (RFC 6749 section 3.3) and none is there twice. The macros ask it while
/// they compile.
#[doc(hidden)]
#[must_use]
pub const fn are_names(names: &[&str]) -> bool {
    let mut position = 0;
    while position < names.len() {
        if !is_name(names[position]) || is_among(names[position], names, position) {
            return false;
        }
        position += 1;
    }
    true
}

const fn is_name(text: &str) -> bool {
    let (bytes, mut position) = (text.as_bytes(), 0);
    while position < bytes.len() {
        if !matches!(bytes[position], b'!' | b'#'..=b'[' | b']'..=b'~') {
            return false;
        }
        position += 1;
    }
    !bytes.is_empty()
}

const fn is_among(name: &str, names: &[&str], length: usize) -> bool {
    let mut position = 0;
    while position < length {
        if is_same(name.as_bytes(), names[position].as_bytes()) {
            return true;
        }
        position += 1;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut position = 0;
    while position < one.len() && position < other.len() && one[position] == other[position] {
        position += 1;
    }
    position == one.len() && position == other.len()
}

#[cfg(test)]
mod tests {
    use super::are_names;

    #[test]
    fn a_name_is_one_word_that_a_token_can_carry() {
        assert!(are_names(&["admin", "notes:read", "~!#[]", "Admin"]));
        for wrong in ["", "two words", "tab\t", "quo\"te", "back\\slash", "\u{e9}"] {
            assert!(!are_names(&["admin", wrong]), "{wrong:?}");
        }
    }

    #[test]
    fn no_name_is_there_twice() {
        assert!(are_names(&["a", "ab", "b"]));
        assert!(!are_names(&["a", "b", "a"]));
    }
}
