//! The demo API: one route behind the verifier crate. It keeps nothing of the server's but its address.

use axum::routing::get;
use axum::{Extension, Json, Router};
use countersign_verifier::{Claims, Verifier, require_role, require_scope};
use serde_json::{Value, json};

use super::path;
use super::registration::{ROLE, SCOPE};
use crate::app::App;

pub(super) fn routes(verifier: &Verifier) -> Router<App> {
    Router::new()
        .route(path::API_NOTES, get(notes))
        .route_layer(require_role(verifier.clone(), ROLE))
        .route_layer(require_scope(verifier.clone(), SCOPE))
}

async fn notes(Extension(claims): Extension<Claims>) -> Json<Value> {
    Json(json!({
        "reader": claims.subject,
        "notes": [
            "A countersign is the answer that a sentry waits for.",
            "This API never sees a password.",
        ],
    }))
}
