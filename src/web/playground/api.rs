//! The demo API: one route behind the verifier crate. It keeps nothing of the server's but its address.

use axum::routing::get;
use axum::{Extension, Json, Router};
use countersign_verifier::{Gate, Guard, Principal, Verifier};
use serde_json::{Value, json};

use super::path;
use super::registration::{ROLE, SCOPE};
use crate::app::App;

pub(super) fn routes(verifier: &Verifier) -> Router<App> {
    let gate = Gate::from(verifier.clone());
    Router::new()
        .route(path::API_NOTES, get(notes))
        .route_layer(gate.guard(Guard::new().scope(SCOPE).role(ROLE)))
}

async fn notes(Extension(principal): Extension<Principal>) -> Json<Value> {
    Json(json!({
        "reader": principal.subject(),
        "notes": [
            "A countersign is the answer that a sentry waits for.",
            "This API never sees a password.",
        ],
    }))
}
