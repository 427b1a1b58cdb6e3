//! Software statements (RFC 7591 section 2.3): what somebody whom the operator trusts says of a client. It counts more than
//! what the client says of itself.

use serde_json::Value;

use super::dynamic::RegistrationError;
use super::metadata::Members;
use crate::app::App;
use crate::base::http::Freshness;
use crate::domain::{Algorithm, Rejected};
use crate::jose::ClientKeys;
use crate::jose::jws::{self, Claims, JwsError};
use crate::oauth::error::ErrorCode;
use crate::oauth::remote;

const MEMBER: &str = "software_statement";
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
    let keys = keys(app, place).await?;
    let verified = jws::verify(&token, &keys, &Algorithm::ASYMMETRIC).map_err(wrong)?;
    timely(app, Claims(&verified.claims))?;
    let said = verified
        .claims
        .into_iter()
        .filter(|(name, _)| !OF_THE_STATEMENT.contains(&name.as_str()));
    members.extend(said);
    Ok(())
}

/// The keys of a trusted issuer. That they are not to be had is the operator's trouble, not the client's.
async fn keys(app: &App, place: &str) -> Result<ClientKeys, RegistrationError> {
    let fault = |detail: String| {
        let words = format!("keys for software statements at {place}: {detail}");
        RegistrationError::Fault(crate::base::Fault::unavailable(words))
    };
    let text = if place.starts_with("https://") || place.starts_with("http://") {
        let fetched = remote::document(app, place, Freshness::Usual).await;
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
        rejected: Rejected::new(MEMBER, words),
    }
}
