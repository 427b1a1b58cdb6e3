//! The last answers of a server that is stopping. They close their connection (RFC 9112 section 9.6), so that a client
//! sends its next request elsewhere, and not into a connection that is about to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Version, header};
use axum::middleware::Next;
use axum::response::Response;

/// Whether the server is stopping: said once, and seen by every answer from then on.
#[derive(Clone, Default)]
pub(crate) struct Stopping(Arc<AtomicBool>);

impl Stopping {
    pub(crate) fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// HTTP/2 has a frame for it, which the connection itself sends.
pub(crate) async fn last_answer(
    State(stopping): State<Stopping>,
    request: Request,
    next: Next,
) -> Response {
    let closes = request.version() < Version::HTTP_2;
    let mut response = next.run(request).await;
    if closes && stopping.has_begun() {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}
