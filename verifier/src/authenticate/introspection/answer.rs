//! What the endpoint says of a token (RFC 7662 section 2.2), judged like the claims of one that is signed.

use std::borrow::Cow;

use serde_json::Value;

use crate::denied::Marks;
use crate::token::Members;
use crate::{Error, Identity, Method, Principal, Scope};

/// The members that have a type; all others mean nothing here.
const MEMBERS: [&str; 16] = [
    "iss",
    "aud",
    "exp",
    "iat",
    "nbf",
    "jti",
    "sub",
    "client_id",
    "token_type",
    "scope",
    "roles",
    "permissions",
    "auth_time",
    "acr",
    "amr",
    "sid",
];

/// As what a text was presented. An answer about the other kind does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    AccessToken,
    ApiKey,
}

impl Kind {
    pub(super) fn method(self) -> Method {
        match self {
            Self::AccessToken => Method::OpaqueToken,
            Self::ApiKey => Method::ApiKey,
        }
    }

    /// Whether a `token_type` names this kind. Without the check a refresh token, of which the endpoint tells its client
    /// as well, would open the API.
    fn is_named(self, token_type: &str) -> bool {
        match self {
            // RFC 6749 section 5.1: its value is case insensitive.
            Self::AccessToken => token_type.eq_ignore_ascii_case("Bearer"),
            Self::ApiKey => token_type == "api_key",
        }
    }
}

/// A token of which something good was said.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) principal: Principal,
    jti: Option<String>,
    issued_at: u64,
}

impl Known {
    /// By what it may be denied.
    pub(super) fn marks(&self) -> Marks<'_> {
        Marks {
            jti: self.jti.as_deref(),
            sid: self.principal.session(),
            subject: self.principal.subject(),
            issued_at: self.issued_at,
        }
    }
}

/// What an answer is held against. Fixed by configuration.
pub(super) struct Rules {
    /// `iss`, if it is known.
    pub(super) issuer: Option<String>,
    /// `aud`: one of these; whatever it is, if there are none.
    pub(super) audiences: Vec<String>,
    /// Seconds by which the clocks of issuer and API may differ.
    pub(super) leeway: u64,
}

/// Who it is that the answer speaks of, or why they are refused. What is no answer at all is an error of the endpoint,
/// and says nothing of the token.
pub(super) fn read(
    body: &[u8],
    kind: Kind,
    rules: &Rules,
    now: u64,
) -> Result<Result<Known, Error>, &'static str> {
    let members = Members::read(body, &MEMBERS)
        .map_err(|_| "its answer is not a JSON object, or has a member twice")?;
    match members.rest.get("active") {
        Some(Value::Bool(true)) => Ok(check(members, kind, rules, now)),
        Some(Value::Bool(false)) => Ok(Err(Error::Inactive)),
        _ => Err("its answer does not say whether the token is active"),
    }
}

fn check(mut members: Members<'_>, kind: Kind, rules: &Rules, now: u64) -> Result<Known, Error> {
    from_whom_and_for_whom(&mut members, rules)?;
    let expires_at = times(&mut members, rules, now)?;
    if kind == Kind::ApiKey && expires_at.is_none() {
        return Err(Error::InvalidClaim("exp"));
    }
    let token_type = members.text("token_type")?;
    let is_dpop = |name: &str| name.eq_ignore_ascii_case("DPoP");
    // RFC 9449 section 6.2: to take a bound token as a bearer token would undo the binding.
    if members.rest.contains_key("cnf") || token_type.as_deref().is_some_and(is_dpop) {
        return Err(Error::SenderConstrained);
    }
    if !token_type.is_some_and(|name| kind.is_named(&name)) {
        return Err(Error::InvalidClaim("token_type"));
    }
    // Of unknown age is as old as can be: what denies all that was issued up to some day denies it.
    let (jti, issued_at) = (members.text("jti")?, members.date("iat")?.unwrap_or(0));
    Ok(Known {
        jti: jti.map(Cow::into_owned),
        issued_at,
        principal: Principal::new(kind.method(), identity(members, expires_at)?),
    })
}

