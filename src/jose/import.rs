//! Reading an RSA key that an operator brings from elsewhere: PKCS#8 or PKCS#1, in PEM.

use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _};
use rsa::{RsaPrivateKey, traits::PublicKeyParts as _};
use zeroize::Zeroizing;

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(
        "the file holds no RSA private key in PEM (PKCS#8 'PRIVATE KEY' or PKCS#1 'RSA PRIVATE KEY')."
    )]
    NotAKey,
    #[error("the key has {0} bits; at least 2048 are needed.")]
    TooShort(usize),
}

/// The key's PKCS#8, ready for sealing.
pub fn pkcs8_from_pem(pem: &str) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let key = RsaPrivateKey::from_pkcs8_pem(pem)
        .or_else(|_| RsaPrivateKey::from_pkcs1_pem(pem))
        .map_err(|_| ImportError::NotAKey)?;
    let bits = key.size() * 8;
    if bits < 2048 {
        return Err(ImportError::TooShort(bits));
    }
    let document = key.to_pkcs8_der().map_err(|_| ImportError::NotAKey)?;
    Ok(Zeroizing::new(document.as_bytes().to_vec()))
}
