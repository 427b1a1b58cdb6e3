//! Reads claims by the types that they must have (RFC 7519 sections 2 and 4.1). A claim of another type, `null` included,
//! is refused and never taken for absent: that mistake made tokens immortal (CVE-2026-25537).

use serde_json::{Map, Value};

use crate::base::Timestamp;

/// The end of the year 9999, in seconds. What lies beyond is a mistake or an attempt at an overflow.
const MAX_DATE: f64 = 253_402_300_799.0;

/// The claims of a token.
#[derive(Debug, Clone, Copy)]
pub struct Claims<'a>(pub &'a Map<String, Value>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    #[error("the claim '{0}' is missing")]
    Missing(&'static str),
    #[error("the claim '{0}' is not {1}")]
    Wrong(&'static str, &'static str),
}

impl<'a> Claims<'a> {
    pub fn text(self, name: &'static str) -> Result<Option<&'a str>, ClaimError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(ClaimError::Wrong(name, "a string")),
        }
    }

    /// A string that must be there and say something.
    pub fn required_text(self, name: &'static str) -> Result<&'a str, ClaimError> {
        let text = self.text(name)?.ok_or(ClaimError::Missing(name))?;
        if text.is_empty() {
            return Err(ClaimError::Wrong(name, "a string that says something"));
        }
        Ok(text)
    }

    /// A string or an array of strings, at least one (RFC 7519 section 4.1.3).
    pub fn audience(self) -> Result<Vec<&'a str>, ClaimError> {
        let wrong = ClaimError::Wrong("aud", "a string or an array of strings");
        let items = match self.0.get("aud") {
            None => return Err(ClaimError::Missing("aud")),
            Some(Value::Array(items)) => items.as_slice(),
            Some(single) => std::slice::from_ref(single),
        };
        let audience: Option<Vec<_>> = items.iter().map(Value::as_str).collect();
        audience
            .filter(|audience| !audience.is_empty())
            .ok_or(wrong)
    }

    /// A NumericDate (RFC 7519 section 2): a number of seconds from 1970 on, whole or not.
    pub fn date(self, name: &'static str) -> Result<Option<Timestamp>, ClaimError> {
        let wrong = ClaimError::Wrong(name, "a date in seconds since 1970");
        let number = match self.0.get(name) {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_f64().ok_or(wrong)?,
            Some(_) => return Err(wrong),
        };
        if !(0.0..=MAX_DATE).contains(&number) {
            return Err(wrong);
        }
        Ok(Some(Timestamp((number * 1000.0) as i64)))
    }

    pub fn required_date(self, name: &'static str) -> Result<Timestamp, ClaimError> {
        self.date(name)?.ok_or(ClaimError::Missing(name))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with<T>(name: &str, value: Value, read: impl FnOnce(Claims<'_>) -> T) -> T {
        let members = Map::from_iter([(name.to_owned(), value)]);
        read(Claims(&members))
    }

    #[test]
    fn a_date_is_a_number_of_seconds() {
        let date = |value| with("exp", value, |claims| claims.required_date("exp"));
        assert_eq!(date(json!(0)), Ok(Timestamp(0)));
        assert_eq!(date(json!(1_767_268_800)), Ok(Timestamp(1_767_268_800_000)));
        assert_eq!(
            date(json!(1_767_268_800.5)),
            Ok(Timestamp(1_767_268_800_500))
        );
        assert_eq!(date(json!(1.0e9)), Ok(Timestamp(1_000_000_000_000)));
        for wrong in [
            json!("1767268800"),
            json!(null),
            json!(true),
            json!([1]),
            json!({}),
            json!(-1),
            json!(-0.5),
            json!(1e300),
            json!(u64::MAX),
            json!(253_402_300_800_u64),
        ] {
            assert!(matches!(date(wrong), Err(ClaimError::Wrong("exp", _))));
        }
        let absent = Map::new();
        assert_eq!(Claims(&absent).date("exp"), Ok(None));
        assert_eq!(
            Claims(&absent).required_date("exp"),
            Err(ClaimError::Missing("exp"))
        );
    }

    #[test]
    fn an_audience_is_one_string_or_several() {
        let audience = |value| {
            with("aud", value, |claims| {
                claims.audience().map(|audience| audience.join(" "))
            })
        };
        assert_eq!(audience(json!("a")).as_deref(), Ok("a"));
        assert_eq!(audience(json!(["a", "b"])).as_deref(), Ok("a b"));
        for wrong in [
            json!([]),
            json!(["a", 1]),
            json!(null),
            json!({}),
            json!(1),
            json!([["a"]]),
        ] {
            assert!(matches!(audience(wrong), Err(ClaimError::Wrong("aud", _))));
        }
        assert_eq!(
            Claims(&Map::new()).audience(),
            Err(ClaimError::Missing("aud"))
        );
    }

    #[test]
    fn a_required_string_says_something() {
        let text = |value| {
            with("sub", value, |claims| {
                claims.required_text("sub").map(str::to_owned)
            })
        };
        assert_eq!(text(json!("x")).as_deref(), Ok("x"));
        for wrong in [json!(""), json!(1), json!(null), json!(["x"])] {
            assert!(matches!(text(wrong), Err(ClaimError::Wrong("sub", _))));
        }
        assert_eq!(Claims(&Map::new()).text("sub"), Ok(None));
        assert_eq!(
            Claims(&Map::new()).required_text("sub"),
            Err(ClaimError::Missing("sub"))
        );
    }
}
