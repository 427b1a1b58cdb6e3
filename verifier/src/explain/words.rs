//! What each check wants, and what it finds in a token.

use serde_json::{Map, Value};

use super::kind::{Kind, bare};
use super::moment::{from_now, span, utc};
use crate::token::{Check, EXTENSIONS, Parts, Policy, Trail};
use crate::{Error, json};

/// What can be read of a token, whatever is wrong with it.
pub(super) struct Seen {
    pub(super) kind: Kind,
    pub(super) length: usize,
    /// Whether something stands around it that was copied along.
    pub(super) wrapped: bool,
    pub(super) header: Option<Map<String, Value>>,
    pub(super) claims: Option<Map<String, Value>>,
}

impl Seen {
    pub(super) fn of(parts: Option<&Parts<'_>>, token: &str) -> Self {
        let object = |bytes: Result<Vec<u8>, Error>| json::object(&bytes.ok()?).ok();
        Self {
            kind: Kind::of(token),
            length: token.chars().count(),
            wrapped: bare(token) != token,
            header: parts.and_then(|parts| object(parts.header())),
            claims: parts.and_then(|parts| object(parts.payload())),
        }
    }

    pub(super) fn claim(&self, name: &str) -> Option<&Value> {
        self.claims.as_ref()?.get(name)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.claim(name)?.as_str()
    }

    fn date(&self, name: &str) -> Option<u64> {
        let seconds = self.claim(name)?.as_f64()?;
        (seconds >= 0.0).then_some(seconds as u64)
    }
}

pub(super) fn name(check: Check) -> &'static str {
    match check {
        Check::Form => "form",
        Check::Header => "header",
        Check::Extensions => "crit",
        Check::Type => "typ",
        Check::Algorithm => "alg",
        Check::KeyId => "kid",
        Check::Key => "key",
        Check::Signature => "signature",
        Check::Payload => "payload",
        Check::Issuer => "iss",
        Check::Audience => "aud",
        Check::Expiry => "exp",
        Check::IssuedAt => "iat",
        Check::NotBefore => "nbf",
        Check::Lifetime => "time",
        Check::Confirmation => "cnf",
        Check::Subject => "sub",
        Check::Client => "client_id",
        Check::TokenId => "jti",
        Check::Scope => "scope",
        Check::Roles => "roles",
        Check::Permissions => "permissions",
        Check::AuthTime => "auth_time",
        Check::Acr => "acr",
        Check::Amr => "amr",
        Check::Session => "sid",
        Check::Denied => "deny list",
        Check::Sender => "sender",
    }
}

/// Whether there is nothing to tell: a claim that may be absent, and is.
pub(super) fn is_idle(check: Check, trail: &Trail, seen: &Seen) -> bool {
    let optional = matches!(
        check,
        Check::NotBefore
            | Check::Confirmation
            | Check::Scope
            | Check::Roles
            | Check::Permissions
            | Check::AuthTime
            | Check::Acr
            | Check::Amr
            | Check::Session
    );
    optional && trail.outcome(check).is_none_or(|o| o.is_ok()) && seen.claim(name(check)).is_none()
}

pub(super) fn expected(check: Check, policy: &Policy, now: u64) -> String {
    match check {
        Check::Form => "three parts of base64url, 16 KiB at most",
        Check::Header | Check::Payload => "a JSON object in which no member stands twice",
        Check::Extensions => "none of crit, b64 and zip",
        Check::Type => "at+jwt",
        Check::Algorithm => {
            let names = policy.algorithms.iter().map(|algorithm| algorithm.name());
            return names.collect::<Vec<_>>().join(" or ");
        }
        Check::KeyId => "the name of a key",
        Check::Key => return format!("a key that {} publishes", policy.issuer),
        Check::Signature => "one that was made with this key",
        Check::Issuer => return policy.issuer.clone(),
        Check::Audience => return policy.audiences.join(" or "),
        Check::Expiry | Check::IssuedAt | Check::NotBefore | Check::AuthTime => {
            "seconds since 1970, as a number"
        }
        Check::Lifetime => {
            let leeway = span(policy.leeway);
            return format!("good at {}, give or take {leeway}", utc(now));
        }
        Check::Confirmation => "jkt or x5t#S256, the hash of a key",
        Check::Subject | Check::Client | Check::TokenId => "a text that is not empty",
        Check::Scope | Check::Acr | Check::Session => "a text",
        Check::Roles | Check::Permissions | Check::Amr => "a list of texts",
        Check::Denied => "nothing of it is denied",
        Check::Sender => "bound to nobody",
    }
    .to_owned()
}

