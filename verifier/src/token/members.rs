//! The members of a JSON object that have a type which they must have, read straight out of its text. A member of another
//! type, `null` included, is refused and never taken for absent: that mistake made tokens immortal (CVE-2026-25537).

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::Error;
use crate::json::{Text, Unique, whole};

/// The largest integer that every JSON implementation reads alike (RFC 8259 section 6); as a date it is beyond any use.
const MAX_DATE: f64 = 9_007_199_254_740_991.0;

/// An object: its members that were asked for by name, and the rest. Text is borrowed from what was read.
#[derive(Debug)]
pub(crate) struct Members<'t> {
    names: &'static [&'static str],
    /// In the order of the names; empty where a member is absent or was taken.
    named: Vec<Option<Member<'t>>>,
    /// Where the next name is looked for first.
    next: usize,
    pub(crate) rest: Map<String, Value>,
}

/// What a member that was asked for turned out to be.
#[derive(Debug)]
enum Member<'t> {
    Text(Cow<'t, str>),
    Texts(Vec<Cow<'t, str>>),
    Other(Value),
}

impl<'t> Members<'t> {
    /// Reads one object without duplicate members, and keeps those of these names apart.
    pub(crate) fn read(
        bytes: &'t [u8],
        names: &'static [&'static str],
    ) -> Result<Self, serde_json::Error> {
        whole(bytes, Named(names))
    }

    /// A string that must be there and say something.
    pub(crate) fn required_text(&mut self, name: &'static str) -> Result<Cow<'t, str>, Error> {
        self.text(name)?
            .filter(|text| !text.is_empty())
            .ok_or(Error::InvalidClaim(name))
    }

    pub(crate) fn text(&mut self, name: &'static str) -> Result<Option<Cow<'t, str>>, Error> {
        match self.take(name) {
            None => Ok(None),
            Some(Member::Text(text)) => Ok(Some(text)),
            Some(_) => Err(Error::InvalidClaim(name)),
        }
    }

    /// An array of strings; absent is empty.
    pub(crate) fn texts(&mut self, name: &'static str) -> Result<Vec<Cow<'t, str>>, Error> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Member::Texts(texts)) => Ok(texts),
            Some(_) => Err(Error::InvalidClaim(name)),
        }
    }

    /// A string or an array of strings (RFC 7519 section 4.1.3), at least one.
    pub(crate) fn required_audience(&mut self) -> Result<Vec<Cow<'t, str>>, Error> {
        match self.take("aud") {
            Some(Member::Text(one)) if !one.is_empty() => Ok(vec![one]),
            Some(Member::Texts(several)) if !several.is_empty() => Ok(several),
            _ => Err(Error::InvalidClaim("aud")),
        }
    }

    pub(crate) fn required_date(&mut self, name: &'static str) -> Result<u64, Error> {
        self.date(name)?.ok_or(Error::InvalidClaim(name))
    }

    /// A `NumericDate`: a finite number from 1970 on. A fraction is cut off.
    pub(crate) fn date(&mut self, name: &'static str) -> Result<Option<u64>, Error> {
        let number = match self.take(name) {
            None => return Ok(None),
            Some(Member::Other(Value::Number(number))) => number,
            Some(_) => return Err(Error::InvalidClaim(name)),
        };
        let seconds = number
            .as_f64()
            .filter(|seconds| (0.0..=MAX_DATE).contains(seconds));
        seconds
            .map(|seconds| Some(seconds as u64))
            .ok_or(Error::InvalidClaim(name))
    }

    fn take(&mut self, name: &'static str) -> Option<Member<'t>> {
        let place = place_of(name, self.names, self.next)?;
        self.next = place + 1;
        self.named[place].take()
    }
}

/// Where a name stands among `names`. Most objects have their members in one order, so that it is looked for behind the
/// last one first.
fn place_of(name: &str, names: &[&str], from: usize) -> Option<usize> {
    let mut places = (from..names.len()).chain(0..from);
    places.find(|place| names[*place] == name)
}

