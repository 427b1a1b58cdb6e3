//! JWTs keyed with a client's secret: HS256 (RFC 7518 section 3.2), for clients that registered it (OIDC Core section 10.1).

use aws_lc_rs::hmac;
use serde::Serialize;

use crate::base::Fault;
use crate::base::id::base64url;

/// Signs `claims` into a compact JWS whose header says `typ`. It names no key: there is only the client's.
pub fn sign_hs256(secret: &[u8], typ: &str, claims: &impl Serialize) -> Result<String, Fault> {
    let header = format!(r#"{{"alg":"HS256","typ":"{typ}"}}"#);
    let claims = serde_json::to_vec(claims).map_err(Fault::internal)?;
    let signed = format!("{}.{}", base64url(header.as_bytes()), base64url(&claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let tag = hmac::sign(&key, signed.as_bytes());
    Ok(format!("{signed}.{}", base64url(tag.as_ref())))
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn it_verifies_under_the_same_secret_and_no_other() {
        let token = sign_hs256(b"a secret of the client", "JWT", &json!({"sub": "ada"})).unwrap();
        let mut rules = Validation::new(Algorithm::HS256);
        rules.required_spec_claims.clear();
        let read =
            |secret: &[u8]| decode::<Value>(&token, &DecodingKey::from_secret(secret), &rules);
        assert_eq!(
            read(b"a secret of the client").unwrap().claims["sub"],
            "ada"
        );
        assert!(read(b"a secret of another").is_err());
    }
}
