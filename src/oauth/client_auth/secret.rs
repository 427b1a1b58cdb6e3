//! Secrets, by Basic or in the body (RFC 6749 section 2.3.1).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};

use super::Doubt;
use super::presented::{Credentials, Proof};
use crate::app::App;
use crate::domain::{AuthMethod, ClientSecret};
use crate::jose::digest::{equal, sha256};
use crate::oauth::error::{Error, ErrorCode, Refusal};

/// Compares with every valid secret, and with one that nobody has where there is none.
pub(super) fn prove(
    app: &App,
    secrets: &[ClientSecret],
    presented: &SecretString,
) -> Result<(), Doubt> {
    let presented = sha256(presented.expose_secret().as_bytes());
    let now = app.now();
    let mut good = false;
    for secret in secrets.iter().filter(|secret| secret.is_valid(now)) {
        good |= equal(&secret.hash, &presented);
    }
    if secrets.is_empty() {
        let _ = equal(&[0; 32], &presented);
    }
    if good {
        Ok(())
    } else {
        Err(Doubt::that("wrong secret"))
    }
}

/// `Authorization: Basic`, whose two halves are form-encoded (RFC 6749 section 2.3.1).
pub(super) fn basic(header: &str) -> Result<Credentials, Error> {
    let malformed = |detail: &str| {
        Error::from(
            Refusal::new(ErrorCode::InvalidClient, "malformed Authorization header")
                .because(detail),
        )
    };
    let (scheme, encoded) = header
        .split_once(' ')
        .ok_or_else(|| malformed("no credentials"))?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(malformed("another scheme than Basic"));
    }
    let decoded = STANDARD
        .decode(encoded.trim())
        .map_err(|_| malformed("not base64"))?;
    let decoded = String::from_utf8(decoded).map_err(|_| malformed("not UTF-8"))?;
    let (id, secret) = decoded
        .split_once(':')
        .ok_or_else(|| malformed("no colon"))?;
    let id = form_decode(id).ok_or_else(|| malformed("not form-encoded"))?;
    let secret = form_decode(secret).ok_or_else(|| malformed("not form-encoded"))?;
    Ok(Credentials {
        client_id: id,
        proof: Proof::Secret {
            method: AuthMethod::ClientSecretBasic,
            secret: SecretString::from(secret),
        },
    })
}

/// None when a character is bare that form encoding escapes: it would read as more than one value.
fn form_decode(text: &str) -> Option<String> {
    if text.contains(['&', '=']) {
        return None;
    }
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    Some(
        pairs
            .next()
            .map(|(name, _)| name.into_owned())
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Credentials, Error> {
        basic(&format!("Basic {}", STANDARD.encode(text)))
    }

    #[test]
    fn both_halves_are_form_encoded() {
        let credentials = parse("a%20b:s%3Aecret+x").unwrap();
        assert_eq!(credentials.client_id, "a b");
        let Proof::Secret { secret, .. } = credentials.proof else {
            panic!("a secret");
        };
        assert_eq!(secret.expose_secret(), "s:ecret x");
    }

    #[test]
    fn malformed_headers_are_refused() {
        assert!(parse("id:secret").is_ok());
        assert!(parse("no colon").is_err());
        for bad in [
            "Basic",
            "Basic ???",
            "Bearer aWQ6c2VjcmV0",
            "Basic aWQ6c2VjcmV0==",
        ] {
            assert!(basic(bad).is_err(), "{bad}");
        }
    }
}
