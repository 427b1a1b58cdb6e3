//! How what a client is told is signed, and encrypted, as the client registered (OIDC Core sections 5.3.2, 10 and 16.14,
//! RFC 9701).
//!
//! A client that registered encryption gets nothing in the clear: where no key of its can be used, it gets a refusal.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::error::{Error, ErrorCode, Refusal};
use super::{client_keys, client_secret};
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Algorithm, Client, ContentEncryption, KeyManagement};
use crate::jose::{ClientKey, ClientKeys, jwe, sign_hs256};
use crate::store::Registered;

/// An answer about a person: plain, or for its client alone.
#[derive(Debug)]
pub enum Protected {
    Json(Map<String, Value>),
    Jwt(String),
}

/// How one kind of answer is encrypted, if it is: `enc` may be left out where `alg` is there.
type Encryption = (Option<KeyManagement>, Option<ContentEncryption>);

/// Refuses what could not be answered later, before anything is spent on it.
pub async fn ready(app: &App, client: &Registered) -> Result<(), Error> {
    let metadata = &client.client.metadata;
    match metadata.id_token_alg() {
        Algorithm::Hs256 => drop(secret(app, client)?),
        public => {
            app.keys.ring()?.signer_for(public, app.now())?;
        }
    }
    if let Some(alg) = metadata.id_token_encrypted_response_alg {
        recipient(&keys(app, &client.client).await?, (&client.client, alg))?;
    }
    Ok(())
}

/// Signed always.
pub async fn id_token(
    app: &App,
    client: &Registered,
    claims: &impl Serialize,
) -> Result<String, Error> {
    as_id_token(app, client, ("JWT", claims)).await
}

/// As an ID token is: with the same algorithms and keys (OIDC Back-Channel Logout section 2.4).
pub async fn logout_token(
    app: &App,
    client: &Registered,
    claims: &impl Serialize,
) -> Result<String, Error> {
    as_id_token(app, client, ("logout+jwt", claims)).await
}

async fn as_id_token(
    app: &App,
    client: &Registered,
    typed: (&str, &impl Serialize),
) -> Result<String, Error> {
    let metadata = &client.client.metadata;
    let signed = sign(app, client, metadata.id_token_alg(), typed)?;
    let encryption = (
        metadata.id_token_encrypted_response_alg,
        metadata.id_token_encrypted_response_enc,
    );
    nested(app, client, signed, encryption).await
}

/// Plain, signed, encrypted, or both. What is a JWT says whose word it is and for whom (OIDC Core section 5.3.2).
pub async fn userinfo(
    app: &App,
    client: &Registered,
    mut claims: Map<String, Value>,
) -> Result<Protected, Error> {
    let metadata = &client.client.metadata;
    let signing = metadata.userinfo_signed_response_alg;
    let encryption = (
        metadata.userinfo_encrypted_response_alg,
        metadata.userinfo_encrypted_response_enc,
    );
    if let (None, (None, _)) = (signing, encryption) {
        return Ok(Protected::Json(claims));
    }
    claims.insert("iss".to_owned(), app.config.issuer.as_str().into());
    claims.insert("aud".to_owned(), client.client.id.as_str().into());
    let jwt = match (signing, encryption) {
        (None, (Some(alg), enc)) => {
            let plain = Value::Object(claims).to_string();
            encrypt(app, &client.client, (&plain, None), (alg, enc)).await?
        }
        (signing, encryption) => {
            let algorithm = signing.unwrap_or(Algorithm::Rs256);
            let signed = sign(app, client, algorithm, ("JWT", &claims))?;
            nested(app, client, signed, encryption).await?
        }
    };
    Ok(Protected::Jwt(jwt))
}

/// An introspection response as a JWT for the caller who asked (RFC 9701 section 5): its type keeps it from being taken for
/// a token, and so does the absence of `sub` and `exp` beside `token_introspection`.
pub async fn introspection(
    app: &App,
    caller: &Registered,
    response: &impl Serialize,
) -> Result<String, Error> {
    let metadata = &caller.client.metadata;
    let algorithm = metadata.introspection_signed_response_alg;
    let claims = json!({
        "iss": app.config.issuer.as_str(),
        "aud": caller.client.id,
        "iat": app.now().seconds(),
        "token_introspection": serde_json::to_value(response).map_err(Fault::internal)?,
    });
    let typed = ("token-introspection+jwt", &claims);
    let signed = sign(app, caller, algorithm.unwrap_or(Algorithm::Rs256), typed)?;
    let encryption = (
        metadata.introspection_encrypted_response_alg,
        metadata.introspection_encrypted_response_enc,
    );
    nested(app, caller, signed, encryption).await
}

/// Signs for a client, with a key of ours or, as OIDC Core section 10.1 has it, with the secret that is the client's.
pub fn sign(
    app: &App,
    client: &Registered,
    algorithm: Algorithm,
    (typ, claims): (&str, &impl Serialize),
) -> Result<String, Error> {
    Ok(match algorithm {
        Algorithm::Hs256 => sign_hs256(&secret(app, client)?, typ, claims)?,
        public => {
            let ring = app.keys.ring()?;
            ring.signer_for(public, app.now())?.sign(typ, claims)?
        }
    })
}

/// The newest secret of the client that can be a key.
fn secret(app: &App, client: &Registered) -> Result<Zeroizing<Vec<u8>>, Error> {
    if let Some(secret) = client_secret::keys(app, client).next() {
        return Ok(secret?);
    }
    let words = "no secret of the client can be used as a key: it needs another one";
    Err(Refusal::new(ErrorCode::InvalidRequest, words)
        .because(&client.client.id)
        .into())
}

/// A signed JWT inside an encrypted one, where the client registered that (RFC 7519 section 5.2).
async fn nested(
    app: &App,
    client: &Registered,
    signed: String,
    (alg, enc): Encryption,
) -> Result<String, Error> {
    match alg {
        Some(alg) => encrypt(app, &client.client, (&signed, Some("JWT")), (alg, enc)).await,
        None => Ok(signed),
    }
}

async fn encrypt(
    app: &App,
    client: &Client,
    (plaintext, content_type): (&str, Option<&str>),
    (alg, enc): (KeyManagement, Option<ContentEncryption>),
) -> Result<String, Error> {
    let keys = keys(app, client).await?;
    let key = recipient(&keys, (client, alg))?;
    let enc = enc.unwrap_or(ContentEncryption::ALL[0]);
    let bytes = plaintext.as_bytes();
    Ok(jwe::encrypt(bytes, key, enc, content_type, &*app.random)?)
}

async fn keys(app: &App, client: &Client) -> Result<ClientKeys, Error> {
    let keys = client_keys::of(app, client).await;
    keys.map_err(|error| no_key(client, &error))
}

fn recipient<'k>(
    keys: &'k ClientKeys,
    (client, alg): (&Client, KeyManagement),
) -> Result<&'k ClientKey, Error> {
    let key = keys.for_encryption(alg, None);
    key.ok_or_else(|| no_key(client, &format_args!("none of its keys is for {alg}")))
}

fn no_key(client: &Client, detail: &dyn fmt::Display) -> Error {
    let words = "no key of the client can be used to encrypt to it";
    Refusal::new(ErrorCode::InvalidRequest, words)
        .because(format_args!("{}: {detail}", client.id))
        .into()
}
