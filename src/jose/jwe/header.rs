//! A compact JWE taken apart (RFC 7516 section 5.2), and its header judged before any key is touched: what is not
//! supported costs nothing. So no decompression bomb (`zip`) and no key stretching by the sender's count (`p2c`).

use countersign_verifier::json;
use serde_json::{Map, Value};

use super::content::TAG;
use super::{ContentEncryption, Curve, JweError, KeyManagement, PublicPoint};
use crate::base::id::from_base64url;

/// Above any honest request object. What is longer is refused before it costs a decoding.
const MAX_LENGTH: usize = 64 * 1024;

/// Nothing in it is trusted yet.
pub(in crate::jose) struct Parts<'a> {
    pub(in crate::jose) enc: ContentEncryption,
    pub(in crate::jose) key: KeyAgreement,
    pub(in crate::jose) kid: Option<String>,
    /// The header as sent: the additional authenticated data.
    pub(in crate::jose) aad: &'a [u8],
    pub(in crate::jose) iv: Vec<u8>,
    /// The ciphertext, followed by the tag.
    pub(in crate::jose) sealed: Vec<u8>,
}

/// What the content encryption key is made from, by `alg`.
pub(in crate::jose) enum KeyAgreement {
    RsaOaep256 {
        encrypted_key: Vec<u8>,
    },
    EcdhEs {
        epk: PublicPoint,
        apu: Vec<u8>,
        apv: Vec<u8>,
    },
}

impl<'a> Parts<'a> {
    pub(in crate::jose) fn split(token: &'a str) -> Result<Self, JweError> {
        if token.len() > MAX_LENGTH {
            return Err(JweError::TooLong);
        }
        let mut parts = token.split('.');
        let mut next = || parts.next();
        let (Some(header), Some(key), Some(iv), Some(ciphertext), Some(tag), None) =
            (next(), next(), next(), next(), next(), next())
        else {
            return Err(JweError::Malformed("it does not have five parts"));
        };
        let members = Header::read(header)?;
        let (enc, key) = (members.enc()?, members.key(decode(key)?)?);
        let (iv, mut sealed, tag) = (decode(iv)?, decode(ciphertext)?, decode(tag)?);
        if iv.len() != enc.iv_length() || tag.len() != TAG {
            return Err(JweError::Malformed(
                "its vector or tag is not of the length that 'enc' has",
            ));
        }
        sealed.extend_from_slice(&tag);
        Ok(Self {
            enc,
            key,
            kid: members.text("kid")?.map(str::to_owned),
            aad: header.as_bytes(),
            iv,
            sealed,
        })
    }
}

struct Header(Map<String, Value>);

impl Header {
    fn read(part: &str) -> Result<Self, JweError> {
        let header = json::object(&decode(part)?)
            .map_err(|_| JweError::Malformed("its header is not a JSON object"))?;
        for extension in ["crit", "zip", "p2c", "p2s", "b64"] {
            if header.contains_key(extension) {
                return Err(JweError::Unsupported(extension));
            }
        }
        Ok(Self(header))
    }

    fn text(&self, name: &str) -> Result<Option<&str>, JweError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(JweError::Malformed(
                "its header has a member of a wrong type",
            )),
        }
    }

    fn enc(&self) -> Result<ContentEncryption, JweError> {
        let known = self.text("enc")?.and_then(ContentEncryption::named);
        known.ok_or(JweError::Unsupported("enc"))
    }

    fn key(&self, encrypted_key: Vec<u8>) -> Result<KeyAgreement, JweError> {
        let known = self.text("alg")?.and_then(KeyManagement::named);
        match known.ok_or(JweError::Unsupported("alg"))? {
            KeyManagement::RsaOaep256 => Ok(KeyAgreement::RsaOaep256 { encrypted_key }),
            // Nothing is wrapped where the agreed key itself encrypts (RFC 7516 section 5.2 step 10).
            KeyManagement::EcdhEs if !encrypted_key.is_empty() => Err(JweError::Malformed(
                "it has an encrypted key, which ECDH-ES has not",
            )),
            KeyManagement::EcdhEs => Ok(KeyAgreement::EcdhEs {
                epk: self.epk().ok_or(JweError::Malformed(
                    "its 'epk' is not a public key on P-256",
                ))?,
                apu: self.party("apu")?,
                apv: self.party("apv")?,
            }),
        }
    }

    /// The sender's ephemeral key (RFC 7518 section 4.6.1.1), proven to lie on our curve: agreeing on a foreign point
    /// would give our key away piece by piece.
    fn epk(&self) -> Option<PublicPoint> {
        let epk = self.0.get("epk")?.as_object()?;
        let text = |name: &str| epk.get(name)?.as_str();
        if text("kty")? != "EC" || epk.contains_key("d") {
            return None;
        }
        let curve = Curve::named(text("crv")?).filter(|curve| *curve == Curve::P256)?;
        PublicPoint::from_coordinates(curve, text("x")?, text("y")?)
    }

    fn party(&self, name: &str) -> Result<Vec<u8>, JweError> {
        self.text(name)?.map_or(Ok(Vec::new()), decode)
    }
}

/// Padding, foreign characters and stray bits at the end are all refused.
fn decode(part: &str) -> Result<Vec<u8>, JweError> {
    from_base64url(part).ok_or(JweError::Malformed("a part is not base64url"))
}
