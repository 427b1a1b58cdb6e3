//! Metadata, the same at both addresses (OIDC Discovery section 4, RFC 8414 section 3).

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::oauth::discovery::{self, Endpoints};
use crate::web::error;
use crate::web::router::path;

const ENDPOINTS: Endpoints = Endpoints {
    authorization: path::AUTHORIZE,
    token: path::TOKEN,
    userinfo: path::USERINFO,
    jwks: path::JWKS,
};

pub(crate) async fn show(State(app): State<App>) -> Response {
    match app.catalog.resources().await {
        Ok(resources) => {
            let metadata = discovery::metadata(&app.config, ENDPOINTS, &resources);
            (
                [(header::CACHE_CONTROL, "public, max-age=300")],
                Json(metadata),
            )
                .into_response()
        }
        Err(fault) => error::fault(&fault),
    }
}
