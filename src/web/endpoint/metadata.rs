//! Metadata, the same at both addresses (OIDC Discovery section 4, RFC 8414 section 3).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::oauth::discovery::{self, Endpoints};
use crate::web::path;
use crate::web::{cached, error};

const ENDPOINTS: Endpoints = Endpoints {
    authorization: path::AUTHORIZE,
    token: path::TOKEN,
    introspection: path::INTROSPECT,
    revocation: path::REVOKE,
    userinfo: path::USERINFO,
    jwks: path::JWKS,
    registration: path::REGISTER,
    end_session: path::END_SESSION,
    check_session: path::CHECK_SESSION,
};

pub(crate) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    match discovery::document(&app, ENDPOINTS).await {
        Ok(metadata) => cached::document(&headers, "application/json", metadata.to_string()),
        Err(fault) => error::fault(&fault),
    }
}
