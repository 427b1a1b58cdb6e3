//! The only writer of errors: JSON for clients, a page for people. The detail of every refusal goes to the log here, with the
//! request's id, and nowhere else.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::view::{Message, Shell};
use super::{html, path};
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::oauth::authorize::PageError;
use crate::oauth::registration::dynamic::RegistrationError;
use crate::oauth::{Error, ErrorCode, Refusal};
use crate::words::{Phrase, Words};

/// How a protected resource asks for a token.
const BEARER: &str = "Bearer realm=\"countersign\"";

/// What a page can end in instead of itself.
#[derive(Debug)]
pub(super) enum Failure {
    /// For the person: what happened, what to do, and where to go on, the best way first, as addresses and labels.
    Said {
        status: StatusCode,
        heading: &'static str,
        text: Phrase,
        next: Vec<(String, &'static str)>,
    },
    Refused(Refusal),
    /// Too much from one address; it may come again at this moment.
    Blocked {
        until: Timestamp,
    },
    Fault(Fault),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Refused(refusal) => Self::Refused(refusal),
            PageError::Expired => Self::said(
                StatusCode::BAD_REQUEST,
                "errors-expired",
                "errors-expired-text",
            ),
            PageError::Blocked { until } => Self::Blocked { until },
            PageError::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl Failure {
    pub(super) fn said(status: StatusCode, heading: &'static str, text: impl Into<Phrase>) -> Self {
        Self::Said {
            status,
            heading,
            text: text.into(),
            next: Vec::new(),
        }
    }

    /// Offers a way on, after those that it offers already.
    pub(super) fn or_go(mut self, href: &str, label: &'static str) -> Self {
        if let Self::Said { next, .. } = &mut self {
            next.push((href.to_owned(), label));
        }
        self
    }
}

/// An error as a page.
pub(super) fn page(app: &App, shell: Shell, failure: Failure) -> Response {
    let words = shell.words;
    let (status, message) = match failure {
        Failure::Said {
            status,
            heading,
            text,
            next,
        } => {
            tracing::info!(status = status.as_u16(), heading, "refused");
            (
                status,
                Message {
                    shell,
                    heading: words.say(heading),
                    text: words.tell(&text),
                    next: next
                        .into_iter()
                        .map(|(href, label)| (href, words.say(label)))
                        .collect(),
                    refusal: None,
                },
            )
        }
        Failure::Refused(refusal) => {
            log(&refusal);
            let message = Message {
                shell,
                heading: words.say("errors-refused"),
                text: words.say("errors-refused-text"),
                next: Vec::new(),
                refusal: Some((refusal.code.to_string(), sentence(&refusal))),
            };
            (StatusCode::BAD_REQUEST, message)
        }
        Failure::Blocked { until } => return blocked(app, shell, until),
        Failure::Fault(fault) => {
            let (status, text) = said(&fault);
            (
                status,
                Message {
                    shell,
                    heading: words.say("errors-fault"),
                    text: words.say(text),
                    next: Vec::new(),
                    refusal: None,
                },
            )
        }
    };
    let mut response = html::page(status, &message)
        .unwrap_or_else(|_| (status, message.text.clone()).into_response());
    retry_after(&mut response);
    response
}

fn blocked(app: &App, shell: Shell, until: Timestamp) -> Response {
    let (heading, text) = ("errors-too-many", "errors-too-many-text");
    let failure = Failure::said(StatusCode::TOO_MANY_REQUESTS, heading, text);
    let mut response = page(app, shell, failure);
    let seconds = until.since(app.now()).as_secs().max(1);
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// An error of the token endpoint (RFC 6749 section 5.2).
pub(super) fn oauth(error: Error) -> Response {
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
pub(super) fn no_token(app: &App) -> Response {
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
pub(super) fn bearer(error: Error) -> Response {
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
pub(super) fn registration(app: &App, error: RegistrationError) -> Response {
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

/// Our own trouble, as JSON: 503 with Retry-After, or 500. Never a false 200.
pub(super) fn fault(fault: &Fault) -> Response {
    let (status, text) = said(fault);
    let code = if status == StatusCode::SERVICE_UNAVAILABLE {
        "temporarily_unavailable"
    } else {
        "server_error"
    };
    let mut response = json_error(status, code, &Words::default().say(text));
    retry_after(&mut response);
    response
}

pub(super) async fn not_found(State(app): State<App>, request: Request) -> Response {
    if request.uri().path().starts_with("/oauth2/")
        || request.uri().path().starts_with("/.well-known/")
    {
        return nothing_here();
    }
    let (heading, text) = ("errors-not-found", "errors-not-found-text");
    let failure = Failure::said(StatusCode::NOT_FOUND, heading, text);
    let shell = Shell::of(&app, request.headers(), request.extensions());
    page(&app, shell, failure.or_go(path::HOME, "errors-go-home"))
}

/// For programs: there is nothing, or it is switched off.
pub(super) fn nothing_here() -> Response {
    json_error(StatusCode::NOT_FOUND, "not_found", "there is nothing here")
}

pub(super) async fn method_not_allowed() -> Response {
    json_error(
        StatusCode::METHOD_NOT_ALLOWED,
        "invalid_request",
        "the method is not allowed here",
    )
}

pub(super) fn json_error(status: StatusCode, code: &str, description: &str) -> Response {
    (
        status,
        Json(json!({ "error": code, "error_description": description })),
    )
        .into_response()
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

/// The status, and the key of what is said.
fn said(fault: &Fault) -> (StatusCode, &'static str) {
    tracing::error!(%fault, "fault");
    match fault {
        Fault::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "errors-fault-unavailable"),
        Fault::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "errors-fault-internal"),
    }
}

/// What is said to the application's developer, as a sentence.
fn sentence(refusal: &Refusal) -> String {
    let mut text = refusal.description.to_owned();
    if !text.ends_with('.') {
        text.push('.');
    }
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn retry_after(response: &mut Response) {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
}
