//! JSON Web Signatures (RFC 7515) that clients make: assertions, request objects, software statements, and ID tokens that
//! come back. Whoever calls says which algorithms may be, from what the client registered and never from the token
//! (RFC 8725 section 3.1).
//!
//! `parts` takes a token apart and judges its header before any key is touched, `claims` reads claims by their types.
//! Whether issuer, audience, time and `typ` are right is for the caller to say.

mod claims;
mod parts;
#[cfg(test)]
mod tests;

use aws_lc_rs::hmac;
use serde_json::{Map, Value};

use super::ClientKeys;
use crate::domain::Algorithm;

pub use claims::{ClaimError, Claims};
pub use parts::Header;
use parts::Parts;

/// As many keys are tried for a token that names none.
const MAX_TRIED: usize = 10;
/// An HMAC key is as long as the hash at least (RFC 7518 section 3.2). The empty one would make anyone a signer.
const MIN_SECRET: usize = 32;

/// The contents of a token whose signature is right.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    pub header: Header,
    pub claims: Map<String, Value>,
}

/// The contents of a token that anyone may have made.
#[derive(Debug, Clone, PartialEq)]
pub struct Unverified {
    pub header: Header,
    pub claims: Map<String, Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    #[error("it is longer than 64 KiB")]
    TooLong,
    #[error("it is not a signed JWT: {0}")]
    Malformed(&'static str),
    #[error("its header asks for what is not supported: {0}")]
    Unsupported(&'static str),
    #[error("its algorithm is not one that may be used here")]
    AlgorithmRefused,
    /// A newer key set of the client may help.
    #[error("none of the client's keys fits it")]
    UnknownKey,
    #[error("its signature is wrong")]
    BadSignature,
}

/// Checks the signature with a public key of the client: the one that the header names; if it names none, any that fits.
pub fn verify(token: &str, keys: &ClientKeys, allowed: &[Algorithm]) -> Result<Verified, JwsError> {
    let parts = Parts::split(token)?;
    let algorithm = parts.algorithm(allowed)?;
    if algorithm == Algorithm::Hs256 {
        // No public key is ever an HMAC secret, whatever the caller allows.
        return Err(JwsError::AlgorithmRefused);
    }
    let kid = parts.header.kid.as_deref();
    let found = keys.for_verification(algorithm, kid);
    let verified = found.iter().take(MAX_TRIED).any(|key| {
        key.verifier(algorithm)
            .is_some_and(|key| key.verify_sig(parts.signed, &parts.signature).is_ok())
    });
    match verified {
        true => parts.verified(),
        false if found.is_empty() || kid.is_none() => Err(JwsError::UnknownKey),
        false => Err(JwsError::BadSignature),
    }
}

/// Checks a signature that is keyed with the client's secret (OIDC Core sections 9 and 10.1).
pub fn verify_hs256(token: &str, secret: &[u8]) -> Result<Verified, JwsError> {
    let parts = Parts::split(token)?;
    parts.algorithm(&[Algorithm::Hs256])?;
    if secret.len() < MIN_SECRET {
        return Err(JwsError::UnknownKey);
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    hmac::verify(&key, parts.signed, &parts.signature).map_err(|_| JwsError::BadSignature)?;
    parts.verified()
}

/// Reads an unsecured JWT (RFC 7519 section 6): the request object of a client that registered `none` for it, and nothing
/// else. There is no other way to have `none` accepted.
pub fn unsecured(token: &str) -> Result<Unverified, JwsError> {
    let parts = Parts::split(token)?;
    if parts.header.alg != "none" {
        return Err(JwsError::AlgorithmRefused);
    }
    if !parts.signature.is_empty() {
        return Err(JwsError::BadSignature);
    }
    parts.unverified()
}

/// Reads a token without any check of its signature, to find out whose it claims to be.
pub fn peek(token: &str) -> Result<Unverified, JwsError> {
    Parts::split(token)?.unverified()
}
