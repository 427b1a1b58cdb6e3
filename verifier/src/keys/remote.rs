//! What is asked of the issuer: its metadata (OpenID Connect Discovery 1.0 section 4), then the key set at the address
//! that it names. That address is pinned by the first key set that could be read there; the metadata is asked again only
//! when the pinned address says that nothing is there any more.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use url::{Host, Url};

use super::client::{AnyFetch, Body, BoxError};
use super::set::KeySet;
use crate::{Algorithm, SetupError, json};

/// The issuer as seen from here.
pub(crate) struct Remote {
    http: Arc<dyn AnyFetch>,
    issuer: String,
    metadata_url: Url,
    algorithms: Vec<Algorithm>,
    pinned: Mutex<Option<Url>>,
}

/// Why there are no new keys. It goes to the log of the resource server and never to its clients.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("the request failed")]
    Request(#[source] BoxError),
    #[error("{0} answered {1} and not 200")]
    Status(Url, u16),
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
    #[error("the HTTP client did not come back in time")]
    Late,
    #[error("the HTTP client panicked")]
    Panicked,
    #[error("no thread could be had")]
    NoThread(#[from] std::io::Error),
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: String,
}

impl Remote {
    pub(crate) fn new(
        issuer: &str,
        algorithms: Vec<Algorithm>,
        http: Arc<dyn AnyFetch>,
    ) -> Result<Self, SetupError> {
        check_issuer(issuer)?;
        let metadata_url = metadata_url(issuer)?;
        Ok(Self {
            http,
            issuer: issuer.to_owned(),
            metadata_url,
            algorithms,
            pinned: Mutex::default(),
        })
    }

    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The key set as the issuer publishes it now.
    pub(super) async fn key_set(self: Arc<Self>) -> Result<KeySet, FetchError> {
        let pinned = self.pin().clone();
        let Some(pinned) = pinned else {
            return self.keys_at(self.discover().await?).await;
        };
        match self.keys_at(pinned.clone()).await {
            // Not found, gone (RFC 9110 sections 15.5.5 and 15.5.11): the issuer may have moved its keys.
            Err(FetchError::Status(url, status @ (404 | 410))) => {
                let named = self.discover().await?;
                if named == pinned {
                    return Err(FetchError::Status(url, status));
                }
                self.keys_at(named).await
            }
            answer => answer,
        }
    }

    /// The key set at this address, which is pinned if it can be read.
    async fn keys_at(&self, address: Url) -> Result<KeySet, FetchError> {
        let set = KeySet::read(&self.body(&address).await?, &self.algorithms)?;
        *self.pin() = Some(address);
        Ok(set)
    }

    async fn discover(&self) -> Result<Url, FetchError> {
        jwks_uri_of(&self.issuer, &self.body(&self.metadata_url).await?)
    }

    async fn body(&self, url: &Url) -> Result<Vec<u8>, FetchError> {
        let mut body = Body::default();
        let answer = self.http.get(url.as_str(), &mut body).await;
        match (answer, body.whole()) {
            (Ok(200), Some(whole)) => Ok(whole),
            (Ok(200) | Err(_), None) => Err(FetchError::TooLong),
            (Ok(status), _) => Err(FetchError::Status(url.clone(), status)),
            (Err(error), _) => Err(FetchError::Request(error)),
        }
    }

    fn pin(&self) -> std::sync::MutexGuard<'_, Option<Url>> {
        self.pinned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The metadata must name the very issuer that was asked (Discovery section 4.3), or one issuer could lend its keys to
/// another.
pub(crate) fn jwks_uri_of(issuer: &str, metadata: &[u8]) -> Result<Url, FetchError> {
    let metadata: Metadata = serde_json::from_value(json::object(metadata)?.into())?;
    if metadata.issuer != issuer {
        return Err(FetchError::OtherIssuer(metadata.issuer));
    }
    let address = safe_address(&metadata.jwks_uri, &metadata_url(issuer)?);
    address.ok_or(FetchError::JwksUri(metadata.jwks_uri))
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
            "does not begin with https:// (http:// is for loopback hosts only)",
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
