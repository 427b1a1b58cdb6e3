//! JSON objects without duplicate members. JSON parsers differ in which of two they keep (RFC 8259 section 4), so a token
//! that has two could mean one thing here and another elsewhere; RFC 7515 section 4 lets us refuse it.
//!
//! The text is read once: what finds duplicates is what builds the values.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Reads exactly one object. Duplicates are refused at every depth; a byte order mark, UTF-16, trailing bytes and numbers
/// beyond `f64` by the parser.
///
/// # Errors
///
/// Where it is anything else.
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, serde_json::Error> {
    match whole(bytes, Unique)? {
        Value::Object(members) => Ok(members),
        _ => Err(serde_json::Error::custom("not an object")),
    }
}

/// Reads all of a text with one seed. Nothing may follow.
pub(crate) fn whole<'de, S>(bytes: &'de [u8], seed: S) -> Result<S::Value, serde_json::Error>
where
    S: DeserializeSeed<'de>,
{
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// As what serde_json hands out a number where some crate of the program has switched on its `arbitrary_precision`.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// Any value, without duplicate members.
#[derive(Clone, Copy)]
pub(crate) struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without duplicate members")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key_seed(Text)? {
            if name == EXACT_NUMBER && object.is_empty() {
                let digits = members.next_value_seed(Text)?;
                return digits
                    .parse::<Number>()
                    .map(Value::Number)
                    .map_err(A::Error::custom);
            }
            let value = members.next_value_seed(self)?;
            if object.insert(name.into_owned(), value).is_some() {
                return Err(A::Error::custom("duplicate member"));
            }
        }
        Ok(Value::Object(object))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

/// A string, which is copied only where it holds escapes.
pub(crate) struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, object};

    #[test]
    fn one_object_is_read() {
        let read = object(br#" {"a":1,"b":{"a":[{"a":null},{"a":true}]},"c":-1.5e3} "#)
            .expect("an object");
        assert_eq!(read.len(), 3);
        let same: serde_json::Value =
            serde_json::from_str(r#"{"a":1,"b":{"a":[{"a":null},{"a":true}]},"c":-1500.0}"#)
                .expect("JSON");
        assert_eq!(serde_json::Value::Object(read), same);
    }

    #[test]
    fn a_number_stays_one_in_a_program_that_wants_them_exact() {
        let read = object(br#"{"exp":{"$serde_json::private::Number":"12"}}"#).expect("an object");
        assert_eq!(read["exp"].as_u64(), Some(12));
    }

    #[test]
    fn nothing_beside_a_number_is_lost() {
        let before = object(br#"{"exp":{"a":1,"$serde_json::private::Number":"12"}}"#);
        let before = before.expect("an object");
        assert_eq!(before["exp"].as_object().map(Map::len), Some(2));
        assert!(object(br#"{"exp":{"$serde_json::private::Number":"12","a":1}}"#).is_err());
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
