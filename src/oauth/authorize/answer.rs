//! Issuing the code: the positive answer to an authorization request.

use super::redirect::Redirect;
use super::request::Request;
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::AuthorizationCode;
use crate::identity::session::SignedIn;
use crate::jose::digest::sha256;
use crate::store;

/// A code, and where it goes.
#[derive(Debug)]
pub struct Answer {
    pub to: Redirect,
    pub code: String,
}

/// Makes the code. `waiting` is the stored request that it answers, which is taken in the same transaction; none
/// when the answer needed no page. False when the request had been answered already.
pub(super) async fn issue(
    app: &App,
    request: &Request,
    signed_in: &SignedIn,
    waiting: Option<[u8; 32]>,
) -> Result<Option<Answer>, Fault> {
    let now = app.now();
    let secret = id::secret(&*app.random);
    let code = code(app, request, signed_in, now);
    let hash = sha256(secret.as_bytes());
    let issued = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(id_hash) = waiting
                    && !store::authorization_request::take(tx, &id_hash, now).await?
                {
                    return Ok(false);
                }
                store::authorization_code::insert(tx, &hash, &code, now).await?;
                Ok(true)
            })
        })
        .await?;
    Ok(issued.then(|| Answer {
        to: request.redirect.clone(),
        code: secret,
    }))
}

fn code(app: &App, request: &Request, signed_in: &SignedIn, now: Timestamp) -> AuthorizationCode {
    AuthorizationCode {
        grant_id: id::id(&*app.random),
        client_id: request.redirect.client.client.id.clone(),
        user_id: signed_in.user.id.clone(),
        session_id: signed_in.session.id.clone(),
        redirect_uri: request.redirect.uri.clone(),
        redirect_uri_given: request.redirect.given,
        code_challenge: request.code_challenge.clone(),
        nonce: request.nonce.clone(),
        scopes: request.scopes.clone(),
        resources: request.resources.clone(),
        claims: String::new(),
        expires_at: now + app.config.tokens.code,
    }
}
