//! Refusals as axum's responses.

use axum::body::Body;
use axum::http::Response as HttpResponse;
use axum::response::{IntoResponse, Response};

use crate::{Error, Refusal};

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        HttpResponse::<String>::from(&self).map(Body::from)
    }
}

/// So that a handler may say `principal.require_scope("notes:write")?`.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let refusal = Refusal::from(self);
        refusal.log();
        refusal.into_response()
    }
}
