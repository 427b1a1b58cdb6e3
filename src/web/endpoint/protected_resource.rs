//! `/.well-known/oauth-protected-resource`: UserInfo as the protected resource that it is (RFC 9728 section 3).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::oauth::discovery;
use crate::web::cached;

pub(crate) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    let metadata = discovery::protected_resource(&app.config);
    cached::document(&headers, "application/json", metadata.to_string())
}
