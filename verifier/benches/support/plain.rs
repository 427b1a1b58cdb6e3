//! The checks as they are commonly written with jsonwebtoken, as completely as ours and with the key parsed once.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use crate::support::{AUDIENCE, ISSUER, NOW, Signer};

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "what an API would go on to use")]
pub(crate) struct Claims {
    iss: String,
    sub: String,
    client_id: String,
    jti: String,
    iat: u64,
    exp: u64,
    nbf: Option<u64>,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    roles: Vec<String>,
    auth_time: Option<u64>,
    acr: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
    sid: Option<String>,
    cnf: Option<serde_json::Value>,
}

pub(crate) struct Plain {
    key: DecodingKey,
    validation: Validation,
}

impl Plain {
    pub(crate) fn new(signer: &Signer) -> Self {
        let jwk = serde_json::from_value(signer.jwk()).expect("a JWK");
        let algorithm = match signer {
            Signer::Rs256(_) => Algorithm::RS256,
            Signer::Es256(_) => Algorithm::ES256,
        };
        let mut validation = Validation::new(algorithm);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Against the time of the benchmark, by hand.
        validation.validate_exp = false;
        Self {
            key: DecodingKey::from_jwk(&jwk).expect("a key"),
            validation,
        }
    }

    pub(crate) fn verify(&self, token: &str) -> Option<Claims> {
        let header = decode_header(token).ok()?;
        let typed = header.typ.as_deref()?.eq_ignore_ascii_case("at+jwt");
        if !typed || header.kid.as_deref() != Some("key-1") {
            return None;
        }
        let claims = decode::<Claims>(token, &self.key, &self.validation)
            .ok()?
            .claims;
        std::hint::black_box(countersign_verifier::Clock::now(
            &countersign_verifier::SystemClock,
        ));
        let in_time = claims.exp > NOW && claims.iat <= NOW + 60;
        let begun = claims.nbf.is_none_or(|nbf| nbf <= NOW);
        (in_time && begun && claims.cnf.is_none()).then_some(claims)
    }
}
