//! An issuer on a port of this machine that counts who asks, and answers as it is told.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Router, routing::get};
use countersign_verifier::{Builder, Verifier};
use serde_json::{Value, json};

use super::{AUDIENCE, ManualClock, header, jwks, payload, rsa, token};

#[derive(Clone)]
pub(crate) enum Answer {
    Body(String),
    Status(u16),
    Redirect(String),
    /// After a while that a test waits for in real time.
    Slow(Duration, String),
}

#[derive(Clone)]
pub(crate) struct Issuer {
    pub(crate) url: String,
    state: Arc<Shared>,
}

struct Shared {
    metadata: Mutex<Answer>,
    keys: Mutex<Answer>,
    metadata_hits: AtomicUsize,
    key_hits: AtomicUsize,
    other_hits: AtomicUsize,
}

impl Issuer {
    /// A sound issuer with the usual key.
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let metadata = json!({ "issuer": url, "jwks_uri": format!("{url}/jwks") }).to_string();
        let state = Arc::new(Shared {
            metadata: Mutex::new(Answer::Body(metadata)),
            keys: Mutex::new(Answer::Body(jwks())),
            metadata_hits: AtomicUsize::new(0),
            key_hits: AtomicUsize::new(0),
            other_hits: AtomicUsize::new(0),
        });
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(metadata_of))
            .route("/jwks", get(keys_of))
            .fallback(other)
            .with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, state }
    }

    pub(crate) fn verifier(&self, clock: &ManualClock) -> Builder {
        Verifier::discover(&self.url)
            .audience(AUDIENCE)
            .clock(clock.clone())
    }

    pub(crate) fn metadata(&self, answer: Answer) {
        *self.state.metadata.lock().expect("a lock") = answer;
    }

    pub(crate) fn metadata_json(&self, metadata: &Value) {
        self.metadata(Answer::Body(metadata.to_string()));
    }

    pub(crate) fn keys(&self, answer: Answer) {
        *self.state.keys.lock().expect("a lock") = answer;
    }

    pub(crate) fn metadata_hits(&self) -> usize {
        self.state.metadata_hits.load(Ordering::SeqCst)
    }

    pub(crate) fn key_hits(&self) -> usize {
        self.state.key_hits.load(Ordering::SeqCst)
    }

    /// Requests for anything but metadata and keys.
    pub(crate) fn other_hits(&self) -> usize {
        self.state.other_hits.load(Ordering::SeqCst)
    }

    /// A good token of this issuer, which lives for a week, signed by the usual key under this name.
    pub(crate) fn token(&self, kid: &str) -> String {
        self.token_with(kid, &json!({}))
    }

    /// The same, with more members in its header.
    pub(crate) fn token_with(&self, kid: &str, more: &Value) -> String {
        let (mut header, mut payload) = (header(), payload());
        header["kid"] = kid.into();
        for (name, value) in more.as_object().expect("an object") {
            header[name] = value.clone();
        }
        payload["iss"] = self.url.clone().into();
        payload["exp"] = (super::NOW + 7 * 86_400).into();
        token(&header, &payload)
    }

    /// Makes tokens of keys that nobody has, by the thousand.
    pub(crate) fn forger(&self) -> Forger {
        let good = self.token("k1");
        let (_, rest) = good.split_once('.').expect("parts");
        Forger(rest.to_owned())
    }

    /// Metadata that names this key set.
    pub(crate) fn names_keys_at(&self, jwks_uri: &str) {
        self.metadata_json(&json!({ "issuer": self.url, "jwks_uri": jwks_uri }));
    }

    /// A key set with the usual key under these names.
    pub(crate) fn publish(&self, kids: &[&str]) {
        let keys: Vec<_> = kids.iter().map(|kid| rsa().jwk(kid)).collect();
        self.keys(Answer::Body(json!({ "keys": keys }).to_string()));
    }
}

/// The payload and signature of a good token. With an unknown `kid` before them they are never looked at.
#[derive(Clone)]
pub(crate) struct Forger(String);

impl Forger {
    pub(crate) fn token(&self, kid: &str) -> String {
        let header = json!({ "alg": "RS256", "typ": "at+jwt", "kid": kid }).to_string();
        format!("{}.{}", super::b64(header), self.0)
    }
}

async fn metadata_of(State(state): State<Arc<Shared>>) -> Response {
    state.metadata_hits.fetch_add(1, Ordering::SeqCst);
    let answer = state.metadata.lock().expect("a lock").clone();
    respond(answer).await
}

async fn keys_of(State(state): State<Arc<Shared>>) -> Response {
    state.key_hits.fetch_add(1, Ordering::SeqCst);
    let answer = state.keys.lock().expect("a lock").clone();
    respond(answer).await
}

async fn other(State(state): State<Arc<Shared>>) -> StatusCode {
    state.other_hits.fetch_add(1, Ordering::SeqCst);
    StatusCode::NOT_FOUND
}

async fn respond(answer: Answer) -> Response {
    match answer {
        Answer::Body(body) => body.into_response(),
        Answer::Status(status) => StatusCode::from_u16(status)
            .expect("a status")
            .into_response(),
        Answer::Redirect(to) => Redirect::temporary(&to).into_response(),
        Answer::Slow(delay, body) => {
            tokio::time::sleep(delay).await;
            body.into_response()
        }
    }
}
