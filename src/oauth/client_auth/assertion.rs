//! Assertions (RFC 7523 section 3, OIDC Core section 9): `private_key_jwt` and `client_secret_jwt`.
//!
//! What an assertion says is read only when its signature is right, and it is used up only when all that it says is right.

use std::time::Duration;

use serde_json::json;

use super::Doubt;
use super::rules::Rules;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::{Algorithm, AuthMethod, Client};
use crate::jose::ClientKeys;
use crate::jose::digest::sha256;
use crate::jose::jws;
use crate::oauth::{client_keys, client_secret};
use crate::store::{Registered, used_assertion};

/// How far a client's clock may be off.
pub(super) const LEEWAY: Duration = Duration::from_secs(60);
/// How long beyond its end an assertion is remembered: the clocks of nodes differ too.
const REMEMBERED: Duration = Duration::from_secs(600);
pub(super) async fn prove(
    app: &App,
    registered: &Registered,
    token: &str,
    paths: &[&str],
) -> Result<(), Doubt> {
    let client = &registered.client;
    let verified = match client.metadata.token_endpoint_auth_method {
        Some(AuthMethod::PrivateKeyJwt) => {
            let allowed = allowed(client, &Algorithm::ASYMMETRIC);
            client_keys::verify(app, client, token, &allowed)
                .await
                .map_err(Doubt::that)?
        }
        Some(AuthMethod::ClientSecretJwt) if !allowed(client, &[Algorithm::Hs256]).is_empty() => {
            client_secret::verify(app, registered, token)?.map_err(Doubt::that)?
        }
        _ => {
            pretend(app, token)?;
            return Err(Doubt::that("the client is not registered for assertions"));
        }
    };
    let rules = Rules::of(app, client, paths, &verified);
    let (jti, end) = rules.check(&verified).map_err(Doubt::Reason)?;
    use_up(app, client, &jti, end).await
}

/// Of these algorithms the one that the client registered, or all where it registered none.
fn allowed(client: &Client, algorithms: &[Algorithm]) -> Vec<Algorithm> {
    let registered = client.metadata.token_endpoint_auth_signing_alg;
    let fits = |algorithm: &Algorithm| registered.is_none_or(|only| only.algorithm() == *algorithm);
    algorithms.iter().copied().filter(fits).collect()
}

/// Checks the signature with keys that no client has: our own. For clients that are not there; so nothing is fetched.
pub(super) fn pretend(app: &App, token: &str) -> Result<(), Fault> {
    let ring = app.keys.ring()?;
    let ours: Vec<_> = ring.published(app.now()).map(|key| key.jwk()).collect();
    if let Ok(keys) = ClientKeys::from_value(&json!({ "keys": ours })) {
        let _ = jws::verify(token, &keys, &Algorithm::ASYMMETRIC);
    }
    let _ = jws::verify_hs256(token, &[0; 32]);
    Ok(())
}

/// Of many who present one assertion at once, on whichever nodes, one is first.
async fn use_up(app: &App, client: &Client, jti: &str, end: Timestamp) -> Result<(), Doubt> {
    // No client identifier holds a NUL, so no two pairs read alike.
    let id_hash = sha256(format!("{}\0{jti}", client.id).as_bytes());
    let until = end + LEEWAY + REMEMBERED;
    let first = app
        .db
        .write(move |tx| Box::pin(async move { used_assertion::use_up(tx, &id_hash, until).await }))
        .await?;
    if first {
        Ok(())
    } else {
        Err(Doubt::that("it was used before"))
    }
}
