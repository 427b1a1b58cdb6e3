//! JSON objects without duplicate members. JSON parsers differ in which of two they keep (RFC 8259 section 4), so a token
//! that has two could mean one thing here and another elsewhere; RFC 7515 section 4 lets us refuse it.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Reads exactly one object. Duplicates are refused at every depth; a byte order mark, UTF-16, trailing bytes and numbers
/// beyond `f64` by the parser.
///
/// # Errors
///
/// Where it is anything else.
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, serde_json::Error> {
    Unique.deserialize(&mut serde_json::Deserializer::from_slice(bytes))?;
    serde_json::from_slice(bytes)
}

/// Walks a value and keeps nothing of it but the names of the objects that it is inside of.
#[derive(Clone, Copy)]
struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without duplicate members")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if !seen.insert(name) {
                return Err(A::Error::custom("duplicate member"));
            }
            members.next_value_seed(self)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::object;

    #[test]
    fn one_object_is_read() {
        let read = object(br#" {"a":1,"b":{"a":[{"a":null},{"a":true}]},"c":-1.5e3} "#)
            .expect("an object");
        assert_eq!(read.len(), 3);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"{"b":{"a":1,"a":2}}"#,
            r#"{"b":[{"a":1,"a":2}]}"#,
            "\u{feff}{\"a\":1}",
            r#"{"a":1}{"b":1}"#,
            r#"{"a":1}x"#,
            r#"{"a":1e400}"#,
            r#"{"a":NaN}"#,
            r#"{"a":1,}"#,
            "[]",
            "1",
            "",
        ] {
            assert!(object(text.as_bytes()).is_err(), "{text}");
        }
        assert!(object(b"{\0\"\0a\0\"\0:\x001\0}\0").is_err(), "UTF-16");
        assert!(
            object(&[b"{\"a\":".repeat(10_000), b"1".to_vec()].concat()).is_err(),
            "depth"
        );
    }
}