/// Reads [`Members`] with these names.
struct Named(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Named {
    type Value = Members<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Named {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object without duplicate members")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut named: Vec<Option<Member<'de>>> = self.0.iter().map(|_| None).collect();
        let (mut rest, mut next) = (Map::new(), 0);
        while let Some(name) = members.next_key_seed(Text)? {
            let unique = match place_of(&name, self.0, next) {
                Some(place) => {
                    next = place + 1;
                    let member = members.next_value_seed(Typed)?;
                    named[place].replace(member).is_none()
                }
                None => {
                    let value = members.next_value_seed(Unique)?;
                    rest.insert(name.into_owned(), value).is_none()
                }
            };
            if !unique {
                return Err(A::Error::custom("duplicate member"));
            }
        }
        Ok(Members {
            names: self.0,
            named,
            next: 0,
            rest,
        })
    }
}

/// Reads one [`Member`].
struct Typed;

impl<'de> DeserializeSeed<'de> for Typed {
    type Value = Member<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Typed {
    type Value = Member<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Unique.expecting(f)
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Member::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Member::Text(Cow::Owned(value.to_owned())))
    }

    /// An array is judged as a whole: one item that is no string makes it another type.
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let (mut texts, mut pure) = (Vec::new(), true);
        while let Some(item) = items.next_element_seed(Typed)? {
            match item {
                Member::Text(text) => texts.push(text),
                Member::Texts(_) | Member::Other(_) => pure = false,
            }
        }
        if pure {
            Ok(Member::Texts(texts))
        } else {
            Ok(Member::Other(Value::Array(Vec::new())))
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        Unique.visit_map(members).map(Member::Other)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Member::Other(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Member::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Member::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Member::Other(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Member::Other(Value::Null))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Members;

    fn date(value: &Value) -> Option<u64> {
        let text = json!({ "exp": value }).to_string();
        let mut members = Members::read(text.as_bytes(), &["exp"]).expect("an object");
        members.required_date("exp").ok()
    }

    #[test]
    fn a_date_is_a_number_of_seconds() {
        assert_eq!(date(&json!(0)), Some(0));
        assert_eq!(date(&json!(1_767_268_800)), Some(1_767_268_800));
        assert_eq!(date(&json!(1_767_268_800.9)), Some(1_767_268_800));
        assert_eq!(date(&json!(1.0e9)), Some(1_000_000_000));
    }

    #[test]
    fn anything_else_is_refused() {
        for value in [
            json!("1767268800"),
            json!(null),
            json!(true),
            json!([1_767_268_800]),
            json!({}),
            json!(-1),
            json!(-0.5),
            json!(1e300),
            json!(u64::MAX),
            json!(9_007_199_254_740_993_u64),
        ] {
            assert_eq!(date(&value), None, "{value}");
        }
    }

    #[test]
    fn no_member_comes_twice_however_it_is_written() {
        let read = |text: &str| Members::read(text.as_bytes(), &["sub", "aud"]).is_ok();
        assert!(read(r#"{"sub":"a","aud":["b"],"more":{"sub":"c"}}"#));
        for twice in [
            r#"{"sub":"a","sub":"a"}"#,
            r#"{"sub":"a","aud":"b","\u0073ub":"c"}"#,
            r#"{"more":1,"sub":"a","mor\u0065":2}"#,
            r#"{"sub":{"a":1,"a":2}}"#,
            r#"{"aud":["b",{"a":1,"a":2}]}"#,
            r#"{"more":[[{"a":1,"b":{},"a":2}]]}"#,
        ] {
            assert!(!read(twice), "{twice}");
        }
    }

    #[test]
    fn an_array_of_strings_holds_nothing_else() {
        let texts = |text: &str| {
            let mut members = Members::read(text.as_bytes(), &["amr"]).expect("an object");
            members.texts("amr").map(|texts| texts.join(" ")).ok()
        };
        assert_eq!(
            texts(r#"{"amr":["pwd","\u006ffa"]}"#).as_deref(),
            Some("pwd ofa")
        );
        assert_eq!(texts("{}").as_deref(), Some(""));
        for wrong in [
            "null",
            "1",
            r#""pwd""#,
            r#"["pwd",1]"#,
            r#"[["pwd"]]"#,
            "{}",
        ] {
            assert_eq!(texts(&format!(r#"{{"amr":{wrong}}}"#)), None, "{wrong}");
        }
    }
}
