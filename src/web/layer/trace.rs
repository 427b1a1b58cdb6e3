//! A request's id, its one line in the log, and the net under a handler that panics.

use std::panic::AssertUnwindSafe;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Extensions, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use super::address;
use crate::app::App;
use crate::base::id;
use crate::web::view::Shell;
use crate::web::{error, path};

/// The id that an answer carries, an error page shows and the log is searched by.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(String);

impl RequestId {
    pub(crate) fn of(extensions: &Extensions) -> String {
        extensions
            .get::<RequestId>()
            .map(|id| id.0.clone())
            .unwrap_or_default()
    }
}

pub(crate) async fn request(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = id::id(&*app.random);
    request.extensions_mut().insert(RequestId(id.clone()));
    let began = app.now();
    // The route, never the query: it may carry a code or a token.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let method = request.method().clone();
    let address = address::of(
        request.headers(),
        request.extensions(),
        &app.config.trusted_proxies,
    );
    // Of the page that says so, should the handler break.
    let shell = path::is_for_people(request.uri().path())
        .then(|| Shell::of(&app, request.uri(), request.headers(), request.extensions()));
    let span = tracing::info_span!("request", id = %id, %method, route = route.as_deref().unwrap_or("none"));
    let work = async move {
        let response = answered(next.run(request)).await;
        let response = response.unwrap_or_else(|| error::panicked(&app, shell));
        let spent = u64::try_from(app.now().since(began).as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), %address, milliseconds = spent, "answered");
        response
    };
    let mut response = work.instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// What a handler answers; nothing if it panics, and the process lives.
async fn answered(work: impl Future<Output = Response>) -> Option<Response> {
    let mut work = Box::pin(AssertUnwindSafe(work));
    let caught = std::future::poll_fn(move |context| {
        let polled = std::panic::catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        match polled {
            Ok(poll) => poll.map(Some),
            Err(_) => std::task::Poll::Ready(None),
        }
    });
    caught.await
}
