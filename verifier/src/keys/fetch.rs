//! Discovery (OpenID Connect Discovery 1.0 section 4) and the key set, over HTTP that is kept on a short lead: the address
//! comes from the configuration, and the answer may neither redirect nor be long nor be late.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::{Client, StatusCode, redirect};
use serde::Deserialize;
use url::{Host, Url};

use crate::SetupError;

const TIMEOUT: Duration = Duration::from_secs(5);
const MAX_BODY: usize = 256 * 1024;

/// The issuer as seen from here.
pub(crate) struct Remote {
    http: Client,
    issuer: String,
    metadata_url: Url,
    /// From the first metadata that was right. A later document cannot point elsewhere.
    jwks_uri: OnceLock<Url>,
}

/// Why there are no new keys. It goes to the log of the resource server and never to its clients.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    #[error("the request failed")]
    Request(#[from] reqwest::Error),
    #[error("{0} answered {1} and not 200")]
    Status(Url, StatusCode),
    #[error("the answer is longer than 256 KiB")]
    TooLong,
    #[error("the metadata cannot be read")]
    Metadata(#[from] serde_json::Error),
    #[error("the metadata is that of the issuer {0:?}")]
    OtherIssuer(String),
    #[error("the jwks_uri {0:?} is not https")]
    JwksUri(String),
    #[error(transparent)]
    KeySet(#[from] SetupError),
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: String,
}

impl Remote {
    pub(crate) fn new(issuer: &str) -> Result<Self, SetupError> {
        check_issuer(issuer)?;
        let metadata_url = metadata_url(issuer)?;
        let http = http_client()?;
        Ok(Self {
            http,
            issuer: issuer.to_owned(),
            metadata_url,
            jwks_uri: OnceLock::new(),
        })
    }

    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(super) async fn jwks(&self) -> Result<Vec<u8>, FetchError> {
        let jwks_uri = match self.jwks_uri.get() {
            Some(pinned) => pinned,
            None => {
                let discovered = self.discover().await?;
                self.jwks_uri.get_or_init(|| discovered)
            }
        };
        self.body(jwks_uri).await
    }

    /// The metadata must name the very issuer that was asked (Discovery section 4.3), or one issuer could lend its keys
    /// to another.
    async fn discover(&self) -> Result<Url, FetchError> {
        let metadata: Metadata = serde_json::from_slice(&self.body(&self.metadata_url).await?)?;
        if metadata.issuer != self.issuer {
            return Err(FetchError::OtherIssuer(metadata.issuer));
        }
        let address = safe_address(&metadata.jwks_uri, &self.metadata_url);
        address.ok_or(FetchError::JwksUri(metadata.jwks_uri))
    }

    async fn body(&self, url: &Url) -> Result<Vec<u8>, FetchError> {
        let mut response = self
            .http
            .get(url.clone())
            .header("accept", "application/json")
            .send()
            .await?;
        if response.status() != StatusCode::OK {
            return Err(FetchError::Status(url.clone(), response.status()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err(FetchError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one door of this crate, with its bounds"
)]
pub(crate) fn http_client() -> Result<Client, SetupError> {
    let agent = concat!("countersign-verifier/", env!("CARGO_PKG_VERSION"));
    let bounded = Client::builder()
        .redirect(redirect::Policy::none())
        .timeout(TIMEOUT)
        .no_proxy();
    bounded.user_agent(agent).build().map_err(SetupError::Http)
}

/// Where the metadata of an issuer is (Discovery section 4).
pub(crate) fn metadata_url(issuer: &str) -> Result<Url, SetupError> {
    let base = issuer.trim_end_matches('/');
    Url::parse(&format!("{base}/.well-known/openid-configuration"))
        .map_err(|_| SetupError::Issuer("is not a URL"))
}

/// https, or http on this machine; no query and no fragment (Discovery section 2), no credentials.
pub(crate) fn check_issuer(issuer: &str) -> Result<(), SetupError> {
    let url = Url::parse(issuer).map_err(|_| SetupError::Issuer("is not a URL"))?;
    if !is_safe(&url) {
        return Err(SetupError::Issuer(
            "is not https (http is for loopback hosts only)",
        ));
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(SetupError::Issuer("has a query, a fragment or credentials"));
    }
    Ok(())
}

/// https again, or http on this machine for an issuer that is itself reached so: no step down.
pub(crate) fn safe_address(uri: &str, metadata: &Url) -> Option<Url> {
    let url = Url::parse(uri).ok()?;
    let safe = url.scheme() == "https" || (url.scheme() == metadata.scheme() && is_loopback(&url));
    safe.then_some(url)
}

/// https, or http on this machine.
pub(crate) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Url, check_issuer, safe_address};

    #[test]
    fn the_key_set_is_as_safe_as_the_metadata() {
        let https = Url::parse("https://id.example.org/m").expect("a URL");
        let local = Url::parse("http://localhost:8080/m").expect("a URL");
        let found = |uri, metadata| safe_address(uri, metadata).is_some();
        assert!(found("https://keys.example.org/jwks", &https));
        assert!(found("https://keys.example.org/jwks", &local));
        assert!(found("http://127.0.0.1:8080/jwks", &local));
        assert!(!found("http://127.0.0.1:8080/jwks", &https));
        assert!(!found("http://keys.example.org/jwks", &local));
        assert!(!found("file:///etc/passwd", &local));
        assert!(!found("/jwks", &https));
    }

    #[test]
    fn an_issuer_is_https_or_on_this_machine() {
        for issuer in [
            "https://id.example.org",
            "https://id.example.org/t/1",
            "http://localhost:8080",
            "http://[::1]:1",
        ] {
            assert!(check_issuer(issuer).is_ok(), "{issuer}");
        }
        for issuer in [
            "",
            "id.example.org",
            "http://id.example.org",
            "http://localhost.example.org",
            "http://127.0.0.1.example.org",
            "ftp://localhost",
            "file:///etc/passwd",
            "https://id.example.org?tenant=1",
            "https://id.example.org#a",
            "https://user@id.example.org",
        ] {
            assert!(check_issuer(issuer).is_err(), "{issuer}");
        }
    }
}
