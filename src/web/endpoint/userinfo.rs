//! `/oauth2/userinfo` (OIDC Core section 5.3): the access token in the `Authorization` header, and nowhere else.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::oauth::userinfo;
use crate::web::error;

pub(crate) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    let Some(token) = bearer(&headers) else {
        return error::no_token(&app);
    };
    match userinfo::userinfo(&app, token).await {
        Ok(claims) => Json(claims).into_response(),
        Err(error) => error::bearer(error),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return None;
    };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
