//! JSON Web Encryption (RFC 7516), in the compact serialisation: what we encrypt to a client's key, and what clients
//! encrypt to ours.
//!
//! `content` encrypts under a content encryption key, `agreement` derives one (ECDH-ES), `header` takes a JWE apart and
//! judges it before any key is touched, `encrypt` puts one together. The private keys are in `super::decryption_key`.

mod agreement;
mod content;
mod encrypt;
mod header;
#[cfg(test)]
mod tests;

use zeroize::Zeroizing;

pub use encrypt::encrypt;

pub(super) use agreement::{Curve, PublicPoint, content_key};
pub(super) use header::{KeyAgreement, Parts};

use super::DecryptionKey;
pub use crate::domain::{ContentEncryption, KeyManagement};

/// Why a JWE was not decrypted. What went wrong after a private key was used is never told apart (RFC 7516 section 11.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JweError {
    #[error("it is longer than 64 KiB")]
    TooLong,
    #[error("it is not a JWE: {0}")]
    Malformed(&'static str),
    #[error("its header asks for what is not supported: {0}")]
    Unsupported(&'static str),
    #[error("it is encrypted to no key of this server")]
    UnknownKey,
    #[error("it cannot be decrypted")]
    Undecryptable,
}

/// Whether a token is of five parts, as a JWE is; a JWS is of three (RFC 7516 section 9).
pub fn is_encrypted(token: &str) -> bool {
    token.split('.').take(6).count() == 5
}

/// Decrypts with the key that the header names, or, if it names none, with the first of its kind that can.
pub fn decrypt<'a>(
    token: &str,
    keys: impl IntoIterator<Item = &'a DecryptionKey>,
) -> Result<Zeroizing<Vec<u8>>, JweError> {
    let parts = Parts::split(token)?;
    let mut outcome = Err(JweError::UnknownKey);
    for key in keys {
        match key.open(&parts) {
            Ok(plaintext) => return Ok(plaintext),
            Err(JweError::UnknownKey) => {}
            Err(error) => outcome = Err(error),
        }
    }
    outcome
}
