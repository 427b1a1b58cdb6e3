//! Signing out through to the provider that somebody came from (OIDC RP-Initiated Logout), where the operator wants that and
//! the provider has a place for it. What becomes of sign-outs over there is `signed_out`.

use openidconnect::core::CoreIdToken;
use openidconnect::{ClientId, CsrfToken, EndSessionUrl, LogoutRequest, PostLogoutRedirectUrl};

use super::endpoints::Endpoints;
use super::exchange::Tokens;
use super::{Trouble, WAIT, find, patiently, sealed};
use crate::app::App;
use crate::base::id::{base64url, from_base64url};
use crate::base::{Fault, Timestamp};
use crate::config::Provider;
use crate::domain::User;
use crate::jose::digest::sha256;
use crate::store::upstream_session::{self, UpstreamSession};

const SEALED: &str = "upstream session";
const BACK: &str = "back from an upstream sign-out";

/// Keeps from where somebody came in with this browser.
pub(super) async fn remember(
    app: &App,
    browser: &str,
    (provider, tokens): (&Provider, &Tokens),
    user: &User,
) -> Result<(), Fault> {
    let Some(id_token) = tokens.id_token.as_ref().filter(|_| provider.sign_out) else {
        return Ok(());
    };
    let row = UpstreamSession {
        provider: provider.id.clone(),
        sealed: sealed::seal(app, SEALED, id_token)?,
    };
    let (browser_hash, user_id) = (sha256(browser.as_bytes()), user.id.clone());
    let until = app.now() + app.config.sessions.absolute;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                upstream_session::keep(tx, (&browser_hash, &user_id), &row, until).await
            })
        })
        .await
}

/// Where a sign-out of this person in this browser goes on: the provider's own. `back` is our page that it comes back to, and
/// where that leads. None where there
/// is none, or where that cannot be found out: nobody stays signed in here for it.
pub async fn url(
    app: &App,
    browser: &str,
    user_id: &str,
    back: (&str, Option<&str>),
) -> Result<Option<String>, Fault> {
    let (browser_hash, user_id, now) = (sha256(browser.as_bytes()), user_id.to_owned(), app.now());
    let taken = app.db.write(move |tx| {
        Box::pin(async move { upstream_session::take(tx, (&browser_hash, &user_id), now).await })
    });
    let Some(session) = taken.await? else {
        return Ok(None);
    };
    match end_session(app, &session, back).await {
        Ok(url) => Ok(url),
        Err(Trouble::Fault(fault)) => Err(fault),
        Err(trouble) => {
            tracing::warn!(provider = session.provider, %trouble, "the sign-out does not go on there");
            Ok(None)
        }
    }
}

/// Where our page leads that a provider's sign-out came back to: what we sealed into the state, and nothing else.
pub fn back(app: &App, state: &str) -> Option<String> {
    let sealed = from_base64url(state)?;
    let (back, until): (String, i64) = sealed::open(app, BACK, &sealed)?;
    (app.now() < Timestamp(until)).then_some(back)
}

async fn end_session(
    app: &App,
    session: &UpstreamSession,
    (ours, back): (&str, Option<&str>),
) -> Result<Option<String>, Trouble> {
    let provider = find(app, &session.provider)?;
    let endpoints = patiently(Endpoints::of(app, provider)).await?;
    let end = endpoints
        .openid()
        .and_then(|openid| openid.end_session.clone());
    let Some(end) = end.filter(|_| provider.sign_out) else {
        return Ok(None);
    };
    app.http.permit(&end).map_err(Trouble::disbelieved)?;
    let end = EndSessionUrl::new(end).map_err(Trouble::disbelieved)?;
    let ours = PostLogoutRedirectUrl::new(ours.to_owned()).map_err(Fault::internal)?;
    let mut request = LogoutRequest::from(end)
        .set_client_id(ClientId::new(provider.client_id.clone()))
        .set_post_logout_redirect_uri(ours);
    if let Some(back) = back {
        let sealed = sealed::seal(app, BACK, &(back, (app.now() + WAIT).millis()))?;
        request = request.set_state(CsrfToken::new(base64url(&sealed)));
    }
    let id_token: Option<String> = sealed::open(app, SEALED, &session.sealed);
    let id_token = id_token.and_then(|token| token.parse::<CoreIdToken>().ok());
    if let Some(id_token) = &id_token {
        request = request.set_id_token_hint(id_token);
    }
    Ok(Some(request.http_get_url().into()))
}
