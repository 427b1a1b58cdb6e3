//! What this server proves itself with at a provider: the secret that it was given, or one that it signs for the occasion, as
//! Apple wants it (a JWT of ES256 over the team's key); and the proof of it that Facebook wants beside access tokens.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::Trouble;
use super::endpoints::Endpoints;
use crate::app::App;
use crate::base::Fault;
use crate::base::id::hex;
use crate::config::{Credential, Provider};
use crate::domain::Algorithm;
use crate::jose::digest::hmac_sha256;
use crate::jose::{SigningKey, import};

/// A signed secret is made for one request; Apple would take one of six months.
const LIFETIME: Duration = Duration::from_secs(5 * 60);

pub(super) fn of(
    app: &App,
    provider: &Provider,
    endpoints: &Endpoints,
) -> Result<SecretString, Trouble> {
    let (team_id, key_id, pem) = match &provider.credential {
        Credential::Secret(secret) => return Ok(secret.clone()),
        Credential::Signed {
            team_id,
            key_id,
            key,
        } => (team_id, key_id, key),
    };
    let audience = endpoints.openid().map(|openid| openid.issuer.as_str());
    let (_, pkcs8) =
        import::from_pem(pem.expose_secret(), Some(Algorithm::Es256)).map_err(|error| {
            Fault::internal(format!("the key of provider {}: {error}", provider.id))
        })?;
    let key = SigningKey::from_pkcs8(Algorithm::Es256, &pkcs8)?.called(key_id);
    let now = app.now();
    let claims = json!({
        "iss": team_id,
        "iat": now.seconds(),
        "exp": (now + LIFETIME).seconds(),
        "aud": audience,
        "sub": provider.client_id,
    });
    Ok(key.sign("JWT", &claims)?.into())
}

/// What is sent beside an access token, so that who merely found it is not answered: the token, keyed with the secret.
pub(super) fn proof(provider: &Provider, access_token: &str) -> Option<String> {
    match &provider.credential {
        Credential::Secret(secret) if provider.proves_secret => {
            let key = secret.expose_secret().as_bytes();
            Some(hex(&hmac_sha256(key, access_token.as_bytes())))
        }
        _ => None,
    }
}
