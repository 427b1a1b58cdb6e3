//! A client's own key: what it signs with, and what it publishes.

use std::sync::OnceLock;

use aws_lc_rs::encoding::{AsBigEndian as _, AsDer as _, EcPublicKeyUncompressedBin};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
    KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
};
use aws_lc_rs::{hmac, signature};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

enum Pair {
    Rsa(Box<RsaKeyPair>, &'static dyn signature::RsaEncoding),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
    Secret(Box<hmac::Key>),
}

pub(crate) struct Signer {
    alg: &'static str,
    kid: String,
    pair: Pair,
    jwk: Value,
}

impl Signer {
    /// A new key for an algorithm. RSA keys are one, made once: that is slow.
    pub(crate) fn new(alg: &'static str, kid: &str) -> Self {
        let pair = match alg {
            "RS256" => Pair::Rsa(Box::new(rsa()), &RSA_PKCS1_SHA256),
            "PS256" => Pair::Rsa(Box::new(rsa()), &RSA_PSS_SHA256),
            "ES256" => Pair::Ec(
                EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key on P-256"),
            ),
            "ES384" => Pair::Ec(
                EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).expect("a key on P-384"),
            ),
            "EdDSA" | "Ed25519" => Pair::Ed(Ed25519KeyPair::generate().expect("a key of Ed25519")),
            other => panic!("no key for {other}"),
        };
        let mut jwk = pair.jwk();
        jwk["kid"] = json!(kid);
        Self {
            alg,
            kid: kid.to_owned(),
            pair,
            jwk,
        }
    }

    /// A secret that two share, for HS256.
    pub(crate) fn shared(secret: &[u8]) -> Self {
        Self {
            alg: "HS256",
            kid: String::new(),
            pair: Pair::Secret(Box::new(hmac::Key::new(hmac::HMAC_SHA256, secret))),
            jwk: Value::Null,
        }
    }

    /// The public key, as it is published.
    pub(crate) fn jwk(&self) -> &Value {
        &self.jwk
    }

    pub(crate) fn jwks(&self) -> Value {
        json!({"keys": [self.jwk]})
    }

    /// The header that this key's signatures have.
    pub(crate) fn header(&self) -> Value {
        match self.kid.as_str() {
            "" => json!({"alg": self.alg}),
            kid => json!({"alg": self.alg, "kid": kid}),
        }
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.sign_with(&self.header(), claims)
    }

    /// Signs with this key, whatever the header says.
    pub(crate) fn sign_with(&self, header: &Value, claims: &Value) -> String {
        self.sign_message(&format!("{}.{}", encode(header), encode(claims)))
    }

    /// Signs claims just as they are written.
    pub(crate) fn sign_text(&self, claims: &str) -> String {
        let claims = URL_SAFE_NO_PAD.encode(claims);
        self.sign_message(&format!("{}.{claims}", encode(&self.header())))
    }

    fn sign_message(&self, message: &str) -> String {
        let signature = self.pair.sign(message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// A part of a token.
pub(crate) fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

impl Pair {
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(pair, encoding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*encoding, &random, message, &mut signature)
                    .expect("a signature");
                signature
            }
            Self::Ec(pair) => {
                let signature = pair.sign(&random, message).expect("a signature");
                signature.as_ref().to_vec()
            }
            Self::Ed(pair) => pair.sign(message).as_ref().to_vec(),
            Self::Secret(key) => hmac::sign(key, message).as_ref().to_vec(),
        }
    }

    fn jwk(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Self::Rsa(pair, _) => {
                let key = pair.public_key();
                json!({
                    "kty": "RSA",
                    "n": text(key.modulus().big_endian_without_leading_zero()),
                    "e": text(key.exponent().big_endian_without_leading_zero()),
                })
            }
            Self::Ec(pair) => {
                let point: EcPublicKeyUncompressedBin<'_> =
                    pair.public_key().as_be_bytes().expect("a point");
                let (x, y) = point.as_ref()[1..].split_at((point.as_ref().len() - 1) / 2);
                let crv = if x.len() == 32 { "P-256" } else { "P-384" };
                json!({"kty": "EC", "crv": crv, "x": text(x), "y": text(y)})
            }
            Self::Ed(pair) => {
                json!({"kty": "OKP", "crv": "Ed25519", "x": text(pair.public_key().as_ref())})
            }
            Self::Secret(_) => Value::Null,
        }
    }
}

fn rsa() -> RsaKeyPair {
    static PKCS8: OnceLock<Vec<u8>> = OnceLock::new();
    let pkcs8 = PKCS8.get_or_init(|| {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("RSA keys can be made");
        pair.as_der().expect("a key has a form").as_ref().to_vec()
    });
    RsaKeyPair::from_pkcs8(pkcs8).expect("the key that was made")
}
