//! `/oauth2/revoke` (RFC 7009 section 2): asked as the token endpoint is, answered with nothing.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};

use super::token::{form, sent, uncached};
use crate::app::App;
use crate::oauth::revoke;
use crate::web::{error, path};

pub(crate) async fn revoke(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: String,
) -> Response {
    let answer = async {
        let parameters = form(&headers, query.as_deref(), &body)?;
        let sent = sent(&headers, &[path::REVOKE, path::TOKEN])?;
        revoke::revoke(&app, sent, &parameters).await
    };
    uncached(match answer.await {
        Ok(()) => ().into_response(),
        Err(error) => error::oauth(error),
    })
}
