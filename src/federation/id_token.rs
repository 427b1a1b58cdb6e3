//! Believing a provider's ID token (OIDC Core section 3.1.3.7): our own reader checks form, signature and types of claims, the
//! openidconnect crate's verifier what they say. Only what both agree on is believed.

use std::str::FromStr as _;
use std::time::{Duration, UNIX_EPOCH};

use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet};
use openidconnect::{AccessToken, AccessTokenHash, ClientId, IssuerUrl, Nonce};
use serde_json::{Map, Value};

use super::Trouble;
use super::endpoints::{OpenId, named};
use super::exchange::Tokens;
use super::signed::{self, LEEWAY};
use crate::app::App;
use crate::config::Provider;
use crate::jose::jws::Claims;

/// Its claims, once they are believed.
pub(super) async fn verify(
    app: &App,
    provider: &Provider,
    openid: &OpenId,
    (tokens, nonce): (&Tokens, &str),
) -> Result<Map<String, Value>, Trouble> {
    let token = tokens.id_token.as_deref();
    let token = token.ok_or_else(|| Trouble::disbelieved("there is no ID token"))?;
    let signed = signed::read(app, openid, token).await?;
    let claims = signed.token.claims;
    dated(app, &claims)?;
    let believer = Believer {
        client_id: &provider.client_id,
        issuer: &signed.issuer,
        openid,
        set: signed.keys,
    };
    believer.verify(app, token, (&tokens.access, nonce))?;
    authorized_party(provider, &claims)?;
    Ok(claims)
}

/// The verifier's clock has the leeway in the other direction.
fn dated(app: &App, claims: &Map<String, Value>) -> Result<(), Trouble> {
    signed::dated(app, claims)?;
    let claims = Claims(claims);
    claims.required_text("sub")?;
    claims.date("auth_time")?;
    Ok(())
}

/// OIDC Core section 3.1.3.7, 4 and 5. The verifier leaves this to its users.
fn authorized_party(provider: &Provider, claims: &Map<String, Value>) -> Result<(), Trouble> {
    match Claims(claims).text("azp")? {
        Some(party) if party != provider.client_id => Err(Trouble::disbelieved(
            "token: it was issued to another client",
        )),
        _ => Ok(()),
    }
}

struct Believer<'a> {
    client_id: &'a str,
    issuer: &'a str,
    openid: &'a OpenId,
    set: Value,
}

impl Believer<'_> {
    /// Issuer, audience, signature, expiry, nonce, and that the access token belongs to it.
    fn verify(self, app: &App, token: &str, (access, nonce): (&str, &str)) -> Result<(), Trouble> {
        let keys: CoreJsonWebKeySet =
            serde_json::from_value(self.set).map_err(Trouble::disbelieved)?;
        let issuer = IssuerUrl::new(self.issuer.to_owned()).map_err(Trouble::disbelieved)?;
        let algorithms = self
            .openid
            .algorithms
            .iter()
            .filter_map(|ours| named(*ours));
        let now = u64::try_from((app.now() - LEEWAY).seconds()).unwrap_or_default();
        let client_id = ClientId::new(self.client_id.to_owned());
        let verifier = CoreIdTokenVerifier::new_public_client(client_id, issuer, keys)
            .set_allowed_algs(algorithms)
            .set_time_fn(move || (UNIX_EPOCH + Duration::from_secs(now)).into());
        let token = CoreIdToken::from_str(token).map_err(Trouble::disbelieved)?;
        let claims = token
            .claims(&verifier, &Nonce::new(nonce.to_owned()))
            .map_err(Trouble::disbelieved)?;
        let Some(expected) = claims.access_token_hash() else {
            return Ok(());
        };
        let algorithm = token.signing_alg().map_err(Trouble::disbelieved)?;
        let key = token.signing_key(&verifier).map_err(Trouble::disbelieved)?;
        let access = AccessToken::new(access.to_owned());
        let actual =
            AccessTokenHash::from_token(&access, algorithm, key).map_err(Trouble::disbelieved)?;
        match actual == *expected {
            true => Ok(()),
            false => Err(Trouble::disbelieved(
                "token: the access token beside it is not its own",
            )),
        }
    }
}