fn from_whom_and_for_whom(members: &mut Members<'_>, rules: &Rules) -> Result<(), Error> {
    let issuer = members.text("iss")?;
    if let (Some(issuer), Some(expected)) = (issuer, &rules.issuer)
        && issuer != *expected
    {
        return Err(Error::WrongIssuer {
            issuer: issuer.into(),
            expected: vec![expected.clone()],
        });
    }
    if rules.audiences.is_empty() {
        return Ok(());
    }
    let audience = members.required_audience()?;
    let is_ours = |named: &Cow<'_, str>| rules.audiences.iter().any(|own| own == named);
    if audience.iter().any(is_ours) {
        return Ok(());
    }
    Err(Error::WrongAudience {
        audience: owned(audience),
        expected: rules.audiences.clone(),
    })
}

/// `exp`, after it and `nbf` were compared with the clock.
fn times(members: &mut Members<'_>, rules: &Rules, now: u64) -> Result<Option<u64>, Error> {
    let (expires_at, not_before) = (members.date("exp")?, members.date("nbf")?);
    if let Some(expired_at) = expires_at
        && now >= expired_at.saturating_add(rules.leeway)
    {
        return Err(Error::Expired { expired_at, now });
    }
    match not_before {
        Some(from) if from > now.saturating_add(rules.leeway) => {
            Err(Error::NotYetValid { from, now })
        }
        _ => Ok(expires_at),
    }
}

fn identity(mut members: Members<'_>, expires_at: Option<u64>) -> Result<Identity, Error> {
    Ok(Identity {
        subject: members.required_text("sub")?.into_owned(),
        client: members.text("client_id")?.map(Cow::into_owned),
        roles: owned(members.texts("roles")?),
        scope: members
            .text("scope")?
            .map(|text| Scope::parse(&text))
            .unwrap_or_default(),
        permissions: owned(members.texts("permissions")?),
        expires_at,
        auth_time: members.date("auth_time")?,
        acr: members.text("acr")?.map(Cow::into_owned),
        amr: owned(members.texts("amr")?),
        session: members.text("sid")?.map(Cow::into_owned),
        sender_constrained: false,
    })
}

