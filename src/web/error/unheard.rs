//! Requests that no handler answers: there is none, or it never saw them whole, or it broke. A browser gets a page, a program JSON;
//! which of the two it is, the path says.

use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, StatusCode, Uri};
use axum::response::Response;

use super::{Failure, json_error, page, protocol};
use crate::app::App;
use crate::base::Fault;
use crate::web::path;
use crate::web::view::Shell;

/// Why a request is not heard.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Unheard {
    status: StatusCode,
    code: &'static str,
    /// For programs.
    plain: &'static str,
    /// For people.
    heading: &'static str,
    text: &'static str,
}

impl Unheard {
    const NOT_FOUND: Self = Self {
        status: StatusCode::NOT_FOUND,
        code: "not_found",
        plain: "there is nothing here",
        heading: "errors-not-found",
        text: "errors-not-found-text",
    };
    const METHOD: Self = Self {
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: "invalid_request",
        plain: "the method is not allowed here",
        heading: "errors-method",
        text: "errors-method-text",
    };
    pub(in crate::web) const TOO_LARGE: Self = Self {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        code: "invalid_request",
        plain: "the body is too large",
        heading: "errors-too-large",
        text: "errors-too-large-text",
    };
    pub(in crate::web) const TOO_SLOW: Self = Self {
        status: StatusCode::REQUEST_TIMEOUT,
        plain: "the body came too slowly",
        ..Self::BROKEN
    };
    pub(in crate::web) const BROKEN: Self = Self {
        status: StatusCode::BAD_REQUEST,
        code: "invalid_request",
        plain: "the body cannot be read",
        heading: "errors-broken",
        text: "errors-broken-text",
    };
    pub(in crate::web) const NO_TEXT: Self = Self {
        plain: "the body is not UTF-8 text",
        ..Self::BROKEN
    };

    /// Answers whoever asked for `uri`.
    pub(in crate::web) fn answer(
        self,
        app: &App,
        (uri, headers, extensions): (&Uri, &HeaderMap, &Extensions),
    ) -> Response {
        if !path::is_for_people(uri.path()) {
            return json_error(self.status, self.code, self.plain);
        }
        let shell = Shell::of(app, uri, headers, extensions);
        let failure = Failure::said(self.status, self.heading, self.text);
        let failure = match shell.here.as_str() {
            path::HOME => failure.or_go(path::HOME, "errors-go-home"),
            here => failure.or_go(here, "errors-go-back"),
        };
        page(app, shell, failure)
    }
}

pub(in crate::web) async fn not_found(State(app): State<App>, request: Request) -> Response {
    Unheard::NOT_FOUND.answer(&app, head(&request))
}

pub(in crate::web) async fn method_not_allowed(
    State(app): State<App>,
    request: Request,
) -> Response {
    Unheard::METHOD.answer(&app, head(&request))
}

/// A handler broke: `shell` is of the page that it would have shown, where it was for a person.
pub(in crate::web) fn panicked(app: &App, shell: Option<Shell>) -> Response {
    let fault = Fault::internal("a handler panicked");
    match shell {
        Some(shell) => page(app, shell, fault.into()),
        None => protocol::fault(&fault),
    }
}

fn head(request: &Request) -> (&Uri, &HeaderMap, &Extensions) {
    (request.uri(), request.headers(), request.extensions())
}
