//! Refusals as responses: status, challenge, and a small JSON body for people who read it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::{Error, Verifier};

/// An [`Error`] on its way to the client of one API.
#[derive(Clone, Debug)]
pub struct Rejection {
    /// Why the request is refused.
    pub error: Error,
    realm: String,
}

impl Rejection {
    /// A refusal in the name of the API that this verifier guards: its audience is the realm of the challenge.
    #[must_use]
    pub fn new(error: Error, verifier: &Verifier) -> Self {
        Self {
            error,
            realm: verifier.realm().to_owned(),
        }
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let error = &self.error;
        tracing::debug!(reason = error.reason(), "a request was refused");
        let body = serde_json::json!({ "error": body_code(error), "error_description": error.to_string() });
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNAUTHORIZED);
        let fixed = [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        let mut response = (status, fixed, body.to_string()).into_response();
        let challenge = error
            .www_authenticate(&self.realm)
            .and_then(|text| HeaderValue::try_from(text).ok());
        if let Some(challenge) = challenge {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Some(seconds) = error.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// So that a handler may say `claims.require_scope("notes:write")?`.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        Rejection {
            error: self,
            realm: "api".to_owned(),
        }
        .into_response()
    }
}

/// The body may be more exact than the registered codes of the challenge: no other scope mends a missing role.
fn body_code(error: &Error) -> &'static str {
    match error {
        Error::InsufficientRole(_) => "insufficient_role",
        Error::KeysUnavailable { .. } => "temporarily_unavailable",
        _ => error.code().unwrap_or_else(|| error.reason()),
    }
}
