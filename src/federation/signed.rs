//! What a provider signed: ID tokens, and logout tokens, which are checked in the same way (OIDC Core section 3.1.3.7,
//! Back-Channel Logout section 2.6). Here by whom and when; what is particular to either stands with it.

use std::time::Duration;

use serde_json::{Map, Value};

use super::endpoints::OpenId;
use super::keys::{self, Which};
use super::{Trouble, claims};
use crate::app::App;
use crate::jose::ClientKeys;
use crate::jose::jws::{self, Claims, JwsError, Verified};

/// How far their clock may be off.
pub(super) const LEEWAY: Duration = Duration::from_secs(60);
/// A token that is older than this was not issued for what it comes for.
pub(super) const OLDEST: Duration = Duration::from_secs(10 * 60);

/// A token whose signature is right.
pub(super) struct Signed {
    pub token: Verified,
    /// Who has to have issued it.
    pub issuer: String,
    /// The key set by which it was checked.
    pub keys: Value,
}

/// Checks the signature, with newer keys where none of those kept fits.
pub(super) async fn read(app: &App, openid: &OpenId, token: &str) -> Result<Signed, Trouble> {
    let issuer = issuer(openid, token)?;
    let mut keys = keys::of(app, openid, &issuer, Which::Kept).await?;
    let mut read = verify(openid, token, &keys);
    if matches!(read, Err(JwsError::UnknownKey)) {
        keys = keys::of(app, openid, &issuer, Which::Newer).await?;
        read = verify(openid, token, &keys);
    }
    Ok(Signed {
        token: read?,
        issuer,
        keys,
    })
}

fn verify(openid: &OpenId, token: &str, set: &Value) -> Result<Verified, JwsError> {
    let keys = ClientKeys::from_value(set).map_err(|_| JwsError::UnknownKey)?;
    jws::verify(token, &keys, &openid.algorithms)
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
        false => Err(Trouble::disbelieved("token: its tenant is no identifier")),
    }
}

/// It was issued just now, and is good at this moment.
pub(super) fn dated(app: &App, claims: &Map<String, Value>) -> Result<(), Trouble> {
    let (claims, now) = (Claims(claims), app.now());
    if claims.required_date("exp")? <= now - LEEWAY {
        return Err(Trouble::disbelieved("token: it has expired"));
    }
    let issued = claims.required_date("iat")?;
    if issued > now + LEEWAY || issued < now - OLDEST {
        return Err(Trouble::disbelieved("token: it was not issued just now"));
    }
    if claims.date("nbf")?.is_some_and(|from| from > now + LEEWAY) {
        return Err(Trouble::disbelieved("token: it is not valid yet"));
    }
    Ok(())
}
