//! Introspection (RFC 7662): whether a token is good, and what it allows. A caller learns only of tokens that are meant for it;
//! of every other one it hears what it hears of a forged one.

mod response;
mod view;

pub use response::{Answer, Introspection};

use countersign_verifier::Claims;

use super::client_auth::Sent;
use super::error::{Error, ErrorCode, Refusal};
use super::parameters::Parameters;
use super::presented_token::{self, Presented};
use super::standing::Refreshable;
use super::{client_auth, standing, subject};
use crate::app::App;
use crate::base::Fault;
use crate::domain::Client;
use crate::identity::{self, access};
use crate::store::role::Holder;
use crate::store::{Registered, role};

/// The outer error is for a caller that may not ask at all; whatever is wrong with the token is an answer.
pub async fn introspect(
    app: &App,
    sent: Sent<'_>,
    (parameters, jwt): (&Parameters, bool),
) -> Result<Answer, Error> {
    let caller = client_auth::authenticate(app, sent, parameters).await?;
    if caller.client.public {
        // RFC 7662 section 2.1: who cannot prove who it is could try tokens here.
        let words = "a public client cannot introspect tokens";
        return Err(Refusal::new(ErrorCode::InvalidClient, words)
            .because(&caller.client.id)
            .into());
    }
    let token = parameters.require("token")?;
    let said = match state(app, &caller, token).await? {
        Ok(said) => said,
        Err(reason) => {
            tracing::info!(reason, caller = caller.client.id, "the token is not active");
            Introspection::default()
        }
    };
    response::answer(app, &caller, said, jwt).await
}

/// What is said of a token, or why it is called inactive: for the log.
async fn state(
    app: &App,
    caller: &Registered,
    token: &str,
) -> Result<Result<Introspection, &'static str>, Fault> {
    match presented_token::read(app, token).await? {
        Presented::AccessToken(claims) => access_token(app, caller, &claims).await,
        Presented::ApiKey(hash) => api_key(app, &caller.client, &hash).await,
        Presented::Opaque(hash) => refresh_token(app, &caller.client, &hash).await,
        Presented::AnotherKind => Ok(Err("neither an access token nor a refresh token")),
        Presented::Nothing(reason) => Ok(Err(reason)),
    }
}

async fn access_token(
    app: &App,
    caller: &Registered,
    token: &Claims,
) -> Result<Result<Introspection, &'static str>, Fault> {
    // No leeway: nobody else's clock is asked here.
    if u64::try_from(app.now().seconds()).is_ok_and(|now| now >= token.expires_at) {
        return Ok(Err("expired"));
    }
    let bearer = match standing::of_access_token(app, token).await? {
        Ok(bearer) => bearer,
        Err(fallen) => return Ok(Err(fallen.0)),
    };
    let known = app.catalog.resources().await?;
    let Some(view) = view::of(&caller.client, &bearer, &known) else {
        return Ok(Err("neither the caller's own nor for an API of its"));
    };
    // Today's roles, as at every issue: one that was taken away is gone here at once.
    let resources = view.resources(app.config.issuer.as_str());
    let (roles, username) = match bearer.person {
        Some((user, _)) => {
            let held = role::held_by(&mut app.db.read(), &Holder::User(user.id.clone())).await?;
            (
                access::roles_for(&held, &resources),
                view.may_name_person().then_some(user.username),
            )
        }
        None => (access::roles_for(&bearer.client.roles, &resources), None),
    };
    Ok(Ok(Introspection::of_access_token(
        token,
        view,
        (roles, username),
    )))
}

/// An API key is the business of its API, and of no other client. To ask is to use it.
async fn api_key(
    app: &App,
    caller: &Client,
    hash: &[u8; 32],
) -> Result<Result<Introspection, &'static str>, Fault> {
    let holder = match standing::of_api_key(app, hash).await? {
        Ok(holder) => holder,
        Err(fallen) => return Ok(Err(fallen.0)),
    };
    if !caller.serves(&holder.key.resource) {
        return Ok(Err("an API key for another API"));
    }
    identity::api_key::used(app, &holder.key).await;
    Ok(Ok(Introspection::of_api_key(app, holder)))
}

/// A refresh token is nobody's business but its client's. To ask does not use it.
async fn refresh_token(
    app: &App,
    caller: &Client,
    hash: &[u8; 32],
) -> Result<Result<Introspection, &'static str>, Fault> {
    let Refreshable {
        token,
        mut grant,
        client,
        person,
    } = match standing::of_refresh_token(app, hash).await? {
        Ok(standing) => standing,
        Err(fallen) => return Ok(Err(fallen.0)),
    };
    if client.client.id != caller.id {
        return Ok(Err("another client's refresh token"));
    }
    let subject = subject::of(app, caller, &person.id).await?;
    grant.scopes.retain(|name| caller.scopes.has(name));
    let said = Introspection::of_refresh_token(app, (&token, grant), subject);
    Ok(Ok(said))
}
