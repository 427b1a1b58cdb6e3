//! ECDH-ES in the mode of direct key agreement (RFC 7518 section 4.6): points, and the key that two of them derive.

use aws_lc_rs::agreement::{self, ECDH_P256, ECDH_P384, ParsedPublicKey, UnparsedPublicKey};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::ContentEncryption;
use crate::base::id::{base64url, from_base64url};
use crate::jose::digest::sha256;

/// The curves of a recipient. Our own key is on P-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::jose) enum Curve {
    P256,
    P384,
}

impl Curve {
    pub(in crate::jose) fn named(crv: &str) -> Option<Self> {
        match crv {
            "P-256" => Some(Self::P256),
            "P-384" => Some(Self::P384),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
        }
    }

    fn coordinate_length(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
        }
    }

    pub(in crate::jose) fn algorithm(self) -> &'static agreement::Algorithm {
        match self {
            Self::P256 => &ECDH_P256,
            Self::P384 => &ECDH_P384,
        }
    }
}

/// A public key that is known to be a point of its curve, and not the one at infinity.
#[derive(Clone, Debug)]
pub(in crate::jose) struct PublicPoint {
    pub(in crate::jose) curve: Curve,
    /// Uncompressed (SEC 1): 4, x, y.
    octets: Vec<u8>,
}

impl PublicPoint {
    pub(in crate::jose) fn from_octets(curve: Curve, octets: &[u8]) -> Option<Self> {
        let uncompressed = octets.len() == 1 + 2 * curve.coordinate_length() && octets[0] == 4;
        let unparsed = UnparsedPublicKey::new(curve.algorithm(), octets);
        (uncompressed && ParsedPublicKey::try_from(&unparsed).is_ok()).then(|| Self {
            curve,
            octets: octets.to_vec(),
        })
    }

    /// From the members `x` and `y`, each of the full length of a coordinate (RFC 7518 section 6.2.1.2).
    pub(in crate::jose) fn from_coordinates(curve: Curve, x: &str, y: &str) -> Option<Self> {
        let full = |text| {
            from_base64url(text)
                .filter(|octets: &Vec<u8>| octets.len() == curve.coordinate_length())
        };
        Self::from_octets(curve, &[vec![4], full(x)?, full(y)?].concat())
    }

    /// `kty`, `crv`, `x` and `y`.
    pub(in crate::jose) fn jwk(&self) -> Value {
        let (x, y) = self.octets[1..].split_at(self.curve.coordinate_length());
        json!({"kty": "EC", "crv": self.curve.name(), "x": base64url(x), "y": base64url(y)})
    }

    pub(in crate::jose) fn octets(&self) -> &[u8] {
        &self.octets
    }

    pub(in crate::jose) fn unparsed(&self) -> UnparsedPublicKey<&[u8]> {
        UnparsedPublicKey::new(self.curve.algorithm(), &self.octets)
    }
}

/// The Concat KDF (RFC 7518 section 4.6.2, NIST SP 800-56A). No key that it makes here is longer than one SHA-256, so there
/// is one round.
pub(in crate::jose) fn content_key(
    agreed: &[u8],
    enc: ContentEncryption,
    apu: &[u8],
    apv: &[u8],
) -> Zeroizing<Vec<u8>> {
    let bits = enc.key_length() as u32 * 8;
    let mut input = Zeroizing::new(1_u32.to_be_bytes().to_vec());
    input.reserve_exact(agreed.len() + 64 + apu.len() + apv.len());
    input.extend_from_slice(agreed);
    for part in [enc.as_str().as_bytes(), apu, apv] {
        // No part is longer than a token, and that is far below what 32 bits count.
        input.extend_from_slice(&(part.len() as u32).to_be_bytes());
        input.extend_from_slice(part);
    }
    input.extend_from_slice(&bits.to_be_bytes());
    let hash = Zeroizing::new(sha256(&input));
    Zeroizing::new(hash[..enc.key_length()].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOB: (&str, &str) = (
        "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
        "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
    );

    /// RFC 7518 appendix C.
    #[test]
    fn the_rfc_s_derivation_is_reproduced() {
        let alice = from_base64url("0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo").unwrap();
        let alice = agreement::PrivateKey::from_private_key(&ECDH_P256, &alice).unwrap();
        let bob = PublicPoint::from_coordinates(Curve::P256, BOB.0, BOB.1).unwrap();
        let key = agreement::agree(&alice, bob.unparsed(), (), |agreed| {
            let enc = ContentEncryption::A128Gcm;
            Ok(content_key(agreed, enc, b"Alice", b"Bob"))
        });
        assert_eq!(base64url(&key.unwrap()), "VqqN6vgjbSBcIijNcacQGg");
    }

    #[test]
    fn a_point_off_its_curve_is_none() {
        let (x, y) = BOB;
        assert!(PublicPoint::from_coordinates(Curve::P256, x, y).is_some());
        assert!(PublicPoint::from_coordinates(Curve::P256, x, x).is_none());
        assert!(PublicPoint::from_coordinates(Curve::P256, y, x).is_none());
        assert!(PublicPoint::from_coordinates(Curve::P384, x, y).is_none());
        let zero = base64url(&[0; 32]);
        assert!(PublicPoint::from_coordinates(Curve::P256, &zero, &zero).is_none());
        let short = base64url(&[1; 31]);
        assert!(PublicPoint::from_coordinates(Curve::P256, &short, y).is_none());
    }
}
