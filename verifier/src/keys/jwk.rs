//! One JSON Web Key (RFC 7517, RFC 7518 section 6): usable for one of the allowed algorithms, or dropped with a reason.

use std::sync::Arc;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, ParsedPublicKey,
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::Value;

use crate::Algorithm;

/// A key that may verify, parsed once for each algorithm that it serves.
pub(crate) struct Key {
    pub(crate) kid: String,
    pub(crate) parsed: Vec<(Algorithm, Arc<ParsedPublicKey>)>,
}

impl Key {
    /// Whether both are the same key, whatever they serve.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let octets = |key: &Self| {
            key.parsed
                .first()
                .map(|(_, parsed)| parsed.as_ref().as_ref().to_vec())
        };
        octets(self) == octets(other)
    }

    /// Serves from now on what the same key serves where it was published once more.
    pub(crate) fn also_serve(&mut self, again: Self) {
        for (algorithm, parsed) in again.parsed {
            if self.parsed.iter().all(|(served, _)| *served != algorithm) {
                self.parsed.push((algorithm, parsed));
            }
        }
    }
}

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

/// What is wrong with a key, for the log.
type Dropped = &'static str;

/// Reads one member of a set. An unusable key is the matter of that key alone, never of its neighbours.
pub(crate) fn usable(member: Value, allowed: &[Algorithm]) -> Result<Key, Dropped> {
    if member.get("d").is_some() {
        return Err("a private key was published");
    }
    let mut jwk: Jwk = serde_json::from_value(member).map_err(|_| "not a JWK")?;
    let kid = jwk.kid.take().ok_or("no kid")?;
    if jwk.usage.as_deref().is_some_and(|usage| usage != "sig") {
        return Err("not for signatures");
    }
    if jwk
        .key_ops
        .as_ref()
        .is_some_and(|operations| !operations.iter().any(|operation| operation == "verify"))
    {
        return Err("not for verifying");
    }
    let fits = |algorithm: Algorithm| jwk.alg.as_deref().is_none_or(|alg| alg == algorithm.name());
    let algorithms = serves(&jwk)
        .iter()
        .copied()
        .filter(|algorithm| fits(*algorithm) && allowed.contains(algorithm));
    let parsed = algorithms.map(|algorithm| Ok((algorithm, Arc::new(parse(&jwk, algorithm)?))));
    let parsed: Vec<_> = parsed.collect::<Result<_, Dropped>>()?;
    if parsed.is_empty() {
        Err("not for an allowed algorithm")
    } else {
        Ok(Key { kid, parsed })
    }
}

/// A key that comes with its proof and needs no name: it serves this algorithm, or nothing.
pub(crate) fn nameless(jwk: Value, algorithm: Algorithm) -> Result<ParsedPublicKey, Dropped> {
    let jwk: Jwk = serde_json::from_value(jwk).map_err(|_| "not a JWK")?;
    match serves(&jwk).contains(&algorithm) {
        true => parse(&jwk, algorithm),
        false => Err("not for this algorithm"),
    }
}

/// The type of a key decides what it may verify, so that no RSA key is ever taken for an HMAC secret.
fn serves(jwk: &Jwk) -> &'static [Algorithm] {
    match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", None) => &[Algorithm::Rs256, Algorithm::Ps256],
        ("EC", Some("P-256")) => &[Algorithm::Es256],
        ("EC", Some("P-384")) => &[Algorithm::Es384],
        ("OKP", Some("Ed25519")) => &[Algorithm::EdDsa],
        _ => &[],
    }
}

fn parse(jwk: &Jwk, algorithm: Algorithm) -> Result<ParsedPublicKey, Dropped> {
    let parsed = match algorithm {
        Algorithm::Rs256 => rsa(jwk)?.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256),
        Algorithm::Ps256 => rsa(jwk)?.to_parsed_public_key(&RSA_PSS_2048_8192_SHA256),
        Algorithm::Es256 => ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point::<32>(jwk)?),
        Algorithm::Es384 => ParsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point::<48>(jwk)?),
        Algorithm::EdDsa => ParsedPublicKey::new(&ED25519, coordinate::<32>(jwk.x.as_ref())?),
    };
    parsed.map_err(|_| "not a key of its type")
}

/// Modulus and exponent within the bounds of FIPS 186-5: 2048 bits and more, an odd exponent above 2^16.
fn rsa(jwk: &Jwk) -> Result<RsaPublicKeyComponents<Vec<u8>>, Dropped> {
    let (n, e) = (decode(jwk.n.as_ref())?, decode(jwk.e.as_ref())?);
    let leading = *n.first().filter(|octet| **octet != 0).ok_or("no modulus")?;
    let bits = n.len() * 8 - leading.leading_zeros() as usize;
    if !(2048..=8192).contains(&bits) {
        return Err("an RSA modulus under 2048 or over 8192 bits");
    }
    if n.last().is_none_or(|octet| octet % 2 == 0) {
        return Err("an even RSA modulus");
    }
    // AWS-LC takes no exponent over 33 bits; five octets hold that, and more need not be read.
    if e.is_empty() || e.len() > 5 || e[0] == 0 {
        return Err("no usable RSA exponent");
    }
    let exponent = e
        .iter()
        .fold(0_u64, |value, octet| value << 8 | u64::from(*octet));
    if exponent % 2 == 0 || !(65_537..1 << 33).contains(&exponent) {
        return Err("an RSA exponent that is even, tiny or huge");
    }
    Ok(RsaPublicKeyComponents { n, e })
}

/// An uncompressed point (SEC 1 section 2.3.3).
fn point<const LENGTH: usize>(jwk: &Jwk) -> Result<Vec<u8>, Dropped> {
    let (x, y) = (
        coordinate::<LENGTH>(jwk.x.as_ref())?,
        coordinate::<LENGTH>(jwk.y.as_ref())?,
    );
    Ok([&[4][..], &x, &y].concat())
}

/// At its full length, leading zeros included (RFC 7518 section 6.2.1.2).
fn coordinate<const LENGTH: usize>(member: Option<&String>) -> Result<[u8; LENGTH], Dropped> {
    decode(member)?
        .try_into()
        .map_err(|_| "a coordinate is not as long as its curve asks")
}

fn decode(member: Option<&String>) -> Result<Vec<u8>, Dropped> {
    URL_SAFE_NO_PAD
        .decode(member.ok_or("a parameter is missing")?)
        .map_err(|_| "a parameter is not base64url")
}
