//! `/.well-known/webfinger` (RFC 7033 section 4).

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::oauth::webfinger;
use crate::web::{cached, error};

pub(crate) async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    let all = |wanted: &str| -> Vec<&str> {
        let named = pairs.iter().filter(|(name, _)| name == wanted);
        named.map(|(_, value)| value.as_ref()).collect()
    };
    let [resource] = all("resource")[..] else {
        let words = "exactly one resource is needed";
        return error::json_error(StatusCode::BAD_REQUEST, "invalid_request", words);
    };
    match webfinger::about(&app.config.issuer, resource, &all("rel")) {
        Some(found) => cached::document(&headers, "application/jrd+json", found.to_string()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
