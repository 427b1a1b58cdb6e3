//! What the application checks before it believes a token: the access token by the verifier crate, the ID token as
//! OpenID Connect Core section 3.1.3.7 asks.

use countersign_verifier::Verifier;
use serde_json::Value;

use super::relying_party::CLIENT_ID;
use crate::base::Timestamp;
use crate::base::id::base64url;
use crate::jose::digest::sha256;
use crate::web::view::time;
use crate::words::Words;

/// One check: a badge, and what was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Check {
    /// "ok" or "refused"; empty where nothing was decided.
    pub outcome: &'static str,
    pub badge: &'static str,
    pub text: String,
}

impl Check {
    pub(super) fn of(passed: bool, text: impl Into<String>) -> Self {
        let (outcome, badge) = if passed {
            ("ok", "Right")
        } else {
            ("refused", "Wrong")
        };
        Self {
            outcome,
            badge,
            text: text.into(),
        }
    }

    pub(super) fn note(badge: &'static str, text: impl Into<String>) -> Self {
        Self {
            outcome: "",
            badge,
            text: text.into(),
        }
    }
}

pub(super) fn all_passed(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.outcome != "refused")
}

/// What the verifier crate makes of an access token, with the keys that it finds by the server's metadata.
pub(super) async fn access_token(verifier: &Verifier, token: &str) -> Vec<Check> {
    match verifier.verify(token).await {
        Ok(claims) => {
            let expires = i64::try_from(claims.expires_at).unwrap_or_default();
            let roles = match claims.roles.as_slice() {
                [] => "You have none that concern this API.".to_owned(),
                held => format!("You have `{}`.", held.join("`, `")),
            };
            vec![
                Check::of(
                    true,
                    "Signature, by a key that the server's metadata leads to.",
                ),
                Check::of(
                    true,
                    "`typ`, `iss` and `aud`: an access token, of this server, for this API.",
                ),
                Check::of(
                    true,
                    format!(
                        "`exp`: good until {}.",
                        time::exact(Words::default(), expires.saturating_mul(1000))
                    ),
                ),
                Check::note("Roles", roles),
            ]
        }
        Err(error) => vec![Check::of(
            false,
            format!("The verifier crate says: {error}."),
        )],
    }
}

/// What an ID token has to agree with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub issuer: &'a str,
    pub nonce: &'a str,
    /// A refresh does not repeat the nonce (OpenID Connect Core section 12.2).
    pub refreshed: bool,
    pub access_token: &'a str,
    pub now: Timestamp,
}

pub(super) fn id_token(claims: &Value, expected: Expected<'_>) -> Vec<Check> {
    let audience = &claims["aud"];
    let ours = audience == CLIENT_ID || audience == &serde_json::json!([CLIENT_ID]);
    let fresh = claims["exp"]
        .as_i64()
        .is_some_and(|end| expected.now.seconds() < end);
    let half = base64url(&sha256(expected.access_token.as_bytes())[..16]);
    vec![
        Check::of(
            claims["iss"] == expected.issuer,
            "`iss` is the server that was asked.",
        ),
        Check::of(ours, "`aud` is this application."),
        Check::of(fresh, "`exp` has not passed."),
        nonce(&claims["nonce"], expected),
        Check::of(
            claims["at_hash"] == half.as_str(),
            "`at_hash` fits the access token beside it.",
        ),
        Check::note(
            "Not needed",
            "The signature: this token came straight from the token endpoint (OpenID Connect Core 3.1.3.7).",
        ),
    ]
}

fn nonce(nonce: &Value, expected: Expected<'_>) -> Check {
    if expected.refreshed && nonce.is_null() {
        return Check::note("Not needed", "`nonce` is not repeated at a refresh.");
    }
    let ours = !expected.nonce.is_empty() && nonce == expected.nonce;
    Check::of(
        ours,
        "`nonce` is the one of step 1, so the token answers this very sign-in.",
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TOKEN: &str = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";

    fn claims() -> Value {
        // `at_hash` is the example of OpenID Connect Core, appendix A.3.
        json!({ "iss": "http://localhost:8080", "aud": "playground", "exp": 1000, "nonce": "n",
                "at_hash": "77QmUPtjPfzWtF2AnpK9RQ" })
    }

    fn passes(claims: &Value, refreshed: bool) -> bool {
        let expected = Expected {
            issuer: "http://localhost:8080",
            nonce: "n",
            refreshed,
            access_token: TOKEN,
            now: Timestamp(999_999),
        };
        all_passed(&id_token(claims, expected))
    }

    #[test]
    fn every_claim_counts() {
        assert!(passes(&claims(), false));
        let wrong = [
            ("iss", json!("http://localhost:8081")),
            ("aud", json!("another")),
            ("aud", json!(["playground", "another"])),
            ("exp", json!(999)),
            ("exp", json!("soon")),
            ("nonce", json!("other")),
            ("nonce", Value::Null),
            ("at_hash", json!("77QmUPtjPfzWtF2AnpK9RR")),
        ];
        for (name, value) in wrong {
            let mut claims = claims();
            claims[name] = value;
            assert!(!passes(&claims, false), "{claims}");
        }
    }

    #[test]
    fn a_refresh_may_leave_the_nonce_out_but_not_change_it() {
        let mut claims = claims();
        claims["nonce"] = Value::Null;
        assert!(passes(&claims, true));
        claims["nonce"] = json!("other");
        assert!(!passes(&claims, true));
    }
}
