//! Revocation (RFC 7009). A refresh token takes its whole grant along, an access token goes alone: it is refused from then on
//! wherever this server is asked, on every node. An API key is ended by its API, as where a leak is found.

use std::time::Duration;

use countersign_verifier::Claims;

use super::client_auth::{self, Sent};
use super::error::{Error, ErrorCode, Refusal};
use super::parameters::Parameters;
use super::presented_token::{self, Presented};
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::Client;
use crate::identity;
use crate::jose::digest::sha256;
use crate::store::api_key::Presented as PresentedKey;
use crate::store::sql::Tx;
use crate::store::{self, grant, refresh_token, revoked_token};

/// What verifiers may add to a token's life, and so for how much longer its end is remembered.
const LEEWAY: Duration = Duration::from_secs(60);

/// Succeeds for a token that is dead already, and for what never was one (section 2.2): the client wanted it ended, and it
/// is. Fails where that could not be written.
pub async fn revoke(app: &App, sent: Sent<'_>, parameters: &Parameters) -> Result<(), Error> {
    let client = client_auth::authenticate(app, sent, parameters).await?;
    let token = parameters.require("token")?;
    match presented_token::read(app, token).await? {
        Presented::AccessToken(claims) => access_token(app, &client.client, &claims).await,
        Presented::ApiKey(hash) => api_key(app, &client.client, &hash).await,
        Presented::Opaque(hash) => refresh_token(app, &client.client, hash).await,
        Presented::AnotherKind => Err(Refusal::new(
            ErrorCode::UnsupportedTokenType,
            "only access tokens and refresh tokens can be revoked",
        )
        .into()),
        Presented::Nothing(reason) => {
            tracing::info!(reason, "there was nothing to revoke");
            Ok(())
        }
    }
}

async fn access_token(app: &App, client: &Client, claims: &Claims) -> Result<(), Error> {
    if claims.client_id != client.id {
        return Err(foreign(client));
    }
    let hash = sha256(claims.jti.as_bytes());
    let end = i64::try_from(claims.expires_at).unwrap_or(i64::MAX);
    let until = Timestamp(end.saturating_mul(1000)) + LEEWAY;
    app.db
        .write(move |tx| Box::pin(async move { revoked_token::revoke(tx, &hash, until).await }))
        .await?;
    Ok(())
}

/// Any token of the family will do, also one that was used or has expired: its holder wants the family ended.
async fn refresh_token(app: &App, client: &Client, hash: [u8; 32]) -> Result<(), Error> {
    let (client_id, now) = (client.id.clone(), app.now());
    let revoked = app
        .db
        .write(move |tx| Box::pin(async move { end_family(tx, &hash, &client_id, now).await }));
    if revoked.await? {
        Ok(())
    } else {
        Err(foreign(client))
    }
}

/// False when the token is another client's.
async fn end_family(
    tx: &mut Tx,
    hash: &[u8; 32],
    client_id: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
    let Some(token) = refresh_token::find(tx, hash).await? else {
        return Ok(true);
    };
    let Some(grant) = grant::find(tx, &token.grant_id).await? else {
        return Ok(true);
    };
    if grant.client_id != client_id {
        return Ok(false);
    }
    grant::revoke(tx, &grant.id, now).await?;
    Ok(true)
}

/// The API that a key is for may end it: it holds the text that it would refuse. The owner sees that it is gone.
async fn api_key(app: &App, client: &Client, hash: &[u8; 32]) -> Result<(), Error> {
    let found = store::api_key::presented(&mut app.db.read(), hash, app.now()).await?;
    let Some(PresentedKey { key, .. }) = found else {
        tracing::info!("there was no live API key to revoke");
        return Ok(());
    };
    if !client.serves(&key.resource) {
        return Err(foreign(client));
    }
    if identity::api_key::revoke(app, &key.user_id, &key.id)
        .await?
        .is_some()
    {
        tracing::info!(key = key.id, caller = client.id, "the API key is revoked");
    }
    Ok(())
}

/// RFC 7009 section 2.1 has the client told, by an error of RFC 6749 section 5.2, and there this is `invalid_grant`.
fn foreign(client: &Client) -> Error {
    Refusal::new(
        ErrorCode::InvalidGrant,
        "the token was issued to another client",
    )
    .because(format_args!("presented by {}", client.id))
    .into()
}
