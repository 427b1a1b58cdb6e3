//! What an assertion has to say, when its signature is right (RFC 7523 section 3, RFC 7523bis for strict clients).

use std::time::Duration;

use serde_json::Value;

use super::assertion::LEEWAY;
use crate::app::App;
use crate::base::Timestamp;
use crate::domain::Client;
use crate::jose::jws::{ClaimError, Claims, Verified};

/// How long an assertion may be good for. Libraries of the field make them for up to an hour; a strict client has no need to.
const LONGEST: Duration = Duration::from_secs(3600);
const LONGEST_STRICT: Duration = Duration::from_secs(300);
const LONGEST_JTI: usize = 256;
/// RFC 7523bis: what an assertion is called that names the issuer as its only audience.
const TYPE: &str = "client-authentication+jwt";

/// What the claims of an assertion have to be.
pub(super) struct Rules<'a> {
    client_id: &'a str,
    now: Timestamp,
    issuer: &'a str,
    /// What an audience may name, among others. Empty where it has to be the issuer and nothing else.
    names: Vec<String>,
    strict: bool,
    longest: Duration,
}

impl<'a> Rules<'a> {
    pub(super) fn of(
        app: &'a App,
        client: &'a Client,
        paths: &[&str],
        verified: &Verified,
    ) -> Self {
        let strict = client.metadata.strict_assertion_audience;
        let renewed = is_type(verified.header.typ.as_deref(), TYPE);
        let issuer = &app.config.issuer;
        let names = match strict || renewed {
            true => Vec::new(),
            false => paths
                .iter()
                .map(|path| issuer.url(path))
                .chain([issuer.as_str().to_owned()])
                .collect(),
        };
        Self {
            client_id: &client.id,
            now: app.now(),
            issuer: issuer.as_str(),
            names,
            strict,
            longest: if strict { LONGEST_STRICT } else { LONGEST },
        }
    }

    /// The assertion's `jti` and its end.
    pub(super) fn check(&self, verified: &Verified) -> Result<(String, Timestamp), String> {
        let typ = verified.header.typ.as_deref();
        let usual = typ.is_none() || is_type(typ, "JWT");
        if !(is_type(typ, TYPE) || usual && !self.strict) {
            return Err("it is a JWT of another type".to_owned());
        }
        self.claims(Claims(&verified.claims))
    }

    fn claims(&self, claims: Claims<'_>) -> Result<(String, Timestamp), String> {
        let said = |error: ClaimError| error.to_string();
        for name in ["iss", "sub"] {
            if claims.required_text(name).map_err(said)? != self.client_id {
                return Err(format!("its {name} is not the client"));
            }
        }
        self.audience(claims)?;
        let end = claims.required_date("exp").map_err(said)?;
        if end + LEEWAY <= self.now {
            return Err("it has expired".to_owned());
        }
        if end > self.now + self.longest + LEEWAY {
            return Err("it is good for too long".to_owned());
        }
        for name in ["iat", "nbf"] {
            let date = claims.date(name).map_err(said)?;
            if date.is_some_and(|date| date > self.now + LEEWAY) {
                return Err(format!("its {name} lies ahead"));
            }
        }
        let jti = claims.required_text("jti").map_err(said)?;
        if jti.len() > LONGEST_JTI {
            return Err("its jti is too long".to_owned());
        }
        Ok((jti.to_owned(), end))
    }

    fn audience(&self, claims: Claims<'_>) -> Result<(), String> {
        let audience = claims.audience().map_err(|error| error.to_string())?;
        let good = match audience.as_slice() {
            [only] if self.strict => {
                *only == self.issuer && claims.0.get("aud").is_some_and(Value::is_string)
            }
            [only] if self.names.is_empty() => *only == self.issuer,
            several => several
                .iter()
                .any(|one| self.names.iter().any(|url| url == one)),
        };
        if good {
            Ok(())
        } else {
            Err("its audience is not this server".to_owned())
        }
    }
}

/// Media types are compared without case, and `application/` may be left out (RFC 7515 section 4.1.9).
fn is_type(typ: Option<&str>, name: &str) -> bool {
    let Some(typ) = typ else {
        return false;
    };
    let prefix = "application/";
    let short = match typ.get(..prefix.len()) {
        Some(start) if start.eq_ignore_ascii_case(prefix) => &typ[prefix.len()..],
        _ => typ,
    };
    short.eq_ignore_ascii_case(name)
}
