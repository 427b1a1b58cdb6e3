//! A token that a client presents to ask about it or to end it (RFC 7662 section 2.1, RFC 7009 section 2.1). Its form tells
//! its kind, so that `token_type_hint`, which may be wrong or unknown, is not needed.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign_verifier::{Claims, Error as Unverified, key_text};
use serde_json::Value;

use super::signing_keys;
use crate::app::App;
use crate::base::Fault;
use crate::jose::digest::sha256;

/// What a presented token is. Whether it still stands, and whose business it is, is not decided here.
#[derive(Debug)]
pub enum Presented {
    /// An access token of ours, for whatever audience: its signature is right and its time has not passed.
    AccessToken(Arc<Claims>),
    /// What has the form of an API key, by its hash.
    ApiKey([u8; 32]),
    /// What may be a refresh token, by its hash.
    Opaque([u8; 32]),
    /// A JWT of a kind that says itself that it is no access token: an ID token, for instance.
    AnotherKind,
    /// Nothing that counts: forged, expired, somebody else's. Why, for the log.
    Nothing(&'static str),
}

/// Reads a token with the keys of this server.
pub async fn read(app: &App, token: &str) -> Result<Presented, Fault> {
    if key_text::is_well_formed(token) {
        return Ok(Presented::ApiKey(sha256(token.as_bytes())));
    }
    if !token.contains('.') {
        return Ok(Presented::Opaque(sha256(token.as_bytes())));
    }
    match verify(app, token, named_audience(token).unwrap_or_default()).await? {
        Ok(claims) => Ok(Presented::AccessToken(claims)),
        Err(Unverified::WrongType { .. }) => Ok(Presented::AnotherKind),
        Err(error) => Ok(Presented::Nothing(error.reason())),
    }
}

/// An access token of ours for `audience`. Where its key is not known, another node may have made it a moment ago.
///
/// The verifier accepts a token for one of its audiences only. Where every audience is right, the one that the token itself
/// names is asked for, and counts for something only once the signature has been checked.
pub async fn verify(
    app: &App,
    token: &str,
    audience: impl Into<String>,
) -> Result<Result<Arc<Claims>, Unverified>, Fault> {
    // Without keys every token would seem forged.
    app.keys.ring()?;
    let verifier = app.verifier.for_audience(audience);
    let checked = match verifier.verify_now(token) {
        Err(Unverified::UnknownKey { .. }) => {
            signing_keys::catch_up(app).await?;
            verifier.verify_now(token)
        }
        checked => checked,
    };
    match checked {
        Err(error @ Unverified::KeysUnavailable { .. }) => Err(Fault::unavailable(error)),
        checked => Ok(checked),
    }
}

/// The first audience that a JWT names, unchecked.
pub(super) fn named_audience(token: &str) -> Option<String> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    let audience = claims.get("aud")?;
    let first = audience.get(0).unwrap_or(audience);
    first.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::named_audience;
    use crate::base::id::base64url;

    #[test]
    fn the_audience_that_a_token_names_is_its_first() {
        let named = |claims: &str| named_audience(&format!("x.{}.y", base64url(claims.as_bytes())));
        assert_eq!(named(r#"{"aud":"a"}"#).as_deref(), Some("a"));
        assert_eq!(named(r#"{"aud":["b","a"]}"#).as_deref(), Some("b"));
        for claims in [r#"{"aud":[]}"#, r#"{"aud":1}"#, "{}", "[]", "", "x"] {
            assert_eq!(named(claims), None, "{claims}");
        }
        assert_eq!(named_audience("no"), None);
        assert_eq!(named_audience("a.?.c"), None);
    }
}
