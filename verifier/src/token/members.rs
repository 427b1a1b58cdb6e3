//! Takes members out of a JSON object with the type that they must have. A member of another type, `null` included, is
//! refused and never taken for absent: that mistake made tokens immortal (CVE-2026-25537).

use serde_json::{Map, Value};

use crate::Error;

/// The largest integer that every JSON implementation reads alike (RFC 8259 section 6); as a date it is beyond any use.
const MAX_DATE: f64 = 9_007_199_254_740_991.0;

/// What is left of an object after the members that were asked for.
pub(crate) struct Members(pub(crate) Map<String, Value>);

impl Members {
    /// A string that must be there and say something.
    pub(crate) fn required_text(&mut self, name: &'static str) -> Result<String, Error> {
        self.text(name)?
            .filter(|text| !text.is_empty())
            .ok_or(Error::InvalidClaim(name))
    }

    pub(crate) fn text(&mut self, name: &'static str) -> Result<Option<String>, Error> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Error::InvalidClaim(name)),
        }
    }

    /// An array of strings; absent is empty.
    pub(crate) fn texts(&mut self, name: &'static str) -> Result<Vec<String>, Error> {
        let items = match self.0.remove(name) {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(Error::InvalidClaim(name)),
        };
        let text = |item| match item {
            Value::String(text) => Ok(text),
            _ => Err(Error::InvalidClaim(name)),
        };
        items.into_iter().map(text).collect()
    }

    /// A string or an array of strings (RFC 7519 section 4.1.3), at least one.
    pub(crate) fn required_audience(&mut self) -> Result<Vec<String>, Error> {
        if let Some(Value::String(_)) = self.0.get("aud") {
            return Ok(vec![self.required_text("aud")?]);
        }
        let audience = self.texts("aud")?;
        if audience.is_empty() {
            Err(Error::InvalidClaim("aud"))
        } else {
            Ok(audience)
        }
    }

    pub(crate) fn required_date(&mut self, name: &'static str) -> Result<u64, Error> {
        self.date(name)?.ok_or(Error::InvalidClaim(name))
    }

    /// A `NumericDate`: a finite number from 1970 on. A fraction is cut off.
    pub(crate) fn date(&mut self, name: &'static str) -> Result<Option<u64>, Error> {
        let number = match self.0.remove(name) {
            None => return Ok(None),
            Some(Value::Number(number)) => number,
            Some(_) => return Err(Error::InvalidClaim(name)),
        };
        let seconds = number
            .as_f64()
            .filter(|seconds| (0.0..=MAX_DATE).contains(seconds));
        seconds
            .map(|seconds| Some(seconds as u64))
            .ok_or(Error::InvalidClaim(name))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Members;

    fn date(value: &Value) -> Option<u64> {
        Members(
            json!({ "exp": value })
                .as_object()
                .expect("an object")
                .clone(),
        )
        .required_date("exp")
        .ok()
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
}
