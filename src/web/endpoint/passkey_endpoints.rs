//! `/.well-known/passkey-endpoints` (W3C, "A Well-Known URL for Relying Party Passkey Endpoints", section 3): where passkeys are
//! made and looked after, for those who keep people's passkeys.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::app::App;
use crate::identity::passkey;
use crate::web::cached;
use crate::web::path;

pub(crate) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    if !passkey::is_possible(&app) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let endpoints = json!({
        "enroll": app.config.issuer.url(path::ACCOUNT_ADD_PASSKEY),
        "manage": app.config.issuer.url(path::ACCOUNT_PASSKEYS),
    });
    cached::document(&headers, "application/json", endpoints.to_string())
}
