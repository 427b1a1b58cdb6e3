//! Refusals as actix's responses.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};

use crate::{Error, Refusal};

/// Each as often as it stands there: a way to authenticate has a `WWW-Authenticate` of its own.
pub(super) fn add(headers: &http::HeaderMap, answer: &mut HeaderMap) {
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_ref());
        let value = HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            answer.append(name, value);
        }
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.error.status()).unwrap_or(StatusCode::UNAUTHORIZED)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::with_body(self.status_code(), self.body());
        add(&self.headers(), response.headers_mut());
        response.map_into_boxed_body()
    }
}

/// So that a handler may say `principal.require_scope("notes:write")?`.
impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        Refusal::from(self.clone()).status_code()
    }

    fn error_response(&self) -> HttpResponse {
        let refusal = Refusal::from(self.clone());
        refusal.log();
        refusal.error_response()
    }
}
