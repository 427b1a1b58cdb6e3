//! A request to sign out (OIDC RP-Initiated Logout section 2).
//!
//! An ID token of ours proves which application asks and which session it means. Without one, or with one that is not good,
//! another person's or of another session, the person is asked: a token that was kept for long or came into other hands ends
//! nothing by itself. Where the browser goes afterwards has to be registered, to the letter, for a
//! client that the request names: nothing else is ever redirected to.

use std::sync::Arc;

use crate::app::App;
use crate::base::Fault;
use crate::domain::RedirectUri;
use crate::identity::session::SignedIn;
use crate::jose::Hint;
use crate::oauth::authorize::PageError;
use crate::oauth::error::{ErrorCode, Refusal};
use crate::oauth::parameters::Parameters;
use crate::oauth::{client, id_token_hint, subject};
use crate::store::Registered;

#[derive(Debug)]
pub struct Request {
    /// The application that the request names, known and enabled.
    pub client: Option<Arc<Registered>>,
    pub back: Option<Back>,
    /// What a good ID token says.
    hint: Option<Hint>,
}

/// A registered place to go to once signed out.
#[derive(Clone, Debug)]
pub struct Back {
    pub uri: String,
    pub state: Option<String>,
}

impl Request {
    pub async fn read(app: &App, parameters: &Parameters) -> Result<Self, PageError> {
        // A token that is not good is as none, so that the person is asked.
        let hint = match parameters.find("id_token_hint") {
            Some(token) => id_token_hint::read(app, token).await?,
            None => None,
        };
        let client = client(app, parameters, hint.as_ref()).await?;
        let back = match &client {
            Some(client) => back(client, parameters)?,
            None => None,
        };
        Ok(Self {
            // A token of a client that is gone proves nothing any more.
            hint: hint.filter(|_| client.is_some()),
            client,
            back,
        })
    }

    /// Whether the request comes from an application that this very person uses in this very session, so that nobody has to be
    /// asked. A client that signs its own ID tokens (HS256) has to know the session all the same.
    pub async fn is_trusted_for(&self, app: &App, signed_in: &SignedIn) -> Result<bool, Fault> {
        match (&self.client, &self.hint) {
            (Some(client), Some(hint)) if hint.sid.as_ref() == Some(&signed_in.session.id) => {
                subject::is(app, &client.client, (&signed_in.user.id, &hint.sub)).await
            }
            _ => Ok(false),
        }
    }
}

impl Back {
    /// The registered address, with the state that the application gave.
    pub fn url(&self) -> String {
        let Some(state) = &self.state else {
            return self.uri.clone();
        };
        let encoded = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("state", state)
            .finish();
        let separator = if self.uri.contains('?') { '&' } else { '?' };
        format!("{}{separator}{encoded}", self.uri)
    }
}

async fn client(
    app: &App,
    parameters: &Parameters,
    hint: Option<&Hint>,
) -> Result<Option<Arc<Registered>>, PageError> {
    let named = parameters.find("client_id");
    let proven = hint.map(|hint| hint.aud.as_str());
    if let (Some(named), Some(proven)) = (named, proven)
        && named != proven
    {
        let detail = format!("client_id {named:?}, id_token_hint of {proven:?}");
        let words = "client_id and id_token_hint name two clients";
        let refusal = Refusal::new(ErrorCode::InvalidRequest, words);
        return Err(refusal.because(detail).into());
    }
    let Some(id) = named.or(proven) else {
        return Ok(None);
    };
    let known = client::known(app, id).await?;
    let known = known.filter(|known| known.client.is_enabled());
    if known.is_none() && named.is_some() {
        let refusal = Refusal::new(
            ErrorCode::InvalidClient,
            "no client that may be used has this client_id",
        );
        let detail = format!("client {id:?} is unknown or disabled");
        return Err(PageError::UnknownClient(refusal.because(detail)));
    }
    Ok(known)
}

fn back(client: &Registered, parameters: &Parameters) -> Result<Option<Back>, PageError> {
    let Some(asked) = parameters.find("post_logout_redirect_uri") else {
        return Ok(None);
    };
    let client = &client.client;
    let registered = &client.metadata.post_logout_redirect_uris;
    // Parsed again, so that no script scheme is followed whatever was registered.
    if !registered.iter().any(|uri| uri == asked) || RedirectUri::parse(asked).is_err() {
        let detail = format!("client {}, post_logout_redirect_uri {asked:?}", client.id);
        let words = "the post_logout_redirect_uri is not registered for this client";
        let refusal = Refusal::new(ErrorCode::InvalidRequest, words);
        return Err(PageError::UnknownPlace(refusal.because(detail)));
    }
    Ok(Some(Back {
        uri: asked.to_owned(),
        state: parameters.find("state").map(str::to_owned),
    }))
}
