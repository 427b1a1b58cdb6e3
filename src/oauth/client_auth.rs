//! Client authentication (RFC 6749 section 2.3): exactly one method a request, and only one that the client may use.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};

use super::error::{Error, ErrorCode, Refusal, refuse};
use super::parameters::Parameters;
use crate::app::App;
use crate::jose::digest::{equal, sha256};
use crate::store::Registered;

/// The methods, as discovery names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    ClientSecretBasic,
    ClientSecretPost,
    None,
}

impl Method {
    pub const ALL: [Method; 3] = [Self::ClientSecretBasic, Self::ClientSecretPost, Self::None];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::None => "none",
        }
    }
}

/// What a request presents to say who sends it.
struct Credentials {
    method: Method,
    client_id: String,
    secret: SecretString,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.method.as_str(), self.client_id)
    }
}

/// The client that sent a request, proven.
pub async fn authenticate(
    app: &App,
    authorization: Option<&str>,
    parameters: &Parameters,
) -> Result<Arc<Registered>, Error> {
    let credentials = presented(authorization, parameters)?;
    let refused = |detail: &str| {
        Refusal::new(ErrorCode::InvalidClient, "client authentication failed")
            .because(format_args!("{detail} ({credentials:?})"))
    };
    let mut known = app.catalog.client(&credentials.client_id).await?;
    let mut good_secret = secret_matches(app, known.as_deref(), &credentials);
    if !good_secret && (known.is_none() || credentials.method != Method::None) {
        // It may have been registered, or given this secret, a moment ago.
        app.catalog.look_again().await?;
        known = app.catalog.client(&credentials.client_id).await?;
        good_secret = secret_matches(app, known.as_deref(), &credentials);
    }
    let Some(known) = known else {
        return Err(refused("no such client").into());
    };
    if !known.client.is_enabled() {
        return Err(refused("the client is disabled").into());
    }
    match (known.client.public, credentials.method) {
        (true, Method::None) => Ok(known),
        (true, _) => Err(refused("a public client presented a secret").into()),
        (false, Method::None) => Err(refused("a confidential client presented no secret").into()),
        (false, _) if good_secret => Ok(known),
        (false, _) => Err(refused("wrong secret").into()),
    }
}

/// Compares with every valid secret, and with one that nobody has where there is none: unknown clients cost the same.
fn secret_matches(app: &App, known: Option<&Registered>, credentials: &Credentials) -> bool {
    let presented = sha256(credentials.secret.expose_secret().as_bytes());
    let now = app.now();
    let secrets = known
        .map(|known| known.secrets.as_slice())
        .unwrap_or_default();
    let mut good = false;
    for secret in secrets.iter().filter(|secret| secret.is_valid(now)) {
        good |= equal(&secret.hash, &presented);
    }
    if secrets.is_empty() {
        let _ = equal(&[0; 32], &presented);
    }
    good && credentials.method != Method::None
}

fn presented(authorization: Option<&str>, parameters: &Parameters) -> Result<Credentials, Error> {
    let in_body = parameters.find("client_secret");
    if parameters.has("client_assertion") || parameters.has("client_assertion_type") {
        return refuse(
            ErrorCode::InvalidClient,
            "client assertions are not supported",
        );
    }
    match (authorization, in_body) {
        (Some(_), Some(_)) => refuse(
            ErrorCode::InvalidRequest,
            "more than one client authentication method",
        ),
        (Some(header), None) => {
            let credentials = basic(header)?;
            // RFC 6749 section 3.2.1: it may be repeated in the body, but not for another client.
            if parameters
                .find("client_id")
                .is_some_and(|id| id != credentials.client_id)
            {
                return refuse(
                    ErrorCode::InvalidRequest,
                    "client_id differs from the authenticated client",
                );
            }
            Ok(credentials)
        }
        (None, secret) => {
            let Some(client_id) = parameters.find("client_id") else {
                return refuse(ErrorCode::InvalidClient, "no client authentication");
            };
            Ok(Credentials {
                method: if secret.is_some() {
                    Method::ClientSecretPost
                } else {
                    Method::None
                },
                client_id: client_id.to_owned(),
                secret: SecretString::from(secret.unwrap_or_default()),
            })
        }
    }
}

/// `Authorization: Basic`, whose two halves are form-encoded (RFC 6749 section 2.3.1).
fn basic(header: &str) -> Result<Credentials, Error> {
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
        method: Method::ClientSecretBasic,
        client_id: id,
        secret: SecretString::from(secret),
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
        assert_eq!(credentials.secret.expose_secret(), "s:ecret x");
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

    #[test]
    fn one_method_a_request() {
        let body = Parameters::parse("client_id=a&client_secret=b").unwrap();
        assert!(presented(None, &body).is_ok());
        assert!(presented(Some("Basic YTpi"), &body).is_err());
        let other = Parameters::parse("client_id=c").unwrap();
        assert!(presented(Some("Basic YTpi"), &other).is_err());
        assert!(presented(None, &Parameters::default()).is_err());
    }
}