fn owned(texts: Vec<Cow<'_, str>>) -> Vec<String> {
    texts.into_iter().map(Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Kind, Rules, read};
    use crate::{Error, Method};

    const NOW: u64 = 1_800_000_000;

    fn good(kind: Kind) -> Value {
        let token_type = match kind {
            Kind::AccessToken => "Bearer",
            Kind::ApiKey => "api_key",
        };
        json!({
            "active": true, "iss": "https://id.example.org", "aud": ["x", "https://api.example.org"],
            "exp": NOW + 60, "nbf": NOW, "sub": "user-1", "token_type": token_type,
            "scope": "notes:read", "roles": ["editor"], "username": "ada", "more": { "a": [1] },
        })
    }

    fn with(kind: Kind, name: &str, value: Option<Value>) -> String {
        let mut answer = good(kind);
        let members = answer.as_object_mut().expect("an object");
        match value {
            Some(value) => members.insert(name.to_owned(), value),
            None => members.remove(name),
        };
        answer.to_string()
    }

    /// What becomes of an answer: `good`, the reason why it is refused, or `unreadable`.
    fn judged(kind: Kind, body: &str) -> &'static str {
        let rules = Rules {
            issuer: Some("https://id.example.org".to_owned()),
            audiences: vec!["https://api.example.org".to_owned()],
            leeway: 5,
        };
        match read(body.as_bytes(), kind, &rules, NOW) {
            Ok(Ok(_)) => "good",
            Ok(Err(error)) => error.reason(),
            Err(_) => "unreadable",
        }
    }

    #[test]
    fn a_good_answer_says_who_it_is() {
        for (kind, method) in [
            (Kind::AccessToken, Method::OpaqueToken),
            (Kind::ApiKey, Method::ApiKey),
        ] {
            let rules = Rules {
                issuer: None,
                audiences: Vec::new(),
                leeway: 0,
            };
            let body = good(kind).to_string();
            let principal = read(body.as_bytes(), kind, &rules, NOW);
            let principal = principal.expect("readable").expect("good").principal;
            assert_eq!(
                (principal.subject(), principal.method()),
                ("user-1", method)
            );
            assert!(principal.has_role("editor") && principal.has_scope("notes:read"));
            assert_eq!(principal.expires_at(), Some(NOW + 60));
        }
    }

    #[test]
    fn no_kind_passes_for_another() {
        for (kind, token_type, judgement) in [
            (Kind::AccessToken, Some(json!("bearer")), "good"),
            (Kind::AccessToken, Some(json!("api_key")), "invalid_claim"),
            (
                Kind::AccessToken,
                Some(json!("refresh_token")),
                "invalid_claim",
            ),
            (Kind::AccessToken, None, "invalid_claim"),
            (
                Kind::AccessToken,
                Some(json!("DPoP")),
                "sender_constrained_token",
            ),
            (Kind::ApiKey, Some(json!("api_key")), "good"),
            (Kind::ApiKey, Some(json!("Bearer")), "invalid_claim"),
            (Kind::ApiKey, Some(json!("API_KEY")), "invalid_claim"),
            (Kind::ApiKey, Some(json!(["api_key"])), "invalid_claim"),
            (Kind::ApiKey, None, "invalid_claim"),
        ] {
            let body = with(kind, "token_type", token_type);
            assert_eq!(judged(kind, &body), judgement, "{body}");
        }
    }

    #[test]
    fn what_it_says_is_checked_like_a_claim() {
        for (name, value, judgement) in [
            ("active", Some(json!(false)), "token_inactive"),
            ("iss", None, "good"),
            (
                "iss",
                Some(json!("https://id.example.org/")),
                "wrong_issuer",
            ),
            ("iss", Some(json!(null)), "invalid_claim"),
            ("aud", Some(json!("https://api.example.org")), "good"),
            (
                "aud",
                Some(json!("https://api.example.org/")),
                "wrong_audience",
            ),
            ("aud", Some(json!(["x"])), "wrong_audience"),
            ("aud", Some(json!([])), "invalid_claim"),
            ("aud", None, "invalid_claim"),
            ("exp", None, "good"),
            ("exp", Some(json!(NOW - 4)), "good"),
            ("exp", Some(json!(NOW - 5)), "token_expired"),
            ("exp", Some(json!("1900000000")), "invalid_claim"),
            ("exp", Some(json!(null)), "invalid_claim"),
            ("nbf", Some(json!(NOW + 5)), "good"),
            ("nbf", Some(json!(NOW + 6)), "token_not_yet_valid"),
            ("nbf", Some(json!(true)), "invalid_claim"),
            ("sub", None, "invalid_claim"),
            ("sub", Some(json!("")), "invalid_claim"),
            ("sub", Some(json!(7)), "invalid_claim"),
            ("scope", Some(json!(["notes:read"])), "invalid_claim"),
            ("roles", Some(json!("editor")), "invalid_claim"),
            (
                "cnf",
                Some(json!({ "jkt": "x" })),
                "sender_constrained_token",
            ),
            ("cnf", Some(json!(null)), "sender_constrained_token"),
        ] {
            let body = with(Kind::AccessToken, name, value);
            assert_eq!(judged(Kind::AccessToken, &body), judgement, "{body}");
        }
        let immortal = with(Kind::ApiKey, "exp", None);
        assert_eq!(judged(Kind::ApiKey, &immortal), "invalid_claim");
    }

    #[test]
    fn what_is_no_answer_says_nothing_of_the_token() {
        for active in [
            json!("true"),
            json!(1),
            json!(null),
            json!([true]),
            json!("false"),
        ] {
            let body = with(Kind::AccessToken, "active", Some(active));
            assert_eq!(judged(Kind::AccessToken, &body), "unreadable", "{body}");
        }
        for body in [
            "",
            "<html>",
            "true",
            "{}",
            "[true]",
            r#"{"active":true,"active":true}"#,
            r#"{"active":false,"active":true}"#,
            r#"{"active":true,"sub":"a","sub":"b"}"#,
            r#"{"active":true,"more":{"a":1,"a":2}}"#,
            r#"{"active":false}{"active":true}"#,
        ] {
            assert_eq!(judged(Kind::AccessToken, body), "unreadable", "{body}");
        }
    }

    #[test]
    fn any_audience_means_any() {
        let rules = Rules {
            issuer: None,
            audiences: Vec::new(),
            leeway: 0,
        };
        let body = with(Kind::AccessToken, "aud", None);
        let judged = read(body.as_bytes(), Kind::AccessToken, &rules, NOW);
        assert!(matches!(judged, Ok(Ok(_))));
        let body = r#"{"active":true,"sub":"user-1"}"#;
        let judged = read(body.as_bytes(), Kind::AccessToken, &rules, NOW);
        assert_eq!(
            judged.expect("readable").err(),
            Some(Error::InvalidClaim("token_type"))
        );
    }
}
