//! An introspection endpoint on a port of this machine that knows some tokens, counts who asks, and fails as it is told.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use countersign_verifier::{Introspection, IntrospectionBuilder};
use serde_json::{Value, json};

use super::{AUDIENCE, ISSUER, ManualClock, NOW};

/// How it answers whoever asks.
#[derive(Clone)]
pub(crate) enum Way {
    Sound,
    Status(u16),
    /// 200 with this content type and body.
    Body(&'static str, String),
    Redirect,
    /// Soundly, but after a while that a test waits for in real time.
    Slow(Duration),
}

#[derive(Clone)]
pub(crate) struct Endpoint {
    pub(crate) url: String,
    state: Arc<Shared>,
}

struct Shared {
    url: String,
    known: Mutex<HashMap<String, Value>>,
    way: Mutex<Way>,
    metadata: Mutex<Value>,
    asked: Mutex<Vec<Question>>,
    hits: AtomicUsize,
    other_hits: AtomicUsize,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
}

/// What somebody asked.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) authorization: String,
    pub(crate) form: Vec<(String, String)>,
}

/// What is said of a good opaque token.
pub(crate) fn good_answer() -> Value {
    json!({
        "active": true, "iss": ISSUER, "aud": AUDIENCE, "sub": "user-1", "client_id": "app", "token_type": "Bearer",
        "scope": "notes:read", "roles": ["editor"], "iat": NOW, "exp": NOW + 600, "jti": "o-1", "sid": "s-1",
    })
}

/// What is said of a good API key.
pub(crate) fn key_answer() -> Value {
    json!({
        "active": true, "iss": ISSUER, "aud": AUDIENCE, "sub": "user-1", "token_type": "api_key", "username": "ada",
        "scope": "notes:read", "roles": ["editor"], "iat": NOW, "exp": NOW + 600, "jti": "k-1",
    })
}

/// A text that has the form of an API key. Each number has its own.
pub(crate) fn api_key(number: u32) -> String {
    let mut byte = 0_u8;
    countersign_verifier::key_text::compose(|bytes| {
        for (place, drawn) in bytes.iter_mut().enumerate() {
            byte = byte.wrapping_add(1);
            *drawn = number
                .to_be_bytes()
                .get(place)
                .map_or(byte, |part| part % 62);
        }
    })
}

impl Endpoint {
    /// A sound endpoint that knows no token yet.
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let metadata =
            json!({ "issuer": url, "introspection_endpoint": format!("{url}/introspect") });
        let state = Arc::new(Shared {
            url: url.clone(),
            known: Mutex::default(),
            way: Mutex::new(Way::Sound),
            metadata: Mutex::new(metadata),
            asked: Mutex::default(),
            hits: AtomicUsize::new(0),
            other_hits: AtomicUsize::new(0),
            at_once: AtomicUsize::new(0),
            most_at_once: AtomicUsize::new(0),
        });
        let app = Router::new()
            .route("/introspect", post(introspect))
            .route("/.well-known/openid-configuration", get(metadata_of))
            .fallback(other)
            .with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, state }
    }

    /// Asks here about tokens of the usual issuer.
    pub(crate) fn introspection(&self, clock: &ManualClock) -> IntrospectionBuilder {
        Introspection::at(format!("{}/introspect", self.url))
            .issuer(ISSUER)
            .client("notes-api", "secret")
            .audience(AUDIENCE)
            .clock(clock.clone())
    }

    pub(crate) fn knows(&self, token: impl Into<String>, answer: Value) {
        let mut known = self.state.known.lock().expect("a lock");
        known.insert(token.into(), answer);
    }

    pub(crate) fn revoke(&self, token: &str) {
        self.state.known.lock().expect("a lock").remove(token);
    }

    pub(crate) fn goes(&self, way: Way) {
        *self.state.way.lock().expect("a lock") = way;
    }

    pub(crate) fn metadata(&self, metadata: Value) {
        *self.state.metadata.lock().expect("a lock") = metadata;
    }

    /// How often it was asked about a token.
    pub(crate) fn hits(&self) -> usize {
        self.state.hits.load(Ordering::SeqCst)
    }

    /// Requests for anything but metadata and introspection.
    pub(crate) fn other_hits(&self) -> usize {
        self.state.other_hits.load(Ordering::SeqCst)
    }

    pub(crate) fn most_at_once(&self) -> usize {
        self.state.most_at_once.load(Ordering::SeqCst)
    }

    pub(crate) fn last_question(&self) -> Question {
        let asked = self.state.asked.lock().expect("a lock");
        asked.last().expect("a question").clone()
    }
}

async fn introspect(
    State(state): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    state.hits.fetch_add(1, Ordering::SeqCst);
    let at_once = state.at_once.fetch_add(1, Ordering::SeqCst) + 1;
    state.most_at_once.fetch_max(at_once, Ordering::SeqCst);
    let authorization = headers["authorization"].to_str().expect("text").to_owned();
    let token = form[0].1.clone();
    let question = Question {
        authorization,
        form,
    };
    state.asked.lock().expect("a lock").push(question);
    let way = state.way.lock().expect("a lock").clone();
    let response = respond(&state, way, &token).await;
    state.at_once.fetch_sub(1, Ordering::SeqCst);
    response
}

async fn respond(state: &Shared, way: Way, token: &str) -> Response {
    match way {
        Way::Sound => {}
        Way::Slow(delay) => tokio::time::sleep(delay).await,
        Way::Status(status) => {
            let status = StatusCode::from_u16(status).expect("a status");
            return (status, Json(json!({ "active": true }))).into_response();
        }
        Way::Body(content_type, body) => {
            return ([("content-type", content_type)], body).into_response();
        }
        Way::Redirect => {
            return Redirect::temporary(&format!("{}/elsewhere", state.url)).into_response();
        }
    }
    let known = state.known.lock().expect("a lock").get(token).cloned();
    Json(known.unwrap_or_else(|| json!({ "active": false }))).into_response()
}

async fn metadata_of(State(state): State<Arc<Shared>>) -> Json<Value> {
    Json(state.metadata.lock().expect("a lock").clone())
}

async fn other(State(state): State<Arc<Shared>>) -> StatusCode {
    state.other_hits.fetch_add(1, Ordering::SeqCst);
    StatusCode::NOT_FOUND
}
