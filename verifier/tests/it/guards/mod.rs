//! Guarded routes in every framework: what is answered, and who gets where.

#[cfg(feature = "actix")]
mod actix;
mod answers;
#[cfg(feature = "tonic")]
mod grpc;
mod layers;
mod router;
mod services;
mod table;
mod typed;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, StatusCode};
use countersign_verifier::{Authenticator, Error, Gate, Identity, Method, Principal};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::support::{header, payload, token, verifier};

/// The plainest handler.
async fn subject(principal: Principal) -> String {
    principal.subject().to_owned()
}

/// What came back.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Reply {
    fn challenge(&self) -> &str {
        let value = self.headers.get("www-authenticate");
        value.map_or("", |value| value.to_str().expect("text"))
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect("JSON")
    }

    /// The status, and why if it is a refusal.
    fn seen(&self) -> (u16, String) {
        let body: Value = serde_json::from_str(&self.text).unwrap_or_default();
        let reason = body["reason"].as_str().unwrap_or(&self.text);
        (self.status.as_u16(), reason.to_owned())
    }
}

async fn send(app: &Router, method: &str, uri: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let response = app.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 16).await.expect("a body");
    Reply {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8(body.to_vec()).expect("text"),
    }
}

/// The status of a GET with this `Authorization`, and its text or why it is refused.
async fn get_as(app: &Router, uri: &str, authorization: &str) -> (u16, String) {
    send(app, "GET", uri, &[("authorization", authorization)])
        .await
        .seen()
}

async fn get_as_stranger(app: &Router, uri: &str) -> (u16, String) {
    send(app, "GET", uri, &[]).await.seen()
}

/// `Authorization` with a good token for these roles and scopes.
fn bearer(roles: &[&str], scope: &str) -> String {
    let mut payload = payload();
    payload["roles"] = json!(roles);
    payload["scope"] = scope.into();
    format!("Bearer {}", token(&header(), &payload))
}

fn welcome() -> (u16, String) {
    (200, "user-1".to_owned())
}

fn refusal(status: u16, reason: &str) -> (u16, String) {
    (status, reason.to_owned())
}

/// Recognises whoever names themselves in a header, after a while, and counts how often it was asked.
#[derive(Clone)]
struct Counting {
    method: Method,
    header: &'static str,
    asked: Arc<AtomicUsize>,
}

impl Counting {
    fn new(method: Method, header: &'static str) -> Self {
        Self {
            method,
            header,
            asked: Arc::default(),
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Authenticator for Counting {
    fn method(&self) -> Method {
        self.method
    }

    fn takes(&self, request: &Parts) -> bool {
        request.headers.contains_key(self.header)
    }

    async fn authenticate(&self, request: &Parts) -> Result<Principal, Error> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        let named = request.headers.get(self.header);
        let subject = named.and_then(|value| value.to_str().ok());
        let identity = Identity {
            subject: subject.ok_or(Error::WrongCredentials)?.to_owned(),
            roles: vec!["editor".into()],
            ..Identity::default()
        };
        Ok(Principal::new(self.method, identity))
    }
}

/// Lets everybody in, and has a nonce for their next proof.
#[cfg(any(feature = "actix", feature = "tonic"))]
struct Renewing;

#[cfg(any(feature = "actix", feature = "tonic"))]
impl Authenticator for Renewing {
    fn method(&self) -> Method {
        Method::AccessToken
    }

    fn takes(&self, _: &Parts) -> bool {
        true
    }

    async fn authenticate(&self, _: &Parts) -> Result<Principal, Error> {
        let principal = Principal::new(self.method(), Identity::default());
        Ok(principal.with_dpop_nonce(Some("n-2".to_owned())))
    }
}

/// A gate for access tokens, and for keys and badges in headers of theirs.
fn gate_of_three() -> Gate {
    Gate::from(verifier())
        .with(Counting::new(Method::ApiKey, "x-key"))
        .with(Counting::new(Method::Custom("badge"), "x-badge"))
}
