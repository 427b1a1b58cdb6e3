//! Checking ID tokens that come back to us as `id_token_hint` (OIDC Core section 3.1.2.1).
//!
//! Access tokens are checked by the verifier crate; it refuses ID tokens, as it should.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use super::keyring::Ring;
use crate::base::Timestamp;

#[derive(Debug, thiserror::Error)]
#[error("id_token_hint: {0}")]
pub struct HintError(String);

#[derive(Deserialize)]
struct HintClaims {
    sub: String,
    aud: String,
}

/// Whom an ID token of ours was issued for. An expired one still names its person.
pub fn hint_subject(
    ring: &Ring,
    now: Timestamp,
    issuer: &str,
    (token, client_id): (&str, &str),
) -> Result<String, HintError> {
    let wrong = |reason: &dyn std::fmt::Display| HintError(reason.to_string());
    let header = decode_header(token).map_err(|error| wrong(&error))?;
    if header.typ.as_deref() != Some("JWT") {
        return Err(wrong(&"not of type JWT"));
    }
    let key = ring
        .published(now)
        .find(|key| Some(key.kid()) == header.kid.as_deref())
        .ok_or_else(|| wrong(&"signed with no key of ours"))?;
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_required_spec_claims(&["iss", "aud", "sub"]);
    rules.set_issuer(&[issuer]);
    rules.set_audience(&[client_id]);
    rules.validate_exp = false;
    let key = DecodingKey::from_rsa_der(key.public_der());
    let claims = decode::<HintClaims>(token, &key, &rules)
        .map_err(|error| wrong(&error))?
        .claims;
    if claims.aud != client_id {
        return Err(wrong(&"issued to another client"));
    }
    Ok(claims.sub)
}
