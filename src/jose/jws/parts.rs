//! A compact JWS taken apart (RFC 7515 section 5.2), and its header (section 4) judged before any key is looked for.

use countersign_verifier::json;
use serde_json::{Map, Value};

use super::{JwsError, Unverified, Verified};
use crate::base::id::from_base64url;
use crate::domain::{Algorithm, ClientAlgorithm};

/// Above any honest request object. What is longer is refused before it costs a decoding.
const MAX_LENGTH: usize = 64 * 1024;

/// What of a header is of use. Key material in it (`jwk`, `jku`, `x5u`, `x5c`) is not even read, for whoever forges a token
/// writes its header too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub alg: String,
    pub kid: Option<String>,
    pub typ: Option<String>,
    pub cty: Option<String>,
}

/// Nothing in it is trusted yet.
pub(super) struct Parts<'a> {
    pub(super) header: Header,
    /// Header and payload as sent: what the signature covers.
    pub(super) signed: &'a [u8],
    /// Still encoded: it is decoded only after its signature was checked.
    payload: &'a str,
    pub(super) signature: Vec<u8>,
}

impl Header {
    /// Whether `typ` is this media type: in any case, and with or without `application/` (RFC 7515 section 4.1.9).
    pub fn is_of_type(&self, name: &str) -> bool {
        let Some(typ) = &self.typ else { return false };
        let bare = match typ.split_at_checked("application/".len()) {
            Some((prefix, bare)) if prefix.eq_ignore_ascii_case("application/") => bare,
            _ => typ,
        };
        bare.eq_ignore_ascii_case(name)
    }

    fn read(octets: &[u8]) -> Result<Self, JwsError> {
        let mut members = object(octets)?;
        // No extension is understood here, so none may be critical (RFC 7515 section 4.1.11); `b64` (RFC 7797) and `zip`
        // change what the payload is, even for a sender that forgot to say so.
        for extension in ["crit", "b64", "zip"] {
            if members.contains_key(extension) {
                return Err(JwsError::Unsupported(extension));
            }
        }
        let mut text = |name| match members.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(JwsError::Malformed(
                "its header has a member of a wrong type",
            )),
        };
        Ok(Self {
            alg: text("alg")?.ok_or(JwsError::Malformed("its header has no 'alg'"))?,
            kid: text("kid")?,
            typ: text("typ")?,
            cty: text("cty")?,
        })
    }
}

impl<'a> Parts<'a> {
    pub(super) fn split(token: &'a str) -> Result<Self, JwsError> {
        if token.len() > MAX_LENGTH {
            return Err(JwsError::TooLong);
        }
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(JwsError::Malformed("it does not have three parts"));
        };
        Ok(Self {
            header: Header::read(&decode(header)?)?,
            signed: &token.as_bytes()[..header.len() + 1 + payload.len()],
            payload,
            signature: decode(signature)?,
        })
    }

    /// The algorithm, if it is among those that may be.
    pub(super) fn algorithm(&self, allowed: &[Algorithm]) -> Result<Algorithm, JwsError> {
        let known = ClientAlgorithm::named(&self.header.alg).map(ClientAlgorithm::algorithm);
        known
            .filter(|algorithm| allowed.contains(algorithm))
            .ok_or(JwsError::AlgorithmRefused)
    }

    pub(super) fn verified(self) -> Result<Verified, JwsError> {
        let claims = object(&decode(self.payload)?)?;
        let header = self.header;
        Ok(Verified { header, claims })
    }

    pub(super) fn unverified(self) -> Result<Unverified, JwsError> {
        let claims = object(&decode(self.payload)?)?;
        let header = self.header;
        Ok(Unverified { header, claims })
    }
}

/// Padding, foreign characters and stray bits at the end are all refused, so that a token has one spelling only.
fn decode(part: &str) -> Result<Vec<u8>, JwsError> {
    from_base64url(part).ok_or(JwsError::Malformed("a part is not base64url"))
}

fn object(octets: &[u8]) -> Result<Map<String, Value>, JwsError> {
    let wrong = JwsError::Malformed("a part is not a JSON object, or has a member twice");
    json::object(octets).map_err(|_| wrong)
}
