//! The rows of the table. In a challenge, `{about}` stands for what every one of the gate's says of the API.

use countersign_verifier::Guard;
use http::{HeaderMap, HeaderValue};
use serde_json::json;

use super::{Case, Told, bearer, sent};
use crate::support::{NOW, payload, with};

pub(in crate::guards) fn cases() -> Vec<Case> {
    let mut cases = credentials();
    cases.extend(rights());
    cases
}

/// What is refused for what is sent.
fn credentials() -> Vec<Case> {
    let (good, guard) = (bearer(&payload()), || Guard::new().allow_basic());
    let expired = bearer(&with("exp", Some(json!(NOW - 300))));
    let mut key = HeaderMap::new();
    key.insert("x-key", HeaderValue::from_static("ann"));
    vec![
        case(guard(), sent(&[]), (401, 16)).told("missing_token", "an access token is required", &[BEARER, BASIC]),
        case(guard(), sent(&[&expired]), (401, 16)).told(
            "token_expired",
            "the token has expired",
            &[r#"Bearer {about}, error="invalid_token", error_description="the token has expired""#, BASIC],
        ),
        case(guard(), sent(&[&good, &good]), (400, 16)).told(
            "invalid_request",
            "there is more than one Authorization header",
            &[
                r#"Bearer {about}, error="invalid_request", error_description="there is more than one Authorization header""#,
                BASIC,
            ],
        ),
        case(guard(), sent(&[b"Bearer \xfc"]), (400, 16)).told(
            "invalid_request",
            "the Authorization header is not ASCII",
            &[
                r#"Bearer {about}, error="invalid_request", error_description="the Authorization header is not ASCII""#,
                BASIC,
            ],
        ),
        case(Guard::new(), key, (401, 16)).told(
            "method_refused",
            "an API key is not accepted here",
            &[r#"Bearer {about}, error="invalid_token", error_description="an API key is not accepted here""#],
        ),
        case(guard(), sent(&[b"Basic YTpi"]), (503, 14))
            .told("temporarily_unavailable", "the directory cannot be reached", &[])
            .later(7),
    ]
}

/// What is refused for what a good token lacks.
fn rights() -> Vec<Case> {
    let of_token = |guard, status| case(guard, sent(&[&bearer(&payload())]), status);
    let only_admins = Guard::new().when("not \u{e0} la carte", |who| who.has_role("admin"));
    vec![
        of_token(Guard::new().allow_basic().role("admin"), (403, 7)).told(
            "insufficient_role",
            "the role admin is required",
            &[r#"Bearer {about}, error="insufficient_scope", error_description="the role admin is required""#],
        ),
        of_token(Guard::new().scope("notes:write"), (403, 7)).told(
            "insufficient_scope",
            "the scope notes:write is required",
            &[
                r#"Bearer {about}, error="insufficient_scope", error_description="the scope notes:write is required", scope="notes:write""#,
            ],
        ),
        of_token(only_admins, (403, 7)).told(
            "forbidden",
            "not \u{e0} la carte",
            &[r#"Bearer {about}, error="insufficient_scope", error_description="not ? la carte""#],
        ),
        of_token(Guard::new().max_age(10), (401, 16)).told(
            "insufficient_user_authentication",
            "a stronger or more recent sign-in is required",
            &[
                r#"Bearer {about}, error="insufficient_user_authentication", error_description="a stronger or more recent sign-in is required", max_age="10""#,
            ],
        ),
    ]
}

const ABOUT: &str =
    r#"realm="https://api.example.org", resource_metadata="https://api.example.org/about""#;
const BEARER: &str = "Bearer {about}";
const BASIC: &str = r#"Basic realm="https://api.example.org""#;

fn case(guard: Guard, sent: HeaderMap, (status, grpc_code): (u16, i32)) -> Case {
    let told = Told::default();
    Case {
        guard,
        sent,
        status,
        grpc_code,
        told,
    }
}

impl Case {
    fn told(mut self, reason: &str, description: &str, challenges: &[&str]) -> Self {
        let challenges = challenges.iter().map(|text| text.replace("{about}", ABOUT));
        self.told = Told {
            reason: reason.to_owned(),
            description: description.to_owned(),
            challenges: challenges.collect(),
            retry_after: None,
        };
        self
    }

    fn later(mut self, seconds: u64) -> Self {
        self.told.retry_after = Some(seconds);
        self
    }
}
