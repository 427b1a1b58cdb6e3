//! What refusals look like, said once for every framework: none may answer otherwise than the others.

mod cases;

pub(super) use cases::cases;

use countersign_verifier::{Authenticator, Challenge, Error, Gate, Guard, Method, Principal};
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use super::Counting;
use crate::support::{NOW, header, payload, token, verifier};

/// One request that is refused, and how.
pub(super) struct Case {
    pub(super) guard: Guard,
    pub(super) sent: HeaderMap,
    pub(super) status: u16,
    #[cfg_attr(
        not(feature = "tonic"),
        expect(dead_code, reason = "gRPC alone has codes of its own")
    )]
    pub(super) grpc_code: i32,
    pub(super) told: Told,
}

/// What a client learns of a refusal besides the status, in whatever form.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    pub(super) reason: String,
    pub(super) description: String,
    pub(super) challenges: Vec<String>,
    /// In seconds.
    pub(super) retry_after: Option<u64>,
}

impl Told {
    /// What the headers and the body of an HTTP answer say.
    pub(super) fn by_http(headers: &HeaderMap, body: &[u8]) -> Self {
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["cache-control"], "no-store");
        let body: Value = serde_json::from_slice(body).expect("JSON");
        let member = |name: &str| body[name].as_str().expect(name).to_owned();
        let retry_after = texts(headers, "retry-after");
        Self {
            reason: member("reason"),
            description: member("error_description"),
            challenges: texts(headers, "www-authenticate"),
            retry_after: retry_after
                .first()
                .map(|text| text.parse().expect("a number")),
        }
    }
}

/// Every value of a header.
pub(super) fn texts(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).iter();
    values
        .map(|value| value.to_str().expect("text").to_owned())
        .collect()
}

/// The gate of the table: tokens, keys, and passwords that nobody can check at present.
pub(super) fn gate() -> Gate {
    Gate::from(verifier())
        .with(Counting::new(Method::ApiKey, "x-key"))
        .with(Directory)
        .resource_metadata("https://api.example.org/about")
}

/// What meets the guard of every case.
pub(super) fn accepted() -> HeaderMap {
    let mut claims = payload();
    claims["roles"] = json!(["admin", "editor"]);
    claims["scope"] = "notes:read notes:write".into();
    claims["auth_time"] = NOW.into();
    sent(&[&bearer(&claims)])
}

fn bearer(claims: &Value) -> Vec<u8> {
    format!("Bearer {}", token(&header(), claims)).into_bytes()
}

/// These `Authorization` headers.
fn sent(values: &[&[u8]]) -> HeaderMap {
    let mut sent = HeaderMap::new();
    for bytes in values {
        let value = HeaderValue::from_bytes(bytes).expect("a value");
        sent.append(AUTHORIZATION, value);
    }
    sent
}

/// Whoever knows the passwords, which cannot be asked now.
struct Directory;

impl Authenticator for Directory {
    fn method(&self) -> Method {
        Method::Basic
    }

    fn takes(&self, request: &Parts) -> bool {
        let value = request.headers.get(AUTHORIZATION);
        value.is_some_and(|value| value.as_bytes().starts_with(b"Basic "))
    }

    async fn authenticate(&self, _: &Parts) -> Result<Principal, Error> {
        Err(Error::Unavailable {
            what: "the directory",
            retry_after: 7,
        })
    }

    fn challenges(&self) -> Vec<Challenge> {
        vec![Challenge::new("Basic")]
    }
}
