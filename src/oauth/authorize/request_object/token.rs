//! The request object itself: taken from the request or fetched, decrypted, and its signature checked with what the client
//! registered (OIDC Core sections 6.1 to 6.3, RFC 9101 sections 5 and 6).

use std::time::Duration;

use serde_json::{Map, Value};

use crate::app::App;
use crate::base::http::Freshness;
use crate::domain::{Algorithm, Client, ClientAlgorithm, RequestObjectAlg};
use crate::jose::jws::{Header, Verified};
use crate::jose::{jwe, jws};
use crate::oauth::error::{Error, ErrorCode, Refusal, refuse};
use crate::oauth::parameters::Parameters;
use crate::oauth::{client_keys, client_secret, remote};
use crate::store::Registered;

/// An object is what it is now. Only those who ask at the same moment share an answer.
const SHARED_FOR: Duration = Duration::from_secs(1);

/// What an object says, believed as far as its client asked for.
pub(super) struct Object {
    pub(super) claims: Map<String, Value>,
}

/// The object of a request; none where it is plain parameters.
pub(super) async fn find(
    app: &App,
    client: &Registered,
    outer: &Parameters,
) -> Result<Option<Object>, Error> {
    let (token, unsigned) = match (outer.find("request"), outer.find("request_uri")) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => {
            let words = "request and request_uri exclude one another";
            return refuse(ErrorCode::InvalidRequest, words);
        }
        (Some(token), None) => (token.to_owned(), ErrorCode::RequestNotSupported),
        (None, Some(uri)) => {
            let token = fetched(app, &client.client, uri).await?;
            (token, ErrorCode::RequestUriNotSupported)
        }
    };
    let token = decrypted(app, token)?;
    let (header, claims) = verified(app, client, (&token, unsigned)).await?;
    let fits = |typ: &str| header.is_of_type(typ);
    if header.typ.is_some() && !fits("JWT") && !fits("oauth-authz-req+jwt") {
        // A JWT that was made for something else (RFC 8725 section 3.11).
        return Err(invalid(&"its typ is another"));
    }
    Ok(Some(Object { claims }))
}

/// Fetched only where the client registered it (OIDC Core section 6.2). The fragment tells versions apart and is no part of
/// where the object lies.
async fn fetched(app: &App, client: &Client, uri: &str) -> Result<String, Error> {
    let refused = |words| Refusal::new(ErrorCode::InvalidRequestUri, words);
    let place = |uri: &str| uri.split('#').next().unwrap_or_default().to_owned();
    let registered = &client.metadata.request_uris;
    if !registered.iter().any(|known| place(known) == place(uri)) {
        let refusal = refused("the request_uri is not registered for this client");
        return Err(refusal.because(format_args!("{uri:?}")).into());
    }
    let document = remote::document(app, &place(uri), Freshness::Within(SHARED_FOR)).await;
    let document = document
        .map_err(|error| refused("nothing can be fetched from the request_uri").because(error))?;
    Ok(document.text.trim().to_owned())
}

/// Encrypted to one of our keys, or in the clear: a client may do either whatever it registered (OIDC Registration section 2).
fn decrypted(app: &App, token: String) -> Result<String, Error> {
    if !jwe::is_encrypted(&token) {
        return Ok(token);
    }
    let ring = app.keys.ring()?;
    let plain =
        jwe::decrypt(&token, ring.decryption_keys(app.now())).map_err(|error| invalid(&error))?;
    String::from_utf8(plain.to_vec()).map_err(|error| invalid(&error))
}

/// Signed with what the client registered, or with any of its keys where it did not say. Unsigned where it registered that or
/// did not say (OIDC Registration section 2: it may then use whatever is supported), unless it has to sign.
async fn verified(
    app: &App,
    client: &Registered,
    (token, unsigned): (&str, ErrorCode),
) -> Result<(Header, Map<String, Value>), Error> {
    let metadata = &client.client.metadata;
    let peeked = jws::peek(token).map_err(|error| invalid(&error))?;
    let registered = metadata.request_object_signing_alg;
    let may_be_unsigned = matches!(registered, None | Some(RequestObjectAlg::Unsigned));
    let is_unsigned = peeked.header.alg == "none";
    if is_unsigned && (!may_be_unsigned || metadata.require_signed_request_object) {
        return refuse(unsigned, "this client has to sign its request objects");
    }
    if is_unsigned || registered == Some(RequestObjectAlg::Unsigned) {
        let read = jws::unsecured(token).map_err(|error| invalid(&error))?;
        return Ok((read.header, read.claims));
    }
    let read = match registered {
        Some(RequestObjectAlg::Signed(ClientAlgorithm::Hs256)) => {
            client_secret::verify(app, client, token)?.map_err(|error| invalid(&error))?
        }
        Some(RequestObjectAlg::Signed(only)) => {
            signed(app, &client.client, token, &[only.algorithm()]).await?
        }
        _ => signed(app, &client.client, token, &Algorithm::ASYMMETRIC).await?,
    };
    Ok((read.header, read.claims))
}

async fn signed(
    app: &App,
    client: &Client,
    token: &str,
    allowed: &[Algorithm],
) -> Result<Verified, Error> {
    let read = client_keys::verify(app, client, token, allowed).await;
    read.map_err(|error| invalid(&error))
}

fn invalid(detail: &dyn std::fmt::Display) -> Error {
    let words = "the request object cannot be read or its signature is wrong";
    Refusal::new(ErrorCode::InvalidRequestObject, words)
        .because(detail)
        .into()
}
