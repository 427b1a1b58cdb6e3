//! Believing a provider's ID token (OIDC Core section 3.1.3.7): our own reader checks form, signature and types of claims, the
//! openidconnect crate's verifier what they say. Only what both agree on is believed.

use std::str::FromStr as _;
use std::time::{Duration, UNIX_EPOCH};

use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet};
use openidconnect::{AccessToken, AccessTokenHash, ClientId, IssuerUrl, Nonce};
use serde_json::{Map, Value};

use super::endpoints::{OpenId, named};
use super::exchange::Tokens;
use super::keys::{self, Which};
use super::{Trouble, claims};
use crate::app::App;
use crate::config::Provider;
use crate::jose::ClientKeys;
use crate::jose::jws::{self, Claims, JwsError};

/// How far their clock may be off.
const LEEWAY: Duration = Duration::from_secs(60);
/// An ID token that is older than this was not issued for this sign-in.
const OLDEST: Duration = Duration::from_secs(10 * 60);

/// Its claims, once they are believed.
pub(super) async fn verify(
    app: &App,
    provider: &Provider,
    openid: &OpenId,
    (tokens, nonce): (&Tokens, &str),
) -> Result<Map<String, Value>, Trouble> {
    let token = tokens.id_token.as_deref();
    let token = token.ok_or_else(|| Trouble::disbelieved("there is no ID token"))?;
    let issuer = issuer(openid, token)?;
    let mut set = keys::of(app, openid, &issuer, Which::Kept).await?;
    let mut read = ours(openid, token, &set);
    if matches!(read, Err(JwsError::UnknownKey)) {
        set = keys::of(app, openid, &issuer, Which::Newer).await?;
        read = ours(openid, token, &set);
    }
    let claims = read?;
    dated(app, &claims)?;
    let believer = Believer {
        client_id: &provider.client_id,
        issuer: &issuer,
        openid,
        set,
    };
    believer.verify(app, token, (&tokens.access, nonce))?;
    authorized_party(provider, &claims)?;
    Ok(claims)
}

fn ours(openid: &OpenId, token: &str, set: &Value) -> Result<Map<String, Value>, JwsError> {
    let keys = ClientKeys::from_value(set).map_err(|_| JwsError::UnknownKey)?;
    Ok(jws::verify(token, &keys, &openid.algorithms)?.claims)
}

/// Who has to have issued it. Of a provider for many tenants that is the tenant's issuer, as the token names its tenant: what
/// is read here of a token that nobody has verified yet only chooses what it is then held to.
fn issuer(openid: &OpenId, token: &str) -> Result<String, Trouble> {
    let Some(form) = &openid.tenants else {
        return Ok(openid.issuer.clone());
    };
    let unverified = jws::peek(token)?;
    let tenant = Claims(&unverified.claims).required_text("tid")?;
    let identifier = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    match tenant.len() == 36 && tenant.bytes().all(identifier) {
        true => Ok(form.replace(claims::TENANT, tenant)),
        false => Err(Trouble::disbelieved(
            "ID token: its tenant is no identifier",
        )),
    }
}

/// Issued now, for now. The verifier's clock has the leeway in the other direction.
fn dated(app: &App, claims: &Map<String, Value>) -> Result<(), Trouble> {
    let (claims, now) = (Claims(claims), app.now());
    claims.required_date("exp")?;
    claims.required_text("sub")?;
    claims.date("auth_time")?;
    let issued = claims.required_date("iat")?;
    if issued > now + LEEWAY || issued < now - OLDEST {
        return Err(Trouble::disbelieved("ID token: it was not issued just now"));
    }
    if claims.date("nbf")?.is_some_and(|from| from > now + LEEWAY) {
        return Err(Trouble::disbelieved("ID token: it is not valid yet"));
    }
    Ok(())
}

/// OIDC Core section 3.1.3.7, 4 and 5. The verifier leaves this to its users.
fn authorized_party(provider: &Provider, claims: &Map<String, Value>) -> Result<(), Trouble> {
    match Claims(claims).text("azp")? {
        Some(party) if party != provider.client_id => Err(Trouble::disbelieved(
            "ID token: it was issued to another client",
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
                "ID token: the access token beside it is not its own",
            )),
        }
    }
}
