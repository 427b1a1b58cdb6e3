//! Doors through which tests reach what has no public name: published vectors whose messages are no tokens, and the
//! metadata of an issuer without the HTTP around it. Each leads to the very code that tokens and issuers meet. No part
//! of the public API.

use crate::Algorithm;
use crate::keys::{jwks_uri_of, usable};

/// Whether the signature is right under the key.
///
/// # Errors
///
/// Why the key is not used for the algorithm.
pub fn verifies(
    jwk: &[u8],
    algorithm: Algorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, &'static str> {
    let member = serde_json::from_slice(jwk).map_err(|_| "not JSON")?;
    let key = usable(member, &[algorithm])?;
    let mut parsed = key.parsed.iter();
    Ok(parsed.any(|(_, key)| key.verify_sig(message, signature).is_ok()))
}

/// Where the keys of an issuer are, by its metadata.
///
/// # Errors
///
/// Why the metadata is not believed.
pub fn jwks_uri(issuer: &str, metadata: &[u8]) -> Result<String, String> {
    jwks_uri_of(issuer, metadata)
        .map(String::from)
        .map_err(|error| error.to_string())
}
