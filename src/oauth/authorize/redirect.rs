//! Where an answer may go. Nothing is redirected before the client and its redirect URI are proven, and the types see to it: a
//! check made before that can only return a [`PageError`].

use std::fmt;
use std::sync::Arc;

use super::response_mode::{Carried, ResponseMode};
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::StandardScope;
use crate::oauth::client;
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::parameters::Parameters;
use crate::store::Registered;

/// Shown on our own page, never redirected.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is no such client, or it is disabled.
    #[error(transparent)]
    UnknownClient(Refusal),
    /// The place to return to is none that its client registered.
    #[error(transparent)]
    UnknownPlace(Refusal),
    /// What the address names does not wait in this browser, or not any more.
    #[error("the sign-in is over, or another browser's")]
    Expired,
    /// Too much was asked for from one address; it may ask again at this moment.
    #[error("too many unknown applications from one address")]
    Blocked { until: Timestamp },
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => Self::Refused(refusal),
            Error::Fault(fault) => Self::Fault(fault),
        }
    }
}

/// Answered by redirect, to the proven place.
#[derive(Debug)]
pub struct RedirectError {
    pub to: Redirect,
    pub refusal: Refusal,
}

/// The client of a request, one that may be sent answers at all.
pub(super) async fn client(
    app: &App,
    parameters: &Parameters,
) -> Result<Arc<Registered>, PageError> {
    let client_id = parameters.find("client_id").ok_or_else(|| {
        let words = "the request names no client_id";
        Refusal::new(ErrorCode::InvalidRequest, words)
    })?;
    let unknown = |detail: &dyn fmt::Display| {
        let words = "no client that may be used has this client_id";
        PageError::UnknownClient(Refusal::new(ErrorCode::InvalidClient, words).because(detail))
    };
    let client = client::known(app, client_id).await?;
    let client = client.ok_or_else(|| unknown(&format_args!("no client {client_id:?}")))?;
    if !client.client.is_enabled() {
        return Err(unknown(&format_args!("client {client_id} is disabled")));
    }
    Ok(client)
}

/// OpenID Connect cannot do without a redirect URI, be there only one (OIDC Core section 3.1.2.1); OAuth can (RFC 6749 section
/// 3.1.2.3).
fn asks_who_it_is(parameters: &Parameters) -> bool {
    let mut scopes = parameters.find("scope").unwrap_or_default().split(' ');
    scopes.any(|name| name == StandardScope::OpenId.as_str())
}

fn unknown_place(description: &'static str, detail: &dyn fmt::Display) -> PageError {
    let refusal = Refusal::new(ErrorCode::InvalidRequest, description);
    PageError::UnknownPlace(refusal.because(detail))
}

/// A proven client and the place where its answers go.
#[derive(Clone, Debug)]
pub struct Redirect {
    pub client: Arc<Registered>,
    pub uri: String,
    /// Whether the request named it.
    pub given: bool,
    pub state: Option<String>,
    pub mode: ResponseMode,
}

impl Redirect {
    /// Proves the redirect URI of a request of this client.
    pub(super) fn prove(
        client: Arc<Registered>,
        parameters: &Parameters,
    ) -> Result<Self, PageError> {
        let asked = parameters.find("redirect_uri");
        let registered = &client.client.redirect_uris;
        let uri = match (asked, registered.as_slice()) {
            (Some(asked), _) if registered.iter().any(|uri| uri.matches(asked)) => asked.to_owned(),
            (None, [only]) if !asks_who_it_is(parameters) => only.as_str().to_owned(),
            (None, [_]) => {
                return Err(unknown_place(
                    "redirect_uri is required with the scope openid",
                    &format_args!("client {}, openid and no redirect_uri", client.client.id),
                ));
            }
            _ => {
                return Err(unknown_place(
                    "the redirect_uri is not registered for this client",
                    &format_args!("client {}, redirect_uri {asked:?}", client.client.id),
                ));
            }
        };
        Ok(Self {
            uri,
            given: asked.is_some(),
            state: parameters.find("state").map(str::to_owned),
            mode: ResponseMode::of(
                parameters.find("response_type").unwrap_or_default(),
                parameters.find("response_mode"),
            ),
            client,
        })
    }

    /// Carries an answer back, with `state` and `iss` (RFC 9207).
    pub fn carry(&self, issuer: &str, answer: &[(&str, &str)]) -> Carried {
        let state = self.state.as_deref().map(|state| ("state", state));
        let pairs = answer.iter().copied().chain(state).chain([("iss", issuer)]);
        if self.mode == ResponseMode::FormPost {
            return Carried::Form {
                action: self.uri.clone(),
                fields: pairs
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
            };
        }
        let encoded = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        let separator = match self.mode {
            ResponseMode::Fragment => '#',
            _ if self.uri.contains('?') => '&',
            _ => '?',
        };
        Carried::Redirect(format!("{}{separator}{encoded}", self.uri))
    }

    pub(super) fn error(&self, refusal: Refusal) -> RedirectError {
        RedirectError {
            to: self.clone(),
            refusal,
        }
    }
}
