//! `/oauth2/jwks`: the published keys (RFC 7517 section 5).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::web::{cached, error};

pub(crate) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    let set = app.keys.ring().and_then(|ring| ring.jwks(app.now()));
    match set {
        Ok(set) => cached::document(&headers, "application/jwk-set+json", set),
        Err(fault) => error::fault(&fault),
    }
}
