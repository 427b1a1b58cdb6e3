//! Errors of the protocol, for programs: JSON, and a challenge where one is due.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::{log, status_of};
use crate::app::App;
use crate::base::Fault;
use crate::oauth::registration::dynamic::RegistrationError;
use crate::oauth::{Error, ErrorCode};
use crate::web::path;

/// How a protected resource asks for a token.
const BEARER: &str = "Bearer realm=\"countersign\"";

/// An error of the token endpoint (RFC 6749 section 5.2).
pub(in crate::web) fn oauth(error: Error) -> Response {
    match error {
        Error::Refused(refusal) => {
            log(&refusal);
            let status =
                StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::BAD_REQUEST);
            let mut response = json_error(status, refusal.code.as_str(), refusal.description);
            if refusal.code == ErrorCode::InvalidClient {
                let challenge =
                    HeaderValue::from_static("Basic realm=\"countersign\", charset=\"UTF-8\"");
                response
                    .headers_mut()
                    .insert(header::WWW_AUTHENTICATE, challenge);
            }
            response
        }
        Error::Fault(fault) => self::fault(&fault),
    }
}

/// Who brought no token to UserInfo learns only what to bring (RFC 6750 section 3.1), and where that is described (RFC 9728
/// section 5.1).
pub(in crate::web) fn no_token(app: &App) -> Response {
    let metadata = app.config.issuer.url(path::PROTECTED_RESOURCE);
    challenge(&format!("{BEARER}, resource_metadata=\"{metadata}\""))
}

fn challenge(challenge: &str) -> Response {
    (
        StatusCode::UNAUTHORIZED,
        [(header::WWW_AUTHENTICATE, challenge.to_owned())],
    )
        .into_response()
}

/// An error of a protected resource (RFC 6750 section 3).
pub(in crate::web) fn bearer(error: Error) -> Response {
    let challenge = match &error {
        Error::Refused(refusal) => format!(
            "{BEARER}, error=\"{}\", error_description=\"{}\"",
            refusal.code, refusal.description
        ),
        Error::Fault(_) => return oauth(error),
    };
    let mut response = oauth(error);
    if let Ok(challenge) = HeaderValue::from_str(&challenge) {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// An error of the registration endpoint, with the member that is wrong (RFC 7591 section 3.2.2).
pub(in crate::web) fn registration(app: &App, error: RegistrationError) -> Response {
    match error {
        RegistrationError::Unauthorized(None) => challenge(BEARER),
        RegistrationError::Unauthorized(Some(refusal)) => bearer(refusal.into()),
        RegistrationError::Fault(fault) => self::fault(&fault),
        RegistrationError::Rejected { code, rejected } => {
            let member = rejected.field;
            tracing::info!(code = code.as_str(), member, "{rejected}");
            let said = match member {
                "" => rejected.english(),
                member => format!("{member}: {}", rejected.message),
            };
            let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::BAD_REQUEST);
            json_error(status, code.as_str(), &printable(&said))
        }
        RegistrationError::Blocked { until } => {
            let seconds = until.since(app.now()).as_secs().max(1);
            let words = "too many registrations from this address; try again later";
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut response = json_error(status, "temporarily_unavailable", words);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
    }
}

/// A description that quotes what somebody sent, in the characters that RFC 6749 section 5.2 allows one.
fn printable(text: &str) -> String {
    const LONGEST: usize = 400;
    let plain = |c: char| match c {
        '"' | '`' => '\'',
        ' '..='[' | ']'..='~' => c,
        _ => '?',
    };
    text.chars().take(LONGEST).map(plain).collect()
}

/// Our own trouble: 503 with Retry-After, or 500. Never a false 200.
pub(in crate::web) fn fault(fault: &Fault) -> Response {
    let status = status_of(fault);
    let (code, text) = match fault {
        Fault::Unavailable(_) => (
            "temporarily_unavailable",
            "the server is too busy, or its database cannot be reached; try again in a moment",
        ),
        Fault::Internal(_) => (
            "server_error",
            "the fault is the server's own and was logged; try again",
        ),
    };
    let mut response = json_error(status, code, text);
    super::retry_after(&mut response);
    response
}

/// For programs: there is nothing, or it is switched off.
pub(in crate::web) fn nothing_here() -> Response {
    json_error(StatusCode::NOT_FOUND, "not_found", "there is nothing here")
}

pub(in crate::web) fn json_error(status: StatusCode, code: &str, description: &str) -> Response {
    (
        status,
        Json(json!({ "error": code, "error_description": description })),
    )
        .into_response()
}
