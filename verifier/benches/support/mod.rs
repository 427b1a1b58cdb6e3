//! What the benchmarks share: an issuer's keys, and tokens as Countersign issues them, of about 850 characters.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use countersign_verifier::{Algorithm, Builder, Verifier};
use serde_json::{Value, json};

pub(crate) const ISSUER: &str = "https://id.example.org";
pub(crate) const AUDIENCE: &str = "https://api.example.org";
/// The time by which tokens are judged. Verifiers still read the machine's clock at every check, for that is what it
/// costs.
pub(crate) const NOW: u64 = 1_800_000_000;

pub(crate) enum Signer {
    Rs256(RsaKeyPair),
    Es256(EcdsaKeyPair),
}

impl Signer {
    pub(crate) fn rs256() -> Self {
        Self::Rs256(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"))
    }

    pub(crate) fn es256() -> Self {
        Self::Es256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"))
    }

    pub(crate) fn alg(&self) -> &'static str {
        match self {
            Self::Rs256(_) => "RS256",
            Self::Es256(_) => "ES256",
        }
    }

    /// The public half, as aws-lc-rs reads it.
    pub(crate) fn public(&self) -> &[u8] {
        match self {
            Self::Rs256(key) => key.public_key().as_ref(),
            Self::Es256(key) => key.public_key().as_ref(),
        }
    }

    pub(crate) fn jwk(&self) -> Value {
        let public = self.public();
        match self {
            // A PKCS#1 public key of 2048 bits: two headers of four octets, the sign octet, the modulus.
            Self::Rs256(_) => {
                json!({ "kty": "RSA", "kid": "key-1", "n": b64(&public[9..265]), "e": "AQAB" })
            }
            Self::Es256(_) => {
                let (x, y) = (b64(&public[1..33]), b64(&public[33..]));
                json!({ "kty": "EC", "crv": "P-256", "kid": "key-1", "x": x, "y": y })
            }
        }
    }

    pub(crate) fn jwks(&self) -> String {
        json!({ "keys": [self.jwk()] }).to_string()
    }

    /// A verifier of its tokens, with as large a cache as asked.
    pub(crate) fn verifier(&self, cache: usize) -> Verifier {
        judged_now(Verifier::with_keys(ISSUER, self.jwks()))
            .cache(cache)
            .build()
            .expect("a verifier")
    }

    /// A good token, different for each number.
    pub(crate) fn token(&self, number: usize) -> String {
        self.token_of("key-1", ISSUER, number)
    }

    pub(crate) fn token_of(&self, kid: &str, issuer: &str, number: usize) -> String {
        let header = json!({ "alg": self.alg(), "typ": "at+jwt", "kid": kid });
        // In the order in which Countersign writes them.
        let (iat, exp, auth_time) = (NOW, NOW + 600, NOW - 60);
        let payload = format!(
            r#"{{"iss":"{issuer}","sub":"u{number:021}","aud":"{AUDIENCE}","client_id":"notes-web-application","iat":{iat},"exp":{exp},"jti":"{number:044}","scope":"openid profile notes:read notes:write","roles":["editor","auditor"],"auth_time":{auth_time},"acr":"1","amr":["pwd"],"sid":"s0123456789abcdefghijk"}}"#
        );
        let signed = format!("{}.{}", b64(header.to_string()), b64(payload));
        let signature = b64(self.sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Rs256(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .expect("a signature");
                signature
            }
            Self::Es256(key) => {
                let signature = key.sign(&random, message).expect("a signature");
                signature.as_ref().to_vec()
            }
        }
    }
}

/// An API's verifier, but for the moment at which it lives.
pub(crate) fn judged_now(builder: Builder) -> Builder {
    let machine = countersign_verifier::SystemClock;
    let clock = move || {
        std::hint::black_box(countersign_verifier::Clock::now(&machine));
        NOW
    };
    builder
        .audience(AUDIENCE)
        .algorithms([Algorithm::Rs256, Algorithm::Es256])
        .clock(clock)
}

pub(crate) fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
