//! The claims of an access token, checked after its signature (RFC 9068 sections 2.2 and 4).

use std::borrow::Cow;
use std::sync::Arc;

use super::lifetime::Lifetime;
use super::members::Members;
use super::watch::{Check, Strict, Watch};
use crate::{Algorithm, Claims, Clock, Confirmation, Error, Scope};

/// The claims that have a type, in the order in which Countersign writes them; all others are carried along as they are.
const CLAIMS: [&str; 15] = [
    "iss",
    "sub",
    "aud",
    "client_id",
    "iat",
    "exp",
    "nbf",
    "jti",
    "scope",
    "roles",
    "permissions",
    "auth_time",
    "acr",
    "amr",
    "sid",
];

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
pub(crate) fn check(
    payload: &[u8],
    policy: &Policy,
    now: u64,
) -> Result<(Claims, Lifetime), Error> {
    check_watched(payload, policy, now, &mut Strict)
}

/// The same for those who want to see each check.
pub(crate) fn check_watched(
    payload: &[u8],
    policy: &Policy,
    now: u64,
    watch: &mut impl Watch,
) -> Result<(Claims, Lifetime), Error> {
    let members = Members::read(payload, &CLAIMS)
        .map_err(|_| Error::Malformed("its payload is not a JSON object"));
    let mut members = watch.note(Check::Payload, members)?;
    let issuer = watch.see(Check::Issuer, policy.issuer_of(&mut members))?;
    // Taken in the order in which they are written, which is quick, and judged when their turn comes.
    let subject = members.required_text("sub");
    let audience = watch.see(Check::Audience, policy.audience_of(&mut members))?;
    let client_id = members.required_text("client_id");
    let times = times(&mut members, policy, now, watch);
    let times = watch.go_on(times)?;
    let bound = members.rest.remove("cnf");
    let bound = bound.as_ref().map(Confirmation::read).transpose();
    let confirmation = watch.see(Check::Confirmation, bound)?;
    let claims = Claims {
        issuer: issuer.into_owned(),
        audience: owned(audience),
        issued_at: times.issued_at,
        expires_at: times.expires_at,
        subject: watch.see(Check::Subject, subject)?.into_owned(),
        client_id: watch.see(Check::Client, client_id)?.into_owned(),
        jti: watch
            .see(Check::TokenId, members.required_text("jti"))?
            .into_owned(),
        scope: watch
            .see(Check::Scope, members.text("scope"))?
            .map(|text| Scope::parse(&text))
            .unwrap_or_default(),
        roles: owned(watch.see(Check::Roles, members.texts("roles"))?),
        permissions: owned(watch.see(Check::Permissions, members.texts("permissions"))?),
        confirmation,
        auth_time: watch.see(Check::AuthTime, members.date("auth_time"))?,
        acr: watch
            .see(Check::Acr, members.text("acr"))?
            .map(Cow::into_owned),
        amr: owned(watch.see(Check::Amr, members.texts("amr"))?),
        sid: watch
            .see(Check::Session, members.text("sid"))?
            .map(Cow::into_owned),
        extra: members.rest,
    };
    Ok((claims, times.lifetime))
}

impl Policy {
    /// `iss`, which must be the issuer to the letter.
    pub(crate) fn issuer_of<'t>(&self, members: &mut Members<'t>) -> Result<Cow<'t, str>, Error> {
        let issuer = members.required_text("iss")?;
        if issuer == self.issuer {
            return Ok(issuer);
        }
        Err(Error::WrongIssuer {
            issuer: issuer.into(),
            expected: vec![self.issuer.clone()],
        })
    }

    /// `aud`, which must name one of the audiences.
    pub(crate) fn audience_of<'t>(
        &self,
        members: &mut Members<'t>,
    ) -> Result<Vec<Cow<'t, str>>, Error> {
        let audience = members.required_audience()?;
        let is_ours = |named: &Cow<'_, str>| self.audiences.iter().any(|own| own == named);
        if audience.iter().any(is_ours) {
            return Ok(audience);
        }
        Err(Error::WrongAudience {
            audience: owned(audience),
            expected: self.audiences.clone(),
        })
    }

    /// All of it in which verifiers that share a cache may differ, in a form that no token has: what is made of a
    /// verifier for another audience differs from it in its audiences alone.
    pub(crate) fn distinction(&self) -> Vec<u8> {
        let mut text = vec![0xff];
        for audience in &self.audiences {
            text.extend_from_slice(&audience.len().to_be_bytes());
            text.extend_from_slice(audience.as_bytes());
        }
        text
    }
}

fn owned(texts: Vec<Cow<'_, str>>) -> Vec<String> {
    texts.into_iter().map(Cow::into_owned).collect()
}

/// `exp`, `iat` and `nbf`, after they were compared with the clock.
fn times(
    members: &mut Members<'_>,
    policy: &Policy,
    now: u64,
    watch: &mut impl Watch,
) -> Result<Times, Error> {
    let issued_at = watch.note(Check::IssuedAt, members.required_date("iat"));
    let expires_at = watch.note(Check::Expiry, members.required_date("exp"));
    let not_before = watch.note(Check::NotBefore, members.date("nbf"));
    let (issued_at, expires_at) = (issued_at?, expires_at?);
    let lifetime = Lifetime::new(issued_at, not_before?, expires_at, policy.leeway);
    watch.see(Check::Lifetime, lifetime.check(now))?;
    Ok(Times {
        issued_at,
        expires_at,
        lifetime,
    })
}

#[derive(Default)]
struct Times {
    issued_at: u64,
    expires_at: u64,
    lifetime: Lifetime,
}
