//! The issuer's own word that somebody has signed out: logout tokens (OpenID Connect Back-Channel Logout 1.0).

use serde_json::Value;

use super::{Denial, Denied, Kind};
use crate::token::{Lifetime, Members, Policy};
use crate::{Error, Verifier};

/// The member of `events` that makes a token a logout token (section 2.4).
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

const CLAIMS: [&str; 8] = ["iss", "aud", "exp", "iat", "nbf", "jti", "sub", "sid"];

/// What a logout token says, after section 2.6 was followed.
struct Logout {
    jti: String,
    issued_at: u64,
    expires_at: u64,
    sid: Option<String>,
    sub: Option<String>,
}

impl Verifier {
    /// Takes a logout token that the issuer posted (OpenID Connect Back-Channel Logout section 2.5), and denies the access
    /// tokens of its session, or of its subject if it names no session. `client_id` is the client of the issuer that
    /// receives logout tokens in this API's name. Answer the post with 200, or with 400 where this is refused.
    ///
    /// Tokens that are issued after the sign-out are not denied: an application may hold `offline_access`, and people come
    /// back.
    ///
    /// # Errors
    ///
    /// Why the token is no logout token of this issuer for this client; [`Error::Revoked`] if it was used before.
    pub async fn back_channel_logout(&self, token: &str, client_id: &str) -> Result<(), Error> {
        let payload = match self.signed_payload(token, "logout+jwt").await {
            Err(Error::WrongType { .. }) => Err(Error::Malformed("it is not a logout token")),
            payload => payload,
        }?;
        let policy = Policy {
            audiences: vec![client_id.to_owned()],
            ..self.policy().clone()
        };
        self.denied().sign_out(read(&payload, &policy)?)
    }
}

impl Denied {
    /// The cut is the `iat` of the logout token: the issuer's own clock dates what it issued, whatever ours says.
    fn sign_out(&self, logout: Logout) -> Result<(), Error> {
        let used = Denial::always(logout.expires_at.saturating_add(self.0.leeway));
        if !self.add(Kind::LogoutToken, logout.jti.into(), used) {
            return Err(Error::Revoked { by: "jti" });
        }
        match (logout.sid, logout.sub) {
            (Some(sid), _) => self.issued(Kind::Session, sid.into(), logout.issued_at),
            (None, Some(sub)) => self.issued(Kind::Subject, sub.into(), logout.issued_at),
            (None, None) => return Err(Error::InvalidClaim("sid")),
        }
        Ok(())
    }
}

/// The claims of a logout token, strictly typed as those of an access token are (section 2.6).
fn read(payload: &[u8], policy: &Policy) -> Result<Logout, Error> {
    let mut members = Members::read(payload, &CLAIMS)
        .map_err(|_| Error::Malformed("its payload is not a JSON object"))?;
    policy.issuer_of(&mut members)?;
    policy.audience_of(&mut members)?;
    let (expires_at, issued_at) = (members.required_date("exp")?, members.required_date("iat")?);
    let not_before = members.date("nbf")?;
    Lifetime::new(issued_at, not_before, expires_at, policy.leeway).check(policy.clock.now())?;
    let jti = members.required_text("jti")?.into_owned();
    let (sid, sub) = (name(&mut members, "sid")?, name(&mut members, "sub")?);
    if sid.is_none() && sub.is_none() {
        return Err(Error::InvalidClaim("sid"));
    }
    let event = members
        .rest
        .get("events")
        .and_then(|events| events.get(EVENT));
    if !event.is_some_and(Value::is_object) {
        return Err(Error::InvalidClaim("events"));
    }
    // So that no ID token is ever taken for one (section 2.4).
    if members.rest.contains_key("nonce") {
        return Err(Error::InvalidClaim("nonce"));
    }
    Ok(Logout {
        jti,
        issued_at,
        expires_at,
        sid,
        sub,
    })
}

/// A name that may be absent and not empty.
fn name(members: &mut Members<'_>, claim: &'static str) -> Result<Option<String>, Error> {
    match members.text(claim)? {
        Some(text) if text.is_empty() => Err(Error::InvalidClaim(claim)),
        text => Ok(text.map(Into::into)),
    }
}
