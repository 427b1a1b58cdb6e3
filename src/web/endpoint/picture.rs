//! `/pictures/{id}`: a person's picture, for pages of applications too. An identifier never means another picture, so it may be
//! kept for ever; nobody guesses one.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::identity::picture;
use crate::web::error;

pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let found = match picture::find(&app, &id).await {
        Ok(found) => found,
        Err(fault) => return error::fault(&fault),
    };
    let Some(picture) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{}\"", picture.id);
    let known = headers.get(header::IF_NONE_MATCH);
    let known = known.is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let caching = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::ETAG, &tag),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    // Whatever a browser takes it for, it runs nothing; and pages of applications may show it.
    let shown = [
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("content-disposition", "inline"),
    ];
    let kind = [(header::CONTENT_TYPE, picture.media_type.as_str())];
    (caching, shown, kind, picture.bytes).into_response()
}
