//! Requests that come as an object, by value or by reference (OIDC Core section 6, RFC 9101): resolved before anything is proven,
//! for where the answer goes may be said in the object alone.
//!
//! `token` gets the object and checks its signature; here it is judged and merged. What comes out are plain parameters, kept
//! like any others while a person is asked, so that nothing is fetched twice.

mod token;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::redirect::{PageError, Redirect, RedirectError};
use crate::app::App;
use crate::domain::Client;
use crate::jose::jws::{ClaimError, Claims};
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::parameters::Parameters;
use crate::store::Registered;
use token::Object;

/// By how much a client's clock may differ.
const LEEWAY: Duration = Duration::from_secs(60);

/// What an object says of itself (RFC 7519 section 4.1); everything else in it is a parameter.
const OF_THE_OBJECT: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// The parameters that a request of this client amounts to. The inner error is for the client, at a place that is proven to be
/// its own.
pub(super) async fn resolve(
    app: &App,
    known: &Arc<Registered>,
    outer: &Parameters,
) -> Result<Result<Parameters, RedirectError>, PageError> {
    let client = &known.client;
    let object = match token::find(app, known, outer).await {
        Ok(Some(object)) => object,
        Ok(None) if !client.metadata.require_signed_request_object => {
            return Ok(Ok(outer.clone()));
        }
        Ok(None) => {
            let words = "this client has to send a signed request object";
            let refusal = Refusal::new(ErrorCode::InvalidRequest, words);
            return tell(known, outer, refusal);
        }
        Err(Error::Refused(refusal)) => return tell(known, outer, refusal),
        Err(Error::Fault(fault)) => return Err(fault.into()),
    };
    let merged = match merge(outer, client, &object) {
        Ok(merged) => merged,
        Err(refusal) => return tell(known, outer, refusal),
    };
    match judge(app, client, &object) {
        Ok(()) => Ok(Ok(merged)),
        Err(refusal) => tell(known, &merged, refusal),
    }
}

/// Tells the client, if `trusted` prove where it is; or else the person.
fn tell(
    client: &Arc<Registered>,
    trusted: &Parameters,
    refusal: Refusal,
) -> Result<Result<Parameters, RedirectError>, PageError> {
    match Redirect::prove(Arc::clone(client), trusted) {
        Ok(redirect) => Ok(Err(redirect.error(refusal))),
        Err(_) => Err(refusal.into()),
    }
}

/// The parameters of the object supersede those beside it. A client whose requests have to be signed is believed nothing that
/// is not (RFC 9101 section 6.3).
fn merge(outer: &Parameters, client: &Client, object: &Object) -> Result<Parameters, Refusal> {
    let refused = |detail: &dyn std::fmt::Display| {
        let words = "the request object does not fit the request";
        Refusal::new(ErrorCode::InvalidRequestObject, words).because(detail)
    };
    let mut pairs = vec![("client_id".to_owned(), client.id.clone())];
    for (name, value) in &object.claims {
        match name.as_str() {
            // Both must be the same inside and outside (OIDC Core section 6.1).
            "client_id" if value != client.id.as_str() => {
                return Err(refused(&"another client_id"));
            }
            "response_type" if outer.find(name).is_some_and(|outer| value != outer) => {
                return Err(refused(&"another response_type"));
            }
            "request" | "request_uri" => return Err(refused(&"an object within an object")),
            "client_id" => {}
            name if OF_THE_OBJECT.contains(&name) => {}
            name => pairs.extend(texts(value).map(|text| (name.to_owned(), text))),
        }
    }
    if !client.metadata.require_signed_request_object {
        let says = |name: &str| {
            object
                .claims
                .get(name)
                .is_some_and(|value| !value.is_null())
        };
        let said = |name: &str| name == "client_id" || says(name);
        let beside = outer.iter().filter(|(name, _)| !said(name));
        let beside = beside.filter(|(name, _)| !["request", "request_uri"].contains(name));
        pairs.extend(beside.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
    Parameters::of(pairs).map_err(|error| refused(&error))
}

/// A member as parameters are written: `claims` as JSON text, `resource` perhaps several times (RFC 8707 section 2).
fn texts(value: &Value) -> impl Iterator<Item = String> {
    let members = match value {
        Value::Array(members) => members.as_slice(),
        single => std::slice::from_ref(single),
    };
    members.iter().filter_map(|member| match member {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    })
}

/// Whether the object is from this client, for this server, and good at this time.
fn judge(app: &App, client: &Client, object: &Object) -> Result<(), Refusal> {
    let refused = |detail: &dyn std::fmt::Display| {
        let words = "the request object is not valid here and now";
        Refusal::new(ErrorCode::InvalidRequestObject, words).because(detail)
    };
    let malformed = |error: ClaimError| refused(&error);
    let claims = Claims(&object.claims);
    let (issuer, now) = (app.config.issuer.as_str(), app.now());
    if claims
        .text("iss")
        .map_err(malformed)?
        .is_some_and(|iss| iss != client.id)
    {
        return Err(refused(&"issued by another"));
    }
    // What is signed has to say whose request it is (RFC 9101 section 5.2.2): of a key that several share it says nothing else.
    let named = |name: &str| object.claims.contains_key(name);
    if client.metadata.require_signed_request_object && !named("iss") && !named("client_id") {
        return Err(refused(&"it names no client"));
    }
    // What authenticates the client is no request (RFC 9101 section 10.8).
    if claims.text("sub").map_err(malformed)? == Some(client.id.as_str()) {
        return Err(refused(&"its subject is the client"));
    }
    if object.claims.contains_key("aud") && !claims.audience().map_err(malformed)?.contains(&issuer)
    {
        return Err(refused(&"for another audience"));
    }
    if claims
        .date("exp")
        .map_err(malformed)?
        .is_some_and(|exp| now >= exp + LEEWAY)
    {
        return Err(refused(&"it has expired"));
    }
    if claims
        .date("nbf")
        .map_err(malformed)?
        .is_some_and(|nbf| now + LEEWAY < nbf)
    {
        return Err(refused(&"it is not valid yet"));
    }
    Ok(())
}
