//! `/oauth2/jwks`: the published keys (RFC 7517 section 5).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::web::{cached, error};

pub(crate) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    match app.keys.ring() {
        Ok(ring) => cached::document(&headers, "application/jwk-set+json", ring.jwks(app.now())),
        Err(fault) => error::fault(&fault),
    }
}