pub(super) fn found(
    check: Check,
    seen: &Seen,
    outcome: Option<Result<(), &Error>>,
    now: u64,
) -> Option<String> {
    let member = |of: &Option<Map<String, Value>>| {
        let value = of.as_ref()?.get(name(check));
        Some(value.map_or_else(|| "none".to_owned(), shown))
    };
    match check {
        Check::Form => Some(format!("{}, {} characters", seen.kind, seen.length)),
        Check::Header => Some(object(seen.header.as_ref())),
        Check::Payload => Some(object(seen.claims.as_ref())),
        Check::Extensions => {
            let header = seen.header.as_ref()?;
            let asked = EXTENSIONS.iter().filter(|name| header.contains_key(**name));
            let asked: Vec<_> = asked.copied().collect();
            Some(if asked.is_empty() {
                "none".to_owned()
            } else {
                asked.join(", ")
            })
        }
        Check::Type | Check::Algorithm | Check::KeyId => member(&seen.header),
        Check::Expiry | Check::IssuedAt | Check::NotBefore | Check::AuthTime => {
            match seen.date(name(check)) {
                Some(at) => Some(format!("{}, {}", utc(at), from_now(at, now))),
                None => member(&seen.claims),
            }
        }
        Check::Key | Check::Signature | Check::Denied | Check::Sender => {
            ended(check, outcome?.err())
        }
        Check::Lifetime => lifetime(seen, outcome?.err(), now),
        _ => member(&seen.claims),
    }
}

/// How a check has ended that does not look at one member alone.
fn ended(check: Check, failure: Option<&Error>) -> Option<String> {
    let words = match (check, failure) {
        (_, Some(Error::Revoked { by })) => return Some(format!("its {by} is denied")),
        (_, Some(Error::KeysUnavailable { .. })) => "the issuer cannot be reached",
        (Check::Key, Some(_)) => "none of this name and algorithm",
        (Check::Key, None) => "published by the issuer",
        (Check::Signature, Some(_)) => "it does not match",
        (Check::Signature, None) => "it matches",
        (Check::Denied, None) => "not on the list of this process",
        (Check::Sender, Some(_)) => "bound to a key of its sender",
        (Check::Sender, None) => "bound to nobody",
        _ => return None,
    };
    Some(words.to_owned())
}

fn lifetime(seen: &Seen, failure: Option<&Error>, now: u64) -> Option<String> {
    Some(match failure {
        Some(Error::Expired { expired_at, .. }) => {
            format!("expired {}", from_now(*expired_at, now))
        }
        Some(Error::NotYetValid { from, .. }) => format!("good {} only", from_now(*from, now)),
        _ => format!(
            "good for another {}",
            span(seen.date("exp")?.saturating_sub(now))
        ),
    })
}

fn object(read: Option<&Map<String, Value>>) -> String {
    match read {
        Some(members) => format!("a JSON object of {} members", members.len()),
        None => "nothing that can be read as one".to_owned(),
    }
}

/// A value in one line, without what would steer a terminal, and cut where it is long.
pub(super) fn shown(value: &Value) -> String {
    const ENOUGH: usize = 200;
    let text = match value {
        Value::String(text) if is_plain(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(items) if items.iter().all(|item| item.as_str().is_some_and(is_plain)) => {
            let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            items.join(", ")
        }
        other => {
            let steers = |c: char| {
                if c.is_control() {
                    char::REPLACEMENT_CHARACTER
                } else {
                    c
                }
            };
            other.to_string().chars().map(steers).collect()
        }
    };
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

/// Whether a text can be shown as it is, and not be taken for something else.
fn is_plain(text: &str) -> bool {
    let blank = text.is_empty() || text != text.trim();
    !blank && text.chars().all(|c| !c.is_control() && c != '"')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::shown;

    #[test]
    fn a_value_is_shown_in_one_line() {
        for (value, said) in [
            (json!("https://id.example.org"), "https://id.example.org"),
            (json!(["a", "b c"]), "a, b c"),
            (json!([]), "an empty list"),
            (json!(7), "7"),
            (json!(null), "null"),
            (json!({"id": "x"}), r#"{"id":"x"}"#),
            (json!(""), r#""""#),
            (json!("a\u{1b}[31m"), r#""a\u001b[31m""#),
            (json!("a\u{9b}31m"), "\"a\u{fffd}31m\""),
        ] {
            assert_eq!(shown(&value), said);
        }
        assert!(shown(&json!("x".repeat(500))).len() < 210);
    }
}
