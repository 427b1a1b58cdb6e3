//! One public key of a client, parsed once for each use that it may be put to.

use std::fmt;

use aws_lc_rs::rsa::{OaepPublicEncryptingKey, PublicEncryptingKey};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, ParsedPublicKey,
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
};
use serde::Deserialize as _;
use serde_json::Value;

use super::jwk::{Jwk, Material, Unusable};
use crate::domain::Algorithm;
use crate::jose::jwe::{Curve, KeyManagement, PublicPoint};

pub struct ClientKey {
    kid: Option<String>,
    verifies: Vec<(Algorithm, ParsedPublicKey)>,
    recipient: Option<Recipient>,
    /// It says itself that it is for encryption, and is not only silent on it.
    meant_for_encryption: bool,
}

/// The key of someone to whom we encrypt.
pub(in crate::jose) enum Recipient {
    Rsa(OaepPublicEncryptingKey),
    Ec(PublicPoint),
}

impl fmt::Debug for ClientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClientKey({:?})", self.kid)
    }
}

impl ClientKey {
    /// Reads one member of a set. Why it cannot be used is its own matter, never that of its neighbours.
    pub(in crate::jose) fn read(member: &Value) -> Result<Self, Unusable> {
        let jwk = Jwk::deserialize(member).map_err(|_| "not a JWK")?;
        let material = jwk.material()?;
        let verifies = verifiers(&jwk, &material)?;
        let recipient = recipient(&jwk, material);
        let meant_for_encryption =
            recipient.is_some() && (jwk.usage.is_some() || jwk.alg.is_some());
        if verifies.is_empty() && recipient.is_none() {
            return Err("not for any use that is known here");
        }
        Ok(Self {
            kid: jwk.kid,
            verifies,
            recipient,
            meant_for_encryption,
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

    pub(in crate::jose) fn is_meant_for_encryption(&self) -> bool {
        self.meant_for_encryption
    }

    pub(in crate::jose) fn recipient(&self) -> Option<&Recipient> {
        self.recipient.as_ref()
    }

    /// The key as it checks signatures of this algorithm, if it may.
    pub(in crate::jose) fn verifier(&self, algorithm: Algorithm) -> Option<&ParsedPublicKey> {
        let mut verifies = self.verifies.iter();
        let (_, key) = verifies.find(|(serves, _)| *serves == algorithm)?;
        Some(key)
    }
}

fn verifiers(
    jwk: &Jwk,
    material: &Material,
) -> Result<Vec<(Algorithm, ParsedPublicKey)>, Unusable> {
    let algorithms: &[Algorithm] = match material {
        Material::Rsa(_) => &[Algorithm::Rs256, Algorithm::Ps256],
        Material::Ec(point) => match point.curve {
            Curve::P256 => &[Algorithm::Es256],
            Curve::P384 => &[Algorithm::Es384],
        },
        Material::Ed25519(_) => &[Algorithm::EdDsa],
    };
    let allowed = algorithms
        .iter()
        .filter(|algorithm| jwk.allows("sig", &["verify"], algorithm.as_str()));
    let parsed = allowed.map(|&algorithm| Ok((algorithm, parse(material, algorithm)?)));
    parsed.collect()
}

fn recipient(jwk: &Jwk, material: Material) -> Option<Recipient> {
    let (alg, operations): (_, &[&str]) = match material {
        Material::Rsa(_) => (KeyManagement::RsaOaep256, &["encrypt", "wrapKey"]),
        Material::Ec(_) => (KeyManagement::EcdhEs, &["deriveKey", "deriveBits"]),
        Material::Ed25519(_) => return None,
    };
    if !jwk.allows("enc", operations, alg.as_str()) {
        return None;
    }
    match material {
        Material::Rsa(key) => {
            let key: PublicEncryptingKey = key.try_into().ok()?;
            OaepPublicEncryptingKey::new(key).ok().map(Recipient::Rsa)
        }
        Material::Ec(point) => Some(Recipient::Ec(point)),
        Material::Ed25519(_) => None,
    }
}

fn parse(material: &Material, algorithm: Algorithm) -> Result<ParsedPublicKey, Unusable> {
    let parsed = match (material, algorithm) {
        (Material::Rsa(key), Algorithm::Rs256) => {
            key.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
        }
        (Material::Rsa(key), Algorithm::Ps256) => {
            key.to_parsed_public_key(&RSA_PSS_2048_8192_SHA256)
        }
        (Material::Ec(point), Algorithm::Es256) => {
            ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point.octets())
        }
        (Material::Ec(point), Algorithm::Es384) => {
            ParsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point.octets())
        }
        (Material::Ed25519(key), Algorithm::EdDsa) if key.len() == 32 => {
            ParsedPublicKey::new(&ED25519, key)
        }
        _ => return Err("not a key of its type"),
    };
    parsed.map_err(|_| "not a key of its type")
}
