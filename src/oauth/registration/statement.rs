//! Software statements (RFC 7591 section 2.3): what somebody whom the operator trusts says of a client. It counts more than
//! what the client says of itself.

use std::time::Duration;

use serde_json::Value;

use super::dynamic::RegistrationError;
use super::metadata::Members;
use crate::app::App;
use crate::base::http::Freshness;
use crate::domain::{Algorithm, Rejected};
use crate::jose::ClientKeys;
use crate::jose::jws::{self, Claims, JwsError, Verified};
use crate::oauth::error::ErrorCode;
use crate::oauth::remote;

const MEMBER: &str = "software_statement";
/// How soon after the last attempt the keys of an issuer that may have turned them are fetched again.
const SOON: Duration = Duration::from_secs(30);
/// Claims about the statement, not about the client (RFC 7519 section 4.1).
const OF_THE_STATEMENT: [&str; 8] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", MEMBER];

/// Lays what the statement says over what the client says, where there is a statement.
pub(super) async fn apply(app: &App, members: &mut Members) -> Result<(), RegistrationError> {
    let token = match members.get(MEMBER) {
        None | Some(Value::Null) => return Ok(()),
        Some(Value::String(token)) => token.clone(),
        Some(_) => return Err(invalid("It must be a string.")),
    };
    let wrong = |error: JwsError| invalid(&format!("It cannot be taken: {error}."));
    let unverified = jws::peek(&token).map_err(wrong)?;
    let issuer = Claims(&unverified.claims)
        .required_text("iss")
        .map_err(|error| invalid(&format!("It cannot be taken: {error}.")))?;
    let trusted = &app.config.registration.software_statement_issuers;
    let Some(place) = trusted.keys_of(issuer) else {
        return Err(refused(
            ErrorCode::UnapprovedSoftwareStatement,
            "Its issuer is not trusted here.",
        ));
    };
    let verified = verified(app, &token, place).await?;
    if verified.header.typ.is_some() && !verified.header.is_of_type("JWT") {
        // A JWT that was made for something else (RFC 8725 section 3.11).
        return Err(invalid("Its typ is another."));
    }
    meant_for_this_server(app, Claims(&verified.claims))?;
    timely(app, Claims(&verified.claims))?;
    let said = verified
        .claims
        .into_iter()
        .filter(|(name, _)| !OF_THE_STATEMENT.contains(&name.as_str()));
    members.extend(said);
    Ok(())
}

/// The statement with its signature checked. One that none of the kept keys fits is the sign that its issuer turned them.
async fn verified(app: &App, token: &str, place: &str) -> Result<Verified, RegistrationError> {
    let wrong = |error: JwsError| invalid(&format!("It cannot be taken: {error}."));
    let known = keys(app, place, Freshness::Usual).await?;
    match jws::verify(token, &known, &Algorithm::ASYMMETRIC) {
        Err(JwsError::UnknownKey) if is_url(place) => {}
        first => return first.map_err(wrong),
    }
    let turned = keys(app, place, Freshness::Within(SOON)).await?;
    jws::verify(token, &turned, &Algorithm::ASYMMETRIC).map_err(wrong)
}

fn is_url(place: &str) -> bool {
    place.starts_with("https://") || place.starts_with("http://")
}

/// The keys of a trusted issuer. That they are not to be had is the operator's trouble, not the client's.
async fn keys(
    app: &App,
    place: &str,
    freshness: Freshness,
) -> Result<ClientKeys, RegistrationError> {
    let fault = |detail: String| {
        let words = format!("keys for software statements at {place}: {detail}");
        RegistrationError::Fault(crate::base::Fault::unavailable(words))
    };
    let text = if is_url(place) {
        let fetched = remote::document(app, place, freshness).await;
        fetched
            .map_err(|error| fault(error.to_string()))?
            .text
            .clone()
    } else {
        let read = tokio::fs::read_to_string(place).await;
        read.map_err(|error| fault(error.to_string()))?
    };
    ClientKeys::parse(&text).map_err(|error| fault(error.to_string()))
}

/// A statement that says for whom it is, is for this server (RFC 7519 section 4.1.3): for the issuer, or an endpoint of it. An
/// ID token of the same issuer, for one, is for somebody else.
fn meant_for_this_server(app: &App, claims: Claims<'_>) -> Result<(), RegistrationError> {
    if !claims.0.contains_key("aud") {
        return Ok(());
    }
    let audience = claims.audience();
    let audience = audience.map_err(|error| invalid(&format!("It cannot be taken: {error}.")))?;
    let issuer = app.config.issuer.as_str();
    let is_here = |aud: &&str| {
        let rest = aud.strip_prefix(issuer);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    match audience.iter().any(is_here) {
        true => Ok(()),
        false => Err(invalid("It is for another server.")),
    }
}

fn timely(app: &App, claims: Claims<'_>) -> Result<(), RegistrationError> {
    let now = app.now();
    let date = |name| {
        let read = claims.date(name);
        read.map_err(|error| invalid(&format!("It cannot be taken: {error}.")))
    };
    match (date("nbf")?, date("exp")?) {
        (_, Some(end)) if end <= now => Err(invalid("It has expired.")),
        (Some(begin), _) if begin > now => Err(invalid("It is not valid yet.")),
        _ => Ok(()),
    }
}

fn invalid(words: &str) -> RegistrationError {
    refused(ErrorCode::InvalidSoftwareStatement, words)
}

fn refused(code: ErrorCode, words: &str) -> RegistrationError {
    RegistrationError::Rejected {
        code,
        rejected: Rejected::new(MEMBER, words.to_owned()),
    }
}
