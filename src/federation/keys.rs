//! A provider's public keys, as they may check its ID tokens. A key that cannot be used is left out, and takes none of the
//! others with it.

use std::time::Duration;

use serde_json::{Value, json};

use super::Trouble;
use super::endpoints::OpenId;
use crate::app::App;
use crate::base::http::{Freshness, Kind};
use crate::jose::ClientKeys;

/// No more often are keys fetched again for a token that none of them fits, whoever sends such tokens.
const SOON: Duration = Duration::from_secs(30);

const KEYS: Kind = Kind {
    accept: "application/json, application/jwk-set+json",
    reads: |text| members(text).is_some(),
};

/// Which set will do.
#[derive(Clone, Copy)]
pub(super) enum Which {
    Kept,
    /// None of those kept fits: perhaps the provider turned its keys.
    Newer,
}

/// The keys with which `issuer` may have signed, as a JWK Set (RFC 7517 section 5).
pub(super) async fn of(
    app: &App,
    openid: &OpenId,
    issuer: &str,
    which: Which,
) -> Result<Value, Trouble> {
    let freshness = match which {
        Which::Kept => Freshness::Usual,
        Which::Newer => Freshness::Renewed(SOON),
    };
    let wanted = (openid.jwks_uri.as_str(), KEYS);
    let document = app
        .documents
        .get(&app.http, &app.clock, wanted, freshness)
        .await?;
    let members = members(&document.text).unwrap_or_default();
    let usable = members
        .into_iter()
        .filter(|key| is_of(key, openid, issuer) && is_usable(key));
    Ok(json!({ "keys": usable.collect::<Vec<_>>() }))
}

fn members(text: &str) -> Option<Vec<Value>> {
    let set = countersign_verifier::json::object(text.as_bytes()).ok()?;
    set.get("keys")?.as_array().cloned()
}

/// Public, of a kind that we check, and not too weak.
fn is_usable(key: &Value) -> bool {
    ClientKeys::from_value(&json!({ "keys": [key] })).is_ok_and(|keys| !keys.is_empty())
}

/// Where many tenants share a set, a key may say whose it is: one tenant's is no proof of another.
fn is_of(key: &Value, openid: &OpenId, issuer: &str) -> bool {
    match (&openid.tenants, key.get("issuer")) {
        (None, _) | (_, None) => true,
        (Some(form), Some(Value::String(named))) => named == form || named == issuer,
        (Some(_), Some(_)) => false,
    }
}
