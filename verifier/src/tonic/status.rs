//! Refusals as gRPC words them: a status, and in its metadata what HTTP has in headers.
//!
//! The codes follow [the meaning that gRPC gives them](https://grpc.io/docs/guides/status-codes/): credentials that are not
//! good, and a request that carries them wrongly, are `UNAUTHENTICATED`; good credentials that do not suffice are
//! `PERMISSION_DENIED`; what cannot be judged now is `UNAVAILABLE`, with the time to wait as gRFC A6 has it.

use ::tonic::metadata::MetadataMap;
use ::tonic::{Code, Status};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

use crate::{Error, Refusal};

/// The stable word for why, as `reason` is in the JSON body of other APIs.
const REASON: &str = "reason";

/// Milliseconds to wait before another attempt (gRFC A6).
const PUSHBACK: &str = "grpc-retry-pushback-ms";

impl From<Refusal> for Status {
    fn from(refusal: Refusal) -> Self {
        let mut metadata = refusal.headers();
        for of_http_alone in [CONTENT_TYPE, CACHE_CONTROL, RETRY_AFTER] {
            metadata.remove(of_http_alone);
        }
        metadata.insert(REASON, HeaderValue::from_static(refusal.error.reason()));
        if let Some(seconds) = refusal.error.retry_after() {
            let milliseconds = seconds.saturating_mul(1000);
            metadata.insert(PUSHBACK, HeaderValue::from(milliseconds));
        }
        let metadata = MetadataMap::from_headers(metadata);
        Self::with_metadata(code(&refusal), refusal.to_string(), metadata)
    }
}

/// So that a method may say `principal.require_scope("notes:write")?`.
impl From<Error> for Status {
    fn from(error: Error) -> Self {
        let refusal = Refusal::from(error);
        refusal.log();
        refusal.into()
    }
}

fn code(refusal: &Refusal) -> Code {
    match refusal.status() {
        StatusCode::FORBIDDEN => Code::PermissionDenied,
        StatusCode::SERVICE_UNAVAILABLE => Code::Unavailable,
        _ => Code::Unauthenticated,
    }
}
