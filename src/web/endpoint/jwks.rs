//! `/oauth2/jwks`: the published keys (RFC 7517 section 5).

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::web::error;

/// Far less than a key is published before it signs.
const CACHED: &str = "public, max-age=300";

pub(crate) async fn show(State(app): State<App>) -> Response {
    match app.keys.ring() {
        Ok(ring) => {
            let headers = [
                (header::CONTENT_TYPE, "application/jwk-set+json"),
                (header::CACHE_CONTROL, CACHED),
            ];
            (headers, ring.jwks(app.now())).into_response()
        }
        Err(fault) => error::fault(&fault),
    }
}
