//! How what a client is told is signed, and encrypted, as the client registered (OIDC Core sections 10 and 16.14).
//!
//! A client that registered encryption gets nothing in the clear: where no key of its can be used, it gets a refusal.

use serde::Serialize;
use serde_json::{Map, Value};

use super::client_secret;
use super::error::{Error, ErrorCode, Refusal};
use crate::app::App;
use crate::base::Fault;
use crate::domain::Algorithm;
use crate::jose::sign_hs256;
use crate::store::Registered;

pub async fn id_token(
    app: &App,
    client: &Registered,
    claims: &impl Serialize,
) -> Result<String, Error> {
    let algorithm = client.client.metadata.id_token_alg();
    sign(app, client, algorithm, ("JWT", claims))
}

/// An answer about a person or a token: plain, or for its client alone.
#[derive(Debug)]
pub enum Protected {
    Json(Map<String, Value>),
    Jwt(String),
}

/// OIDC Core section 5.3.2: signed, it says whose word it is and for whom.
pub async fn userinfo(
    app: &App,
    client: &Registered,
    mut claims: Map<String, Value>,
) -> Result<Protected, Error> {
    let Some(algorithm) = client.client.metadata.userinfo_signed_response_alg else {
        return Ok(Protected::Json(claims));
    };
    claims.insert("iss".to_owned(), app.config.issuer.as_str().into());
    claims.insert("aud".to_owned(), client.client.id.as_str().into());
    sign(app, client, algorithm, ("JWT", &claims)).map(Protected::Jwt)
}

fn sign(
    app: &App,
    client: &Registered,
    algorithm: Algorithm,
    (typ, claims): (&str, &impl Serialize),
) -> Result<String, Error> {
    match algorithm {
        Algorithm::Hs256 => {
            let secret = client_secret::itself(app, client).next();
            let secret = secret.ok_or_else(|| {
                let words = "no secret of this client can be used to sign for it: rotate it";
                Refusal::new(ErrorCode::InvalidRequest, words).because(&client.client.id)
            })?;
            Ok(sign_hs256(&secret, typ, claims)?)
        }
        Algorithm::Rs256 => Ok(app.keys.ring()?.signer(app.now())?.sign(typ, claims)?),
        other => Err(Fault::unavailable(format!("there is no {other} key to sign with")).into()),
    }
}
