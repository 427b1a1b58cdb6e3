//! Keys of every kind that an issuer may have, and tokens signed with them.

use std::sync::OnceLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
    KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

pub(crate) enum Signer {
    Rs256(RsaKeyPair),
    Ps256(RsaKeyPair),
    Es256(EcdsaKeyPair),
    Es384(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

/// The usual key: RSA with 2048 bits, made once.
pub(crate) fn rsa() -> &'static Signer {
    static KEY: OnceLock<Signer> = OnceLock::new();
    KEY.get_or_init(Signer::new_rsa)
}

pub(crate) fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Signer {
    pub(crate) fn new_rsa() -> Self {
        Self::Rs256(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"))
    }

    pub(crate) fn new_pss() -> Self {
        Self::Ps256(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"))
    }

    pub(crate) fn new_ec() -> Self {
        Self::Es256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"))
    }

    pub(crate) fn new_ec_384() -> Self {
        Self::Es384(EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).expect("a key"))
    }

    pub(crate) fn new_ed() -> Self {
        Self::EdDsa(Ed25519KeyPair::generate().expect("a key"))
    }

    /// The public half, as an issuer publishes it.
    pub(crate) fn jwk(&self, kid: &str) -> Value {
        let mut jwk = match self {
            Self::Rs256(key) | Self::Ps256(key) => {
                // A PKCS#1 public key of 2048 bits: two headers of four octets, the sign octet, the modulus.
                let der = key.public_key().as_ref();
                json!({ "kty": "RSA", "n": b64(&der[9..265]), "e": "AQAB" })
            }
            Self::Es256(key) => {
                let point = key.public_key().as_ref();
                json!({ "kty": "EC", "crv": "P-256", "x": b64(&point[1..33]), "y": b64(&point[33..]) })
            }
            Self::Es384(key) => {
                let point = key.public_key().as_ref();
                json!({ "kty": "EC", "crv": "P-384", "x": b64(&point[1..49]), "y": b64(&point[49..]) })
            }
            Self::EdDsa(key) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "x": b64(key.public_key().as_ref()) })
            }
        };
        jwk["kid"] = kid.into();
        jwk["use"] = "sig".into();
        jwk["alg"] = self.alg().into();
        jwk
    }

    pub(crate) fn alg(&self) -> &'static str {
        match self {
            Self::Rs256(_) => "RS256",
            Self::Ps256(_) => "PS256",
            Self::Es256(_) => "ES256",
            Self::Es384(_) => "ES384",
            Self::EdDsa(_) => "EdDSA",
        }
    }

    /// Any two texts become a token, however strange.
    pub(crate) fn sign(&self, header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
        let signed = format!("{}.{}", b64(header), b64(payload));
        let signature = self.signature(&signed);
        format!("{signed}.{}", b64(signature))
    }

    fn signature(&self, signed: &str) -> Vec<u8> {
        let (random, message) = (SystemRandom::new(), signed.as_bytes());
        let (padding, key) = match self {
            Self::Es256(key) | Self::Es384(key) => {
                return key
                    .sign(&random, message)
                    .expect("a signature")
                    .as_ref()
                    .to_vec();
            }
            Self::EdDsa(key) => return key.sign(message).as_ref().to_vec(),
            Self::Rs256(key) => (&RSA_PKCS1_SHA256, key),
            Self::Ps256(key) => (&RSA_PSS_SHA256, key),
        };
        let mut signature = vec![0; key.public_modulus_len()];
        key.sign(padding, &random, message, &mut signature)
            .expect("a signature");
        signature
    }
}
