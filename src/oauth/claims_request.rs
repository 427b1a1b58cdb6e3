//! The `claims` parameter (OIDC Core section 5.5): single claims asked for, for the ID token and for UserInfo.
//!
//! Read once at the authorization endpoint; what was granted is kept with the grant as it came.

use serde_json::{Map, Value};

use super::error::{Error, ErrorCode, Refusal};
use crate::base::Fault;

/// No request of the field comes near, in bytes.
const LONGEST: usize = 4096;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimsRequest {
    pub id_token: Map<String, Value>,
    pub userinfo: Map<String, Value>,
}

/// What a request says of one claim.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    pub essential: bool,
    member: Option<&'a Map<String, Value>>,
}

impl ClaimsRequest {
    /// What a request says. Only there a text may be too long: what was kept of it is written anew, and is what it is.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let read = match text.len() > LONGEST {
            true => Err("it is too long"),
            false => Self::read(text),
        };
        read.map_err(|detail| {
            let words = "the claims parameter is malformed";
            Error::from(Refusal::new(ErrorCode::InvalidRequest, words).because(detail))
        })
    }

    /// What was kept with a grant; nothing where the text is empty. One that cannot be read must not pass for nothing: what
    /// the person agreed to would be measured against too little.
    pub fn stored(text: &str) -> Result<Self, Fault> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let wrong = |detail| Fault::internal(format_args!("the claims of a grant: {detail}"));
        Self::read(text).map_err(wrong)
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        let mut members: Map<String, Value> =
            serde_json::from_str(text).map_err(|_| "no JSON object")?;
        let mut part = |name: &str| match members.remove(name) {
            None | Some(Value::Null) => Ok(Map::new()),
            Some(Value::Object(claims)) => Ok(claims),
            Some(_) => Err("a member is no object"),
        };
        let request = Self {
            id_token: part("id_token")?,
            userinfo: part("userinfo")?,
        };
        let all = request.id_token.values().chain(request.userinfo.values());
        match all.into_iter().all(is_well_formed) {
            true => Ok(request),
            false => Err("a claim is asked for by something else than null or an object"),
        }
    }

    /// What the ID token is asked to say of `claim`; none when it is not asked for.
    pub fn of_id_token(&self, claim: &str) -> Option<Wanted<'_>> {
        self.id_token.get(claim).map(Wanted::of)
    }

    pub fn of_userinfo(&self, claim: &str) -> Option<Wanted<'_>> {
        self.userinfo.get(claim).map(Wanted::of)
    }
}

impl<'a> Wanted<'a> {
    fn of(value: &'a Value) -> Self {
        let member = value.as_object();
        Self {
            essential: member
                .is_some_and(|member| member.get("essential") == Some(&Value::Bool(true))),
            member,
        }
    }

    /// The values that the request names, in order of preference; empty when any will do.
    pub fn values(&self) -> Vec<&'a Value> {
        let Some(member) = self.member else {
            return Vec::new();
        };
        match (member.get("value"), member.get("values")) {
            (Some(value), _) => vec![value],
            (None, Some(Value::Array(values))) => values.iter().collect(),
            _ => Vec::new(),
        }
    }
}

fn is_well_formed(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(member) => {
            let essential = member.get("essential").is_none_or(Value::is_boolean);
            essential && member.get("values").is_none_or(Value::is_array)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_asked_for_by_null_or_by_an_object() {
        let text = r#"{"userinfo":{"email":null,"name":{"essential":true}},"id_token":{"acr":{"values":["a","b"]},"sub":{"value":"1"}}}"#;
        let request = ClaimsRequest::parse(text).unwrap();
        assert!(request.of_userinfo("name").unwrap().essential);
        assert!(!request.of_userinfo("email").unwrap().essential);
        assert!(request.of_userinfo("phone_number").is_none());
        assert_eq!(request.of_id_token("acr").unwrap().values(), ["a", "b"]);
        assert_eq!(request.of_id_token("sub").unwrap().values(), ["1"]);
        for bad in [
            "",
            "[]",
            "null",
            r#"{"userinfo":[]}"#,
            r#"{"userinfo":{"a":1}}"#,
            r#"{"id_token":{"a":{"essential":"yes"}}}"#,
        ] {
            assert!(ClaimsRequest::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_was_kept_is_read_whole_or_is_a_fault() {
        let long = format!(
            r#"{{"userinfo":{{"email":{{"value":"{}"}}}}}}"#,
            "a".repeat(LONGEST)
        );
        assert!(ClaimsRequest::parse(&long).is_err());
        let kept = ClaimsRequest::stored(&long).unwrap();
        assert!(kept.of_userinfo("email").is_some());
        assert_eq!(ClaimsRequest::stored("").unwrap(), ClaimsRequest::default());
        for broken in ["{", "[]", r#"{"userinfo":[]}"#] {
            assert!(ClaimsRequest::stored(broken).is_err(), "{broken}");
        }
    }
}
