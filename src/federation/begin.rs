//! Sending somebody to a provider (RFC 6749 section 4.1.1, OIDC Core section 3.1.2.1). What comes back is believed in this
//! browser only, at this provider's address only, and once: see `callback`.

use oauth2::basic::BasicClient;
use oauth2::{
    AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use serde::{Deserialize, Serialize};

use super::endpoints::Endpoints;
use super::{Trouble, WAIT, callback_url, find, patiently, sealed};
use crate::app::App;
use crate::base::{Fault, id};
use crate::config::Provider;
use crate::identity::session::SignedIn;
use crate::jose::digest::sha256;
use crate::store::upstream_request::{self, UpstreamRequest};

pub(super) const SEALED: &str = "upstream request";

/// What somebody wants at a provider.
#[derive(Debug)]
pub struct Wish<'a> {
    /// The secret of their browser.
    pub browser: &'a str,
    /// Whose account the one over there is to be linked to; none for a sign-in.
    pub link_to: Option<&'a SignedIn>,
    /// Where to go on afterwards, for whoever asks; it is kept as it is.
    pub onward: String,
    /// What they typed here already.
    pub login_hint: Option<&'a str>,
    /// The language of our page, which theirs may follow.
    pub locale: &'a str,
    /// Whether they have to show anew who they are.
    pub fresh: bool,
}

/// What is kept until they come back.
#[derive(Deserialize, Serialize)]
pub(super) struct Kept {
    pub nonce: String,
    pub verifier: String,
    pub onward: String,
    /// The session in which linking was asked for.
    pub session_id: Option<String>,
}

/// The URL to send them to.
pub async fn begin(app: &App, provider_id: &str, wish: Wish<'_>) -> Result<String, Trouble> {
    let provider = find(app, provider_id)?;
    if wish.link_to.is_some() && !provider.link {
        return Err(Trouble::NotLinked);
    }
    let endpoints = patiently(Endpoints::of(app, provider)).await?;
    let state = id::secret(&*app.random);
    let kept = Kept {
        nonce: id::secret(&*app.random),
        verifier: id::secret(&*app.random),
        onward: wish.onward.clone(),
        session_id: wish.link_to.map(|known| known.session.id.clone()),
    };
    let url = authorization_url(app, provider, &endpoints, (&state, &kept), &wish)?;
    let now = app.now();
    let row = UpstreamRequest {
        browser_hash: sha256(wish.browser.as_bytes()),
        provider: provider.id.clone(),
        sealed: sealed::seal(app, SEALED, &kept)?,
        user_id: wish.link_to.map(|known| known.user.id.clone()),
    };
    let state_hash = sha256(state.as_bytes());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                upstream_request::insert(tx, &state_hash, &row, (now, now + WAIT)).await
            })
        })
        .await?;
    Ok(url)
}

fn authorization_url(
    app: &App,
    provider: &Provider,
    endpoints: &Endpoints,
    (state, kept): (&str, &Kept),
    wish: &Wish<'_>,
) -> Result<String, Trouble> {
    let authorization =
        AuthUrl::new(endpoints.authorization.clone()).map_err(Trouble::disbelieved)?;
    let callback = RedirectUrl::new(callback_url(app, provider)).map_err(Fault::internal)?;
    let client = BasicClient::new(ClientId::new(provider.client_id.clone()))
        .set_auth_uri(authorization)
        .set_redirect_uri(callback);
    let verifier = PkceCodeVerifier::new(kept.verifier.clone());
    let scopes = provider.scopes.iter().cloned().map(Scope::new);
    let mut request = client
        .authorize_url(|| CsrfToken::new(state.to_owned()))
        .add_scopes(scopes)
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
    if endpoints.openid().is_some() {
        request = request.add_extra_param("nonce", kept.nonce.clone());
        request = request.add_extra_param("ui_locales", wish.locale.to_owned());
        if let Some(hint) = wish.login_hint {
            request = request.add_extra_param("login_hint", hint.to_owned());
        }
        if wish.fresh {
            request = request.add_extra_param("max_age", "0");
        }
    }
    if provider.answers_by_form {
        request = request.add_extra_param("response_mode", "form_post");
    }
    Ok(request.url().0.to_string())
}
