//! One public key of a client (RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2): parsed once, for what it may
//! be used for. Its type decides that, so that no RSA key is ever taken for an HMAC secret.

use std::fmt;

use aws_lc_rs::rsa::{OaepPublicEncryptingKey, PublicEncryptingKey};
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde::Deserialize;
use serde_json::Value;

use super::Algorithm;
use super::jwe::{Curve, KeyManagement, PublicPoint};
use crate::base::id::from_base64url;

pub struct ClientKey {
    kid: Option<String>,
    verifies: Vec<(Algorithm, ParsedPublicKey)>,
    recipient: Option<Recipient>,
}

/// The key of someone to whom we encrypt.
pub(super) enum Recipient {
    Rsa(OaepPublicEncryptingKey),
    Ec(PublicPoint),
}

/// What is wrong with a key, for the log.
type Unusable = &'static str;

/// The members that are read. Those of a private key were refused before.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The numbers of a key, found valid.
enum Material {
    Rsa(RsaPublicKeyComponents<Vec<u8>>),
    Ec(PublicPoint),
}

impl fmt::Debug for ClientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClientKey({:?})", self.kid)
    }
}

impl ClientKey {
    /// Reads one member of a set. Why it cannot be used is its own matter, never that of its neighbours.
    pub(super) fn read(member: &Value) -> Result<Self, Unusable> {
        let jwk = Jwk::deserialize(member).map_err(|_| "not a JWK")?;
        let material = jwk.material()?;
        let verifies = jwk.verifies(&material)?;
        let recipient = jwk.recipient(material);
        if verifies.is_empty() && recipient.is_none() {
            return Err("not for any use that is known here");
        }
        Ok(Self {
            kid: jwk.kid,
            verifies,
            recipient,
        })
    }

    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// How one encrypts to this key, if one may.
    pub fn key_management(&self) -> Option<KeyManagement> {
        self.recipient.as_ref().map(|recipient| match recipient {
            Recipient::Rsa(_) => KeyManagement::RsaOaep256,
            Recipient::Ec(_) => KeyManagement::EcdhEs,
        })
    }

    pub(super) fn recipient(&self) -> Option<&Recipient> {
        self.recipient.as_ref()
    }

    /// The key as it checks signatures of this algorithm, if it may.
    pub(super) fn verifier(&self, algorithm: Algorithm) -> Option<&ParsedPublicKey> {
        let mut verifies = self.verifies.iter();
        let (_, key) = verifies.find(|(serves, _)| *serves == algorithm)?;
        Some(key)
    }
}

impl Jwk {
    fn material(&self) -> Result<Material, Unusable> {
        match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => self.rsa().map(Material::Rsa),
            ("EC", Some(crv)) => {
                let curve = Curve::named(crv).ok_or("on a curve that is not supported")?;
                let (x, y) = (self.x.as_deref(), self.y.as_deref());
                let point = x
                    .zip(y)
                    .and_then(|(x, y)| PublicPoint::from_coordinates(curve, x, y));
                point.map(Material::Ec).ok_or("not a point of its curve")
            }
            _ => Err("of a type that is not supported"),
        }
    }

    /// Modulus and exponent within the bounds of FIPS 186-5: 2048 bits and more, an odd exponent above 2^16.
    fn rsa(&self) -> Result<RsaPublicKeyComponents<Vec<u8>>, Unusable> {
        let (n, e) = (decode(self.n.as_ref())?, decode(self.e.as_ref())?);
        let leading = *n
            .first()
            .filter(|octet| **octet != 0)
            .ok_or("without a modulus")?;
        let bits = n.len() * 8 - leading.leading_zeros() as usize;
        if !(2048..=8192).contains(&bits) || n.last().is_none_or(|octet| octet % 2 == 0) {
            return Err("an RSA modulus that is even, under 2048 or over 8192 bits");
        }
        // AWS-LC takes no exponent over 33 bits, and five octets hold that.
        let exponent = e
            .iter()
            .take(6)
            .fold(0_u64, |value, octet| value << 8 | u64::from(*octet));
        if e.first() == Some(&0) || exponent % 2 == 0 || !(65_537..1 << 33).contains(&exponent) {
            return Err("an RSA exponent that is even, tiny or huge");
        }
        Ok(RsaPublicKeyComponents { n, e })
    }

    /// Whether `use`, `key_ops` and `alg`, where they are there, all allow it (RFC 7517 sections 4.2 to 4.4).
    fn allows(&self, usage: &str, operations: &[&str], alg: &str) -> bool {
        let named = |named: &String| operations.contains(&named.as_str());
        self.usage.as_deref().is_none_or(|used| used == usage)
            && self.alg.as_deref().is_none_or(|own| own == alg)
            && self
                .key_ops
                .as_ref()
                .is_none_or(|own| own.iter().any(named))
    }

    fn verifies(&self, material: &Material) -> Result<Vec<(Algorithm, ParsedPublicKey)>, Unusable> {
        let algorithms: &[Algorithm] = match material {
            Material::Rsa(_) => &[Algorithm::Rs256],
            _ => &[],
        };
        let allowed = algorithms
            .iter()
            .filter(|algorithm| self.allows("sig", &["verify"], algorithm.as_str()));
        let parsed = allowed.map(|&algorithm| Ok((algorithm, parse(material, algorithm)?)));
        parsed.collect()
    }

    fn recipient(&self, material: Material) -> Option<Recipient> {
        let (alg, operations): (_, &[&str]) = match material {
            Material::Rsa(_) => (KeyManagement::RsaOaep256, &["encrypt", "wrapKey"]),
            Material::Ec(_) => (KeyManagement::EcdhEs, &["deriveKey", "deriveBits"]),
        };
        if !self.allows("enc", operations, alg.as_str()) {
            return None;
        }
        match material {
            Material::Rsa(key) => {
                let key: PublicEncryptingKey = key.try_into().ok()?;
                OaepPublicEncryptingKey::new(key).ok().map(Recipient::Rsa)
            }
            Material::Ec(point) => Some(Recipient::Ec(point)),
        }
    }
}

fn parse(material: &Material, algorithm: Algorithm) -> Result<ParsedPublicKey, Unusable> {
    let parsed = match (material, algorithm) {
        (Material::Rsa(key), Algorithm::Rs256) => {
            key.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
        }
        _ => return Err("not a key of its type"),
    };
    parsed.map_err(|_| "not a key of its type")
}

fn decode(member: Option<&String>) -> Result<Vec<u8>, Unusable> {
    let text = member.ok_or("without one of its parameters")?;
    from_base64url(text).ok_or("a parameter is not base64url")
}
