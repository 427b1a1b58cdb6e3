//! What a request ends in when it does not end well: a page for people, an error of the protocol for programs. Nothing else writes
//! either. The detail of every refusal goes to the log here, with the request's id, and nowhere else.

mod page;
mod protocol;
mod unheard;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

pub(super) use self::page::page;
pub(super) use self::protocol::{
    bearer, fault, json_error, no_token, nothing_here, oauth, registration,
};
pub(super) use self::unheard::{Unheard, method_not_allowed, not_found, panicked};
use crate::base::{Fault, Timestamp};
use crate::oauth::Refusal;
use crate::oauth::authorize::PageError;
use crate::web::path;
use crate::words::Phrase;

/// What a page can end in instead of itself.
#[derive(Debug)]
pub(super) enum Failure {
    Said(Box<Said>),
    Fault(Fault),
}

/// What a person is told: what happened, what becomes of what they did, and where to go on.
#[derive(Debug)]
pub(super) struct Said {
    status: StatusCode,
    heading: &'static str,
    text: Phrase,
    /// The way on, and another one: an address and a label.
    next: Option<(String, &'static str)>,
    other: Option<(String, &'static str)>,
    /// When to come again.
    until: Option<Timestamp>,
    /// Whether only the people who run this server can help.
    asks: bool,
    /// What the makers of an application need to know.
    refusal: Option<Refusal>,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        let (refusal, heading, text) = match error {
            PageError::Refused(refusal) => (refusal, "errors-refused", "errors-refused-text"),
            PageError::UnknownClient(refusal) => (refusal, "errors-client", "errors-client-text"),
            PageError::UnknownPlace(refusal) => (refusal, "errors-place", "errors-place-text"),
            PageError::Expired => {
                let (heading, text) = ("errors-expired", "errors-expired-text");
                let failure = Self::said(StatusCode::BAD_REQUEST, heading, text);
                return failure.or_else_go(path::HOME, "errors-go-home");
            }
            PageError::Blocked { until } => {
                let (heading, text) = ("errors-too-many", "errors-too-many-text");
                let status = StatusCode::TOO_MANY_REQUESTS;
                let failure = Self::said(status, heading, text).until(until);
                return failure.or_else_go(path::HOME, "errors-go-home");
            }
            PageError::Fault(fault) => return Self::Fault(fault),
        };
        Self::said(StatusCode::BAD_REQUEST, heading, text)
            .or_else_go(path::HOME, "errors-go-home")
            .with(|said| said.refusal = Some(refusal))
    }
}

impl Failure {
    pub(super) fn said(status: StatusCode, heading: &'static str, text: impl Into<Phrase>) -> Self {
        Self::Said(Box::new(Said {
            status,
            heading,
            text: text.into(),
            next: None,
            other: None,
            until: None,
            asks: false,
            refusal: None,
        }))
    }

    /// Offers a way on.
    pub(super) fn or_go(self, href: &str, label: &'static str) -> Self {
        self.with(|said| said.next = Some((href.to_owned(), label)))
    }

    /// Offers another way besides.
    pub(super) fn or_else_go(self, href: &str, label: &'static str) -> Self {
        self.with(|said| said.other = Some((href.to_owned(), label)))
    }

    /// Says how long to wait.
    pub(super) fn until(self, until: Timestamp) -> Self {
        self.with(|said| said.until = Some(until))
    }

    /// Leads to the people who run this server, where they said how to reach them.
    pub(super) fn or_ask(self) -> Self {
        self.with(|said| said.asks = true)
    }

    fn with(mut self, change: impl FnOnce(&mut Said)) -> Self {
        if let Self::Said(said) = &mut self {
            change(said);
        }
        self
    }
}

/// What a refusal kept from the client.
pub(super) fn log(refusal: &Refusal) {
    tracing::info!(
        code = refusal.code.as_str(),
        detail = refusal.detail,
        "{}",
        refusal.description
    );
}

/// Logs our own trouble, and says what it is answered with.
fn status_of(fault: &Fault) -> StatusCode {
    tracing::error!(%fault, "fault");
    match fault {
        Fault::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Fault::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn retry_after(response: &mut Response) {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
}
