//! One signing key, parsed once: it signs JWTs (RFC 7515 compact serialisation) and knows its public JWK.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use serde::Serialize;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::digest::sha256;
use crate::base::{Fault, id::base64url};

/// The signature algorithms that Countersign issues with (RFC 7518 section 3.1). Discovery reads this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    Rs256,
}

impl Algorithm {
    pub const ALL: [Algorithm; 1] = [Self::Rs256];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Algorithm {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.as_str() == text)
            .ok_or_else(|| {
                Fault::internal(format!("a stored key is for '{text}', which is unknown"))
            })
    }
}

pub struct SigningKey {
    kid: String,
    algorithm: Algorithm,
    pair: RsaKeyPair,
    jwk: Value,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.kid)
    }
}

impl SigningKey {
    /// Makes a new RSA key of 2048 bits. Returns its PKCS#8 too, for sealing. Takes a tenth of a second or more.
    pub fn generate() -> Result<(Self, Zeroizing<Vec<u8>>), Fault> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(Fault::internal)?;
        let document = pair.as_der().map_err(Fault::internal)?;
        let pkcs8 = Zeroizing::new(document.as_ref().to_vec());
        Ok((Self::from_pair(pair), pkcs8))
    }

    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, Fault> {
        RsaKeyPair::from_pkcs8(pkcs8)
            .map(Self::from_pair)
            .map_err(Fault::internal)
    }

    fn from_pair(pair: RsaKeyPair) -> Self {
        let public = pair.public_key();
        let n = base64url(public.modulus().big_endian_without_leading_zero());
        let e = base64url(public.exponent().big_endian_without_leading_zero());
        // RFC 7638 section 3: the required members, in order, without blanks.
        let thumbprint = sha256(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#).as_bytes());
        let kid = base64url(&thumbprint);
        let algorithm = Algorithm::Rs256;
        let jwk = json!({"kty": "RSA", "use": "sig", "alg": algorithm.as_str(), "kid": kid, "n": n, "e": e});
        Self {
            kid,
            algorithm,
            pair,
            jwk,
        }
    }

    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The public key as published (RFC 7517).
    pub fn jwk(&self) -> &Value {
        &self.jwk
    }

    /// The DER of the public key (PKCS#1), for checking what this key signed.
    pub(super) fn public_der(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// Signs `claims` into a compact JWS whose header says `typ`.
    pub fn sign(&self, typ: &str, claims: &impl Serialize) -> Result<String, Fault> {
        let header = format!(
            r#"{{"alg":"{}","typ":"{typ}","kid":"{}"}}"#,
            self.algorithm, self.kid
        );
        let claims = serde_json::to_vec(claims).map_err(Fault::internal)?;
        let mut token = String::with_capacity(header.len() * 2 + claims.len() * 2 + 360);
        token.push_str(&base64url(header.as_bytes()));
        token.push('.');
        token.push_str(&base64url(&claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &aws_lc_rs::rand::SystemRandom::new(),
                token.as_bytes(),
                &mut signature,
            )
            .map_err(Fault::internal)?;
        token.push('.');
        token.push_str(&base64url(&signature));
        Ok(token)
    }
}
