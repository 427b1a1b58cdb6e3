//! `/oauth2/token`: reads a form and an `Authorization` header, and lets the rule decide (RFC 6749 section 3.2).

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::oauth::client_auth::Sent;
use crate::oauth::error::refuse;
use crate::oauth::{Error, ErrorCode, Parameters, token};
use crate::web::{error, path};

pub(crate) async fn issue(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: String,
) -> Response {
    let answer = async {
        let parameters = form(&headers, query.as_deref(), &body)?;
        token::token(&app, sent(&headers, &[path::TOKEN])?, &parameters).await
    };
    uncached(match answer.await {
        Ok(tokens) => Json(tokens).into_response(),
        Err(error) => error::oauth(error),
    })
}

/// Parameters come in the body as a form, and nowhere else: what is in a URL is in logs (RFC 6749 section 2.3.1).
pub(super) fn form(
    headers: &HeaderMap,
    query: Option<&str>,
    body: &str,
) -> Result<Parameters, Error> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = content_type
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return refuse(
            ErrorCode::InvalidRequest,
            "the body must be application/x-www-form-urlencoded",
        );
    }
    if query.is_some_and(|query| !query.is_empty()) {
        return refuse(
            ErrorCode::InvalidRequest,
            "parameters belong in the body, not in the URL",
        );
    }
    Parameters::parse(body)
}

/// The `Authorization` header, and the paths whose URLs an assertion may name.
pub(super) fn sent<'a>(headers: &'a HeaderMap, paths: &'a [&'a str]) -> Result<Sent<'a>, Error> {
    let authorization = authorization(headers)?;
    Ok(Sent {
        authorization,
        paths,
    })
}

fn authorization(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    match (values.next().map(HeaderValue::to_str), values.next()) {
        (None, _) => Ok(None),
        (Some(Ok(value)), None) => Ok(Some(value)),
        _ => refuse(
            ErrorCode::InvalidRequest,
            "the Authorization header is repeated or not ASCII",
        ),
    }
}

/// RFC 6749 section 5.1 asks for both.
pub(super) fn uncached(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
        .headers_mut()
        .insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}
