//! A client that signs, for tests: it can also sign what no honest client would.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
    KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair,
};
use serde_json::{Value, json};

use crate::base::id::base64url;
use crate::domain::Algorithm;

pub(super) struct Signer {
    pub(super) jwk: Value,
    pair: Pair,
}

enum Pair {
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    Ec(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Secret(Box<hmac::Key>),
}

impl Signer {
    pub(super) fn new(algorithm: Algorithm, kid: &str) -> Self {
        let (pair, mut jwk) = match algorithm {
            Algorithm::Rs256 => rsa(&RSA_PKCS1_SHA256),
            Algorithm::Ps256 => rsa(&RSA_PSS_SHA256),
            Algorithm::Es256 => ec("P-256"),
            Algorithm::Es384 => ec("P-384"),
            Algorithm::EdDsa => {
                let pair = Ed25519KeyPair::generate().unwrap();
                let x = base64url(pair.public_key().as_ref());
                (
                    Pair::Ed25519(pair),
                    json!({"kty": "OKP", "crv": "Ed25519", "x": x}),
                )
            }
            Algorithm::Hs256 => panic!("a secret has no public key"),
        };
        jwk["kid"] = kid.into();
        Self { jwk, pair }
    }

    pub(super) fn secret(secret: &[u8]) -> Self {
        let pair = Pair::Secret(Box::new(hmac::Key::new(hmac::HMAC_SHA256, secret)));
        Self {
            jwk: Value::Null,
            pair,
        }
    }

    pub(super) fn sign(&self, header: &Value, claims: &Value) -> String {
        self.sign_octets(header, claims.to_string().as_bytes())
    }

    pub(super) fn sign_octets(&self, header: &Value, payload: &[u8]) -> String {
        let signed = format!(
            "{}.{}",
            base64url(header.to_string().as_bytes()),
            base64url(payload)
        );
        let message = signed.as_bytes();
        let random = SystemRandom::new();
        let signature = match &self.pair {
            Pair::Rsa(pair, encoding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*encoding, &random, message, &mut signature)
                    .unwrap();
                signature
            }
            Pair::Ec(pair) => pair.sign(&random, message).unwrap().as_ref().to_vec(),
            Pair::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
            Pair::Secret(key) => hmac::sign(key, message).as_ref().to_vec(),
        };
        format!("{signed}.{}", base64url(&signature))
    }
}

fn rsa(encoding: &'static dyn RsaEncoding) -> (Pair, Value) {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let n = base64url(
        pair.public_key()
            .modulus()
            .big_endian_without_leading_zero(),
    );
    (
        Pair::Rsa(pair, encoding),
        json!({"kty": "RSA", "n": n, "e": "AQAB"}),
    )
}

fn ec(curve: &str) -> (Pair, Value) {
    let algorithm = match curve {
        "P-256" => &ECDSA_P256_SHA256_FIXED_SIGNING,
        _ => &ECDSA_P384_SHA384_FIXED_SIGNING,
    };
    let pair = EcdsaKeyPair::generate(algorithm).unwrap();
    let octets = pair.public_key().as_ref();
    let (x, y) = octets[1..].split_at(octets.len() / 2);
    let jwk = json!({"kty": "EC", "crv": curve, "x": base64url(x), "y": base64url(y)});
    (Pair::Ec(pair), jwk)
}
