//! ID tokens that come back as `id_token_hint` (OIDC Core section 3.1.2.1, RP-Initiated Logout section 2), whoever they were
//! issued to. An expired one is as good: it says who it was, not that they are there. A client may have encrypted it to one of
//! our keys; one that we encrypted to the client it has to decrypt first.

use std::borrow::Cow;

use super::client_secret;
use crate::app::App;
use crate::base::Fault;
use crate::domain::Algorithm;
use crate::jose::jws::{self, Claims, Verified};
use crate::jose::{self, Hint, jwe};

/// What an ID token of ours says; none, with a line in the log, when it is not one.
pub async fn read(app: &App, token: &str) -> Result<Option<Hint>, Fault> {
    match decrypted(app, token)? {
        Some(token) => signed(app, &token).await,
        None => Ok(None),
    }
}

/// The signed token within, where it is encrypted. None where none of our keys opens it.
fn decrypted<'t>(app: &App, token: &'t str) -> Result<Option<Cow<'t, str>>, Fault> {
    if !jwe::is_encrypted(token) {
        return Ok(Some(Cow::Borrowed(token)));
    }
    let ring = app.keys.ring()?;
    let plain = jwe::decrypt(token, ring.decryption_keys(app.now()));
    let plain = plain.inspect_err(|error| tracing::info!("id_token_hint: {error}"));
    let token = plain
        .ok()
        .and_then(|plain| String::from_utf8(plain.to_vec()).ok());
    Ok(token.map(Cow::Owned))
}

async fn signed(app: &App, token: &str) -> Result<Option<Hint>, Fault> {
    let peeked = jws::peek(token).ok();
    if peeked.is_some_and(|peeked| peeked.header.alg == Algorithm::Hs256.as_str()) {
        let hint = keyed(app, token).await?;
        if hint.is_none() {
            tracing::info!("id_token_hint: keyed with no secret of the client that it names");
        }
        return Ok(hint);
    }
    let ring = app.keys.ring()?;
    let hint = jose::hint(&ring, app.now(), app.config.issuer.as_str(), token);
    Ok(hint.inspect_err(|error| tracing::info!("{error}")).ok())
}

/// An ID token that was signed with the secret of its client (OIDC Core section 10.1). Only one that registered this is
/// asked: it could have made the token itself.
async fn keyed(app: &App, token: &str) -> Result<Option<Hint>, Fault> {
    let Ok(peeked) = jws::peek(token) else {
        return Ok(None);
    };
    let Ok(audience) = Claims(&peeked.claims).required_text("aud") else {
        return Ok(None);
    };
    let Some(client) = app.catalog.client(audience).await? else {
        return Ok(None);
    };
    if client.client.metadata.id_token_alg() != Algorithm::Hs256 {
        return Ok(None);
    }
    let verified = client_secret::verify(app, &client, token)?.ok();
    Ok(verified.and_then(|verified| hint(app, &verified)))
}

fn hint(app: &App, verified: &Verified) -> Option<Hint> {
    let claims = Claims(&verified.claims);
    let ours = claims.required_text("iss").ok()? == app.config.issuer.as_str();
    (ours && verified.header.is_of_type("JWT")).then_some(())?;
    Hint::of(claims).ok()
}
