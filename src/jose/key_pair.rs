//! The key pairs beneath signing keys, one kind for each algorithm: made, read, shown (RFC 7518 section 6, RFC 8037
//! section 2), and used. Every private operation is aws-lc-rs's.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
    RsaEncoding, RsaKeyPair,
};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::base::{Fault, id::base64url};
use crate::domain::Algorithm;

pub(super) enum Pair {
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Pair {
    pub(super) fn generate(algorithm: Algorithm) -> Result<Self, Fault> {
        match Kind::of(algorithm)? {
            Kind::Rsa(padding) => {
                RsaKeyPair::generate(KeySize::Rsa2048).map(|pair| Self::Rsa(pair, padding))
            }
            Kind::Ecdsa(curve) => EcdsaKeyPair::generate(curve).map(Self::Ecdsa),
            Kind::Ed25519 => Ed25519KeyPair::generate().map(Self::Ed25519),
        }
        .map_err(Fault::internal)
    }

    pub(super) fn from_pkcs8(algorithm: Algorithm, pkcs8: &[u8]) -> Result<Self, Fault> {
        match Kind::of(algorithm)? {
            Kind::Rsa(padding) => {
                RsaKeyPair::from_pkcs8(pkcs8).map(|pair| Self::Rsa(pair, padding))
            }
            Kind::Ecdsa(curve) => EcdsaKeyPair::from_pkcs8(curve, pkcs8).map(Self::Ecdsa),
            Kind::Ed25519 => Ed25519KeyPair::from_pkcs8(pkcs8).map(Self::Ed25519),
        }
        .map_err(Fault::internal)
    }

    pub(super) fn pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let bytes = match self {
            Self::Rsa(pair, _) => pair.as_der().map(|document| document.as_ref().to_vec()),
            Self::Ecdsa(pair) => pair.to_pkcs8v1().map(|document| document.as_ref().to_vec()),
            Self::Ed25519(pair) => pair.to_pkcs8().map(|document| document.as_ref().to_vec()),
        };
        bytes.map(Zeroizing::new).map_err(Fault::internal)
    }

    /// The public key for checking a signature: PKCS#1 of an RSA key, the point of a curve's.
    pub(super) fn public_bytes(&self) -> &[u8] {
        match self {
            Self::Rsa(pair, _) => pair.public_key().as_ref(),
            Self::Ecdsa(pair) => pair.public_key().as_ref(),
            Self::Ed25519(pair) => pair.public_key().as_ref(),
        }
    }

    /// The members that make the public key and no others, in the order of RFC 7638 section 3.
    pub(super) fn public(&self) -> Value {
        match self {
            Self::Rsa(pair, _) => {
                let public = pair.public_key();
                let n = public.modulus().big_endian_without_leading_zero();
                let e = public.exponent().big_endian_without_leading_zero();
                json!({"e": base64url(e), "kty": "RSA", "n": base64url(n)})
            }
            Self::Ecdsa(pair) => {
                // An uncompressed point: the octet 4, then both coordinates at full length.
                let point = pair.public_key().as_ref();
                let (x, y) = point[1..].split_at(point.len() / 2);
                let curve = if x.len() == 48 { "P-384" } else { "P-256" };
                json!({"crv": curve, "kty": "EC", "x": base64url(x), "y": base64url(y)})
            }
            Self::Ed25519(pair) => {
                let x = base64url(pair.public_key().as_ref());
                json!({"crv": "Ed25519", "kty": "OKP", "x": x})
            }
        }
    }

    /// The signature in base64url: of ECDSA the two numbers side by side (RFC 7518 section 3.4).
    pub(super) fn sign(&self, message: &[u8]) -> Result<String, Fault> {
        match self {
            Self::Rsa(pair, padding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*padding, &SystemRandom::new(), message, &mut signature)
                    .map_err(Fault::internal)?;
                Ok(base64url(&signature))
            }
            Self::Ecdsa(pair) => {
                let signature = pair.sign(&SystemRandom::new(), message);
                Ok(base64url(signature.map_err(Fault::internal)?.as_ref()))
            }
            Self::Ed25519(pair) => {
                let signature = pair.try_sign(message).map_err(Fault::internal)?;
                Ok(base64url(signature.as_ref()))
            }
        }
    }
}

/// What an algorithm asks of its key.
enum Kind {
    Rsa(&'static dyn RsaEncoding),
    Ecdsa(&'static EcdsaSigningAlgorithm),
    Ed25519,
}

impl Kind {
    fn of(algorithm: Algorithm) -> Result<Self, Fault> {
        match algorithm {
            Algorithm::Rs256 => Ok(Self::Rsa(&RSA_PKCS1_SHA256)),
            Algorithm::Ps256 => Ok(Self::Rsa(&RSA_PSS_SHA256)),
            Algorithm::Es256 => Ok(Self::Ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING)),
            Algorithm::Es384 => Ok(Self::Ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING)),
            Algorithm::EdDsa => Ok(Self::Ed25519),
            Algorithm::Hs256 => Err(Fault::internal("no key pair is for HS256")),
        }
    }
}
