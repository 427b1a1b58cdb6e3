//! A key that clients encrypt to: it opens a JWE (RFC 7516 section 5.2) and knows its public JWK.

use std::fmt;

use aws_lc_rs::agreement::{PrivateKey, agree};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use aws_lc_rs::rsa::{
    KeySize, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey,
};
use aws_lc_rs::signature::{KeyPair as _, RsaKeyPair};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::digest::sha256;
use super::jwe::{
    ContentEncryption, Curve, JweError, KeyAgreement, KeyManagement, Parts, PublicPoint,
    content_key,
};
use crate::base::{Fault, id::base64url};

pub struct DecryptionKey {
    kid: String,
    jwk: Value,
    private: Private,
}

enum Private {
    Rsa(OaepPrivateDecryptingKey),
    Ec(PrivateKey),
}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecryptionKey({})", self.kid)
    }
}

impl DecryptionKey {
    /// Makes a new key, RSA of 2048 bits or on P-256. Returns its PKCS#8 too, for sealing.
    pub fn generate(alg: KeyManagement) -> Result<(Self, Zeroizing<Vec<u8>>), Fault> {
        let document: Pkcs8V1Der<'_> = match alg {
            KeyManagement::RsaOaep256 => {
                let pair = PrivateDecryptingKey::generate(KeySize::Rsa2048);
                pair.and_then(|pair| pair.as_der())
            }
            KeyManagement::EcdhEs => {
                let key = PrivateKey::generate(Curve::P256.algorithm());
                key.and_then(|key| key.as_der())
            }
        }
        .map_err(Fault::internal)?;
        let pkcs8 = Zeroizing::new(document.as_ref().to_vec());
        Ok((Self::from_pkcs8(alg, &pkcs8)?, pkcs8))
    }

    pub fn from_pkcs8(alg: KeyManagement, pkcs8: &[u8]) -> Result<Self, Fault> {
        match alg {
            KeyManagement::RsaOaep256 => Self::rsa(pkcs8),
            KeyManagement::EcdhEs => Self::ec(pkcs8),
        }
    }

    fn rsa(pkcs8: &[u8]) -> Result<Self, Fault> {
        // Only the reader of signing keys tells modulus and exponent; nothing is ever signed with this one.
        let pair = RsaKeyPair::from_pkcs8(pkcs8).map_err(Fault::internal)?;
        let public = pair.public_key();
        let n = base64url(public.modulus().big_endian_without_leading_zero());
        let e = base64url(public.exponent().big_endian_without_leading_zero());
        let private = PrivateDecryptingKey::from_pkcs8(pkcs8).map_err(Fault::internal)?;
        let private = OaepPrivateDecryptingKey::new(private).map_err(Fault::internal)?;
        let jwk = json!({"kty": "RSA", "n": n, "e": e});
        Ok(Self::with(Private::Rsa(private), jwk, &["e", "kty", "n"]))
    }

    fn ec(pkcs8: &[u8]) -> Result<Self, Fault> {
        let private = PrivateKey::from_private_key_der(Curve::P256.algorithm(), pkcs8)
            .map_err(Fault::internal)?;
        let public = private.compute_public_key().map_err(Fault::internal)?;
        let point = PublicPoint::from_octets(Curve::P256, public.as_ref())
            .ok_or_else(|| Fault::internal("a decryption key is not on P-256"))?;
        let required = ["crv", "kty", "x", "y"];
        Ok(Self::with(Private::Ec(private), point.jwk(), &required))
    }

    /// `required` are the members that the thumbprint is made of, in order (RFC 7638 section 3).
    fn with(private: Private, mut jwk: Value, required: &[&str]) -> Self {
        let members = required
            .iter()
            .map(|name| format!(r#""{name}":{}"#, jwk[name]));
        let members = members.collect::<Vec<_>>().join(",");
        let kid = base64url(&sha256(format!("{{{members}}}").as_bytes()));
        jwk["use"] = "enc".into();
        jwk["alg"] = private.alg().as_str().into();
        jwk["kid"] = kid.as_str().into();
        Self { kid, jwk, private }
    }

    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub fn key_management(&self) -> KeyManagement {
        self.private.alg()
    }

    /// The public key as published (RFC 7517).
    pub fn jwk(&self) -> &Value {
        &self.jwk
    }

    pub fn decrypt(&self, token: &str) -> Result<Zeroizing<Vec<u8>>, JweError> {
        self.open(&Parts::split(token)?)
    }

    pub(super) fn open(&self, parts: &Parts<'_>) -> Result<Zeroizing<Vec<u8>>, JweError> {
        if parts.kid.as_ref().is_some_and(|kid| *kid != self.kid) {
            return Err(JweError::UnknownKey);
        }
        let cek = match (&self.private, &parts.key) {
            (Private::Rsa(key), KeyAgreement::RsaOaep256 { encrypted_key }) => {
                unwrap(key, encrypted_key, parts.enc)?
            }
            (Private::Ec(key), KeyAgreement::EcdhEs { epk, apu, apv }) => {
                agree(key, epk.unparsed(), JweError::Undecryptable, |agreed| {
                    Ok(content_key(agreed, parts.enc, apu, apv))
                })?
            }
            _ => return Err(JweError::UnknownKey),
        };
        parts
            .enc
            .open(&cek, &parts.iv, parts.aad, &parts.sealed)
            .map_err(|_| JweError::Undecryptable)
    }
}

impl Private {
    fn alg(&self) -> KeyManagement {
        match self {
            Self::Rsa(_) => KeyManagement::RsaOaep256,
            Self::Ec(_) => KeyManagement::EcdhEs,
        }
    }
}

/// The content encryption key; a random one if it cannot be unwrapped, so that this failure looks like any other and
/// takes as long (RFC 7516 section 11.5).
fn unwrap(
    key: &OaepPrivateDecryptingKey,
    encrypted_key: &[u8],
    enc: ContentEncryption,
) -> Result<Zeroizing<Vec<u8>>, JweError> {
    let mut cek = Zeroizing::new(vec![0; enc.key_length()]);
    SystemRandom::new()
        .fill(&mut cek)
        .map_err(|_| JweError::Undecryptable)?;
    let mut room = Zeroizing::new(vec![0; key.min_output_size()]);
    let unwrapped = key.decrypt(&OAEP_SHA256_MGF1SHA256, encrypted_key, &mut room, None);
    if let Ok(unwrapped) = unwrapped
        && unwrapped.len() == cek.len()
    {
        cek.copy_from_slice(unwrapped);
    }
    Ok(cek)
}
