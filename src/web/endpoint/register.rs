//! `/oauth2/register` (RFC 7591, OIDC Registration) and, for a client that registered, its own address below (RFC 7592). The
//! body is JSON, the token in the `Authorization` header. Where registration is off there is nothing here.

use axum::Json;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::userinfo::bearer;
use crate::app::App;
use crate::config::RegistrationMode;
use crate::oauth::error::refuse;
use crate::oauth::registration::dynamic::{self, Asked, Information, RegistrationError};
use crate::oauth::registration::management;
use crate::oauth::{Error, ErrorCode};
use crate::web::error;
use crate::web::layer::address::{self, Peer};
use crate::web::path;

/// What one client may say of itself, in bytes.
const LARGEST: usize = 64 * 1024;

pub(crate) async fn create(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: String,
) -> Response {
    if is_off(&app) {
        return error::nothing_here();
    }
    let mut extensions = axum::http::Extensions::new();
    if let Some(Extension(peer)) = peer {
        extensions.insert(peer);
    }
    let address = address::of(&headers, &extensions, &app.config.trusted_proxies);
    let registered = async {
        is_json(&headers, &body)?;
        let token = bearer(&headers).map_err(Trouble::Request)?;
        let asked = Asked {
            body: &body,
            token: token.as_deref(),
            address,
        };
        Ok(dynamic::register(&app, asked).await?)
    };
    let registered: Result<Information, Trouble> = registered.await;
    let answered = registered.map(|information| (StatusCode::CREATED, show(&app, &information)));
    answered.map_or_else(
        |trouble| refused(&app, trouble),
        |answer| answer.into_response(),
    )
}

pub(crate) async fn read(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if is_off(&app) {
        return error::nothing_here();
    }
    let read = async {
        let token = required(&headers)?;
        Ok(management::read(&app, &id, &token).await?)
    };
    shown(&app, read.await)
}

pub(crate) async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    if is_off(&app) {
        return error::nothing_here();
    }
    let updated = async {
        let token = required(&headers)?;
        is_json(&headers, &body)?;
        Ok(management::update(&app, &id, &token, &body).await?)
    };
    shown(&app, updated.await)
}

pub(crate) async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if is_off(&app) {
        return error::nothing_here();
    }
    let deleted = async {
        let token = required(&headers)?;
        Ok(management::delete(&app, &id, &token).await?)
    };
    let deleted: Result<(), Trouble> = deleted.await;
    deleted.map_or_else(
        |trouble| refused(&app, trouble),
        |()| StatusCode::NO_CONTENT.into_response(),
    )
}

/// Why a request is not answered: for what it looks like, or for what it asks.
enum Trouble {
    Request(Error),
    Registration(RegistrationError),
}

impl From<RegistrationError> for Trouble {
    fn from(error: RegistrationError) -> Self {
        Self::Registration(error)
    }
}

fn is_off(app: &App) -> bool {
    app.config.registration.mode == RegistrationMode::Off
}

fn required(headers: &HeaderMap) -> Result<String, Trouble> {
    let token = bearer(headers).map_err(Trouble::Request)?;
    token.ok_or(Trouble::Registration(RegistrationError::Unauthorized(None)))
}

fn is_json(headers: &HeaderMap, body: &str) -> Result<(), Trouble> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next();
    let essence = essence.unwrap_or_default().trim();
    let wrong = |words| refuse(ErrorCode::InvalidRequest, words).map_err(Trouble::Request);
    if !essence.eq_ignore_ascii_case("application/json") {
        return wrong("the body must be application/json");
    }
    match body.len() > LARGEST {
        true => wrong("the body is longer than 64 KiB"),
        false => Ok(()),
    }
}

fn shown(app: &App, answer: Result<Information, Trouble>) -> Response {
    answer.map_or_else(
        |trouble| refused(app, trouble),
        |information| show(app, &information).into_response(),
    )
}

fn show(app: &App, information: &Information) -> impl axum::response::IntoResponse + use<> {
    let at = format!("{}/{}", path::REGISTER, information.client.id);
    let uncached = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::PRAGMA, HeaderValue::from_static("no-cache")),
    ];
    (
        uncached,
        Json(information.to_json(app.config.issuer.url(&at))),
    )
}

fn refused(app: &App, trouble: Trouble) -> Response {
    match trouble {
        Trouble::Request(error) => error::oauth(error),
        Trouble::Registration(error) => error::registration(app, error),
    }
}
