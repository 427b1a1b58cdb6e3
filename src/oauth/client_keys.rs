//! A client's public keys (OIDC Registration section 2: `jwks`, `jwks_uri`), and what it signed with them.
//!
//! A key set at a URL is kept for a while. A token that none of the kept keys fits is the sign that the client turned its
//! keys: the set is fetched again, once, and no more often than [`SOON`] allows, whoever sends such tokens.

use std::time::Duration;

use super::remote;
use crate::app::App;
use crate::base::http::{FetchError, Freshness};
use crate::domain::{Algorithm, Client};
use crate::jose::jws::{self, JwsError, Verified};
use crate::jose::{ClientKeys, JwkSetError};

const SOON: Duration = Duration::from_secs(30);

/// Why a client's keys are not to be had, or what it signed is not believed.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    #[error("the client registered no keys")]
    None,
    #[error("the client's key set cannot be used: {0}")]
    Set(#[from] JwkSetError),
    #[error("the client's jwks_uri: {0}")]
    Remote(#[from] FetchError),
    #[error(transparent)]
    Signature(#[from] JwsError),
}

/// The client's keys, to encrypt to.
pub async fn of(app: &App, client: &Client) -> Result<ClientKeys, KeysError> {
    read(app, client, Freshness::Usual).await
}

/// Checks the signature of what a client says it signed, with an algorithm of `allowed`.
pub async fn verify(
    app: &App,
    client: &Client,
    token: &str,
    allowed: &[Algorithm],
) -> Result<Verified, KeysError> {
    let keys = of(app, client).await?;
    let first = jws::verify(token, &keys, allowed);
    let turned = matches!(first, Err(JwsError::UnknownKey));
    if !turned || client.metadata.jwks.is_some() {
        return Ok(first?);
    }
    let keys = read(app, client, Freshness::Renewed(SOON)).await?;
    Ok(jws::verify(token, &keys, allowed)?)
}

/// What was registered is one or the other (RFC 7591 section 2). A set that came with the registration needs no request.
async fn read(app: &App, client: &Client, freshness: Freshness) -> Result<ClientKeys, KeysError> {
    match (&client.metadata.jwks, &client.metadata.jwks_uri) {
        (Some(set), _) => Ok(ClientKeys::from_value(set)?),
        (None, Some(url)) => {
            let document = remote::keys(app, url, freshness).await?;
            Ok(ClientKeys::parse(&document.text)?)
        }
        (None, None) => Err(KeysError::None),
    }
}
