//! `/oauth2/userinfo` (OIDC Core section 5.3): the access token in the `Authorization` header or in a form, never in the URL
//! (RFC 6750 section 2), and only once.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::oauth::error::refuse;
use crate::oauth::protect::Protected;
use crate::oauth::{Error, ErrorCode, Parameters, userinfo};
use crate::web::error;

pub(crate) async fn show(
    State(app): State<App>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = match method == Method::POST && is_form(&headers) {
        true => std::str::from_utf8(&body).unwrap_or("access_token=%ff"),
        false => "",
    };
    let token = match presented(&headers, query.as_deref().unwrap_or_default(), form) {
        Ok(Some(token)) => token,
        Ok(None) => return error::no_token(&app),
        Err(error) => return error::bearer(error),
    };
    let mut response = match userinfo::userinfo(&app, &token).await {
        Ok(Protected::Json(claims)) => Json(claims).into_response(),
        Ok(Protected::Jwt(jwt)) => {
            let content_type = HeaderValue::from_static("application/jwt");
            ([(header::CONTENT_TYPE, content_type)], jwt).into_response()
        }
        Err(error) => error::bearer(error),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The token, if one was brought. One in the URL counts for nothing, and beside another for one too many.
fn presented(headers: &HeaderMap, query: &str, form: &str) -> Result<Option<String>, Error> {
    let in_header = bearer(headers)?;
    let form = Parameters::parse(form)?;
    let in_form = form.find("access_token").map(str::to_owned);
    let in_url =
        url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "access_token");
    match (in_header, in_form, in_url) {
        (None, None, _) => Ok(None),
        (Some(token), None, false) | (None, Some(token), false) => Ok(Some(token)),
        _ => refuse(
            ErrorCode::InvalidRequest,
            "the access token belongs in one place only: the Authorization header, or a form",
        ),
    }
}

pub(super) fn bearer(headers: &HeaderMap) -> Result<Option<String>, Error> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        let words = "the Authorization header is repeated";
        return refuse(ErrorCode::InvalidRequest, words);
    }
    let text = value.to_str().unwrap_or_default();
    Ok(match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            Some(token.trim().to_owned())
        }
        _ => None,
    })
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
