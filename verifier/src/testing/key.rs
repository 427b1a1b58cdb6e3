//! Keys that sign tokens for tests. One of each kind is made in a process, when it is first needed: an RSA key takes a
//! moment, and many tests need one.

use std::sync::OnceLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
    KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::must;
use crate::Algorithm;

/// A key pair. It is known to nobody outside of the process, and worth nothing there.
pub(super) enum TestKey {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

impl TestKey {
    /// The key of this process for the algorithm.
    pub(super) fn of(algorithm: Algorithm) -> &'static Self {
        static RSA: OnceLock<TestKey> = OnceLock::new();
        static P256: OnceLock<TestKey> = OnceLock::new();
        static P384: OnceLock<TestKey> = OnceLock::new();
        static ED25519: OnceLock<TestKey> = OnceLock::new();
        let place = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => &RSA,
            Algorithm::Es256 => &P256,
            Algorithm::Es384 => &P384,
            Algorithm::EdDsa => &ED25519,
        };
        place.get_or_init(|| Self::generate(algorithm))
    }

    pub(super) fn generate(algorithm: Algorithm) -> Self {
        let ec = |curve| Self::Ec(must(EcdsaKeyPair::generate(curve), "an EC key"));
        match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => {
                Self::Rsa(must(RsaKeyPair::generate(KeySize::Rsa2048), "an RSA key"))
            }
            Algorithm::Es256 => ec(&ECDSA_P256_SHA256_FIXED_SIGNING),
            Algorithm::Es384 => ec(&ECDSA_P384_SHA384_FIXED_SIGNING),
            Algorithm::EdDsa => Self::Ed(must(Ed25519KeyPair::generate(), "an Ed25519 key")),
        }
    }

    /// The public half as a JWK, without a name.
    pub(super) fn jwk(&self) -> Value {
        match self {
            Self::Rsa(pair) => {
                // PKCS#1 of 2048 bits: two headers of four octets, the sign octet, the modulus.
                let der = pair.public_key().as_ref();
                json!({ "kty": "RSA", "n": text(&der[9..265]), "e": "AQAB" })
            }
            Self::Ec(pair) => {
                // An uncompressed point: one octet, then both coordinates (SEC 1 section 2.3.3).
                let point = &pair.public_key().as_ref()[1..];
                let (x, y) = point.split_at(point.len() / 2);
                let curve = if x.len() == 32 { "P-256" } else { "P-384" };
                json!({ "kty": "EC", "crv": curve, "x": text(x), "y": text(y) })
            }
            Self::Ed(pair) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "x": text(pair.public_key()) })
            }
        }
    }

    pub(super) fn sign(&self, algorithm: Algorithm, message: &str) -> Vec<u8> {
        let (random, message) = (SystemRandom::new(), message.as_bytes());
        match self {
            Self::Rsa(pair) => {
                let padding = match algorithm {
                    Algorithm::Ps256 => &RSA_PSS_SHA256,
                    _ => &RSA_PKCS1_SHA256,
                };
                let mut signature = vec![0; pair.public_modulus_len()];
                let signed = pair.sign(padding, &random, message, &mut signature);
                must(signed, "a signature");
                signature
            }
            Self::Ec(pair) => must(pair.sign(&random, message), "a signature")
                .as_ref()
                .to_vec(),
            Self::Ed(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }
}

/// As JOSE writes octets.
pub(super) fn text(octets: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}
