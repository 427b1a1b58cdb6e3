//! The claims of an access token, checked after its signature (RFC 9068 sections 2.2 and 4).

use std::sync::Arc;

use super::members::Members;
use crate::{Algorithm, Claims, Clock, Error, Scope, json};

/// How far ahead `iat` may lie, whatever the leeway: a clock that is off by more is to be set, not to be trusted.
const MAX_ISSUED_AHEAD: u64 = 60;

/// What a token is checked against. Fixed by configuration, never by the token.
#[derive(Clone)]
pub(crate) struct Policy {
    pub(crate) issuer: String,
    pub(crate) audiences: Vec<String>,
    pub(crate) algorithms: Vec<Algorithm>,
    /// Seconds by which the clocks of issuer and API may differ.
    pub(crate) leeway: u64,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Reads the payload of a token whose signature is right.
pub(crate) fn check(payload: &[u8], policy: &Policy) -> Result<Claims, Error> {
    let object =
        json::object(payload).map_err(|_| Error::Malformed("its payload is not a JSON object"))?;
    let mut members = Members(object);
    let issuer = members.required_text("iss")?;
    if issuer != policy.issuer {
        return Err(Error::WrongIssuer {
            issuer: issuer.into(),
        });
    }
    let audience = members.required_audience()?;
    if !audience
        .iter()
        .any(|named| policy.audiences.contains(named))
    {
        return Err(Error::WrongAudience { audience });
    }
    let (issued_at, expires_at) = times(&mut members, policy)?;
    // RFC 9449 section 7.1: to take a bound token as a bearer token would undo the binding.
    if members.0.contains_key("cnf") {
        return Err(Error::SenderConstrained);
    }
    Ok(Claims {
        issuer,
        audience,
        issued_at,
        expires_at,
        subject: members.required_text("sub")?,
        client_id: members.required_text("client_id")?,
        jti: members.required_text("jti")?,
        scope: members
            .text("scope")?
            .map(|text| Scope::parse(&text))
            .unwrap_or_default(),
        roles: members.texts("roles")?,
        permissions: members.texts("permissions")?,
        confirmation: None,
        auth_time: members.date("auth_time")?,
        acr: members.text("acr")?,
        amr: members.texts("amr")?,
        sid: members.text("sid")?,
        extra: members.0,
    })
}

/// `iat` and `exp`, after both and `nbf` were compared with the clock.
fn times(members: &mut Members, policy: &Policy) -> Result<(u64, u64), Error> {
    let (expires_at, issued_at) = (members.required_date("exp")?, members.required_date("iat")?);
    let not_before = members.date("nbf")?.unwrap_or(0);
    let now = policy.clock.now();
    // "On or after" (RFC 7519 section 4.1.4): the second of `exp` itself is too late.
    if now >= expires_at.saturating_add(policy.leeway) {
        return Err(Error::Expired {
            expired_at: expires_at,
            now,
        });
    }
    if not_before > now.saturating_add(policy.leeway)
        || issued_at > now.saturating_add(MAX_ISSUED_AHEAD)
    {
        return Err(Error::NotYetValid {
            from: not_before.max(issued_at),
            now,
        });
    }
    Ok((issued_at, expires_at))
}
