//! A JSON Web Key as it is written (RFC 7517 section 4), and the numbers in it (RFC 7518 section 6, RFC 8037 section 2).
//! Its type decides what it can be, so that no RSA key is ever taken for an HMAC secret.

use aws_lc_rs::signature::RsaPublicKeyComponents;
use serde::Deserialize;

use crate::base::id::from_base64url;
use crate::domain::ClientAlgorithm;
use crate::jose::jwe::{Curve, PublicPoint};

/// What is wrong with a key, for the log.
pub(super) type Unusable = &'static str;

/// The members that are read. Those of a private key were refused before.
#[derive(Deserialize)]
pub(super) struct Jwk {
    kty: String,
    pub(super) kid: Option<String>,
    #[serde(rename = "use")]
    pub(super) usage: Option<String>,
    key_ops: Option<Vec<String>>,
    pub(super) alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The numbers of a key, found valid.
pub(super) enum Material {
    Rsa(RsaPublicKeyComponents<Vec<u8>>),
    Ec(PublicPoint),
    Ed25519(Vec<u8>),
}

impl Jwk {
    pub(super) fn material(&self) -> Result<Material, Unusable> {
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
            ("OKP", Some("Ed25519")) => decode(self.x.as_ref()).map(Material::Ed25519),
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
    pub(super) fn allows(&self, usage: &str, operations: &[&str], alg: &str) -> bool {
        let named = |named: &String| operations.contains(&named.as_str());
        // Web Crypto exports the public half of an ECDH key with no operation at all.
        let agrees = |own: &[String]| own.is_empty() && operations.contains(&"deriveKey");
        self.usage.as_deref().is_none_or(|used| used == usage)
            && self.alg.as_deref().is_none_or(|own| canonical(own) == alg)
            && self
                .key_ops
                .as_ref()
                .is_none_or(|own| own.iter().any(named) || agrees(own))
    }
}

/// The name that is used here, of an algorithm that has two.
fn canonical(alg: &str) -> &str {
    match ClientAlgorithm::named(alg) {
        Some(known) => known.algorithm().as_str(),
        None => alg,
    }
}

fn decode(member: Option<&String>) -> Result<Vec<u8>, Unusable> {
    let text = member.ok_or("without one of its parameters")?;
    from_base64url(text).ok_or("a parameter is not base64url")
}
