//! The client of those who bring none: which of them it is depends on where the fetch runs.

use std::sync::Arc;

use super::AnyFetch;
#[cfg(any(feature = "http", feature = "blocking"))]
use super::{Body, BoxError, Fetch};
use crate::SetupError;

#[cfg(any(feature = "http", feature = "blocking"))]
pub(super) const USER_AGENT: &str = concat!("countersign-verifier/", env!("CARGO_PKG_VERSION"));

#[cfg(any(feature = "http", feature = "blocking"))]
struct Standard {
    #[cfg(feature = "http")]
    reqwest: ::reqwest::Client,
    #[cfg(feature = "blocking")]
    ureq: ::ureq::Agent,
}

/// The client that the features of this crate bring along.
#[cfg(any(feature = "http", feature = "blocking"))]
pub(crate) fn standard() -> Result<Arc<dyn AnyFetch>, SetupError> {
    Ok(Arc::new(Standard {
        #[cfg(feature = "http")]
        reqwest: super::reqwest::client().map_err(|error| SetupError::Http(error.into()))?,
        #[cfg(feature = "blocking")]
        ureq: super::ureq::agent(),
    }))
}

#[cfg(not(any(feature = "http", feature = "blocking")))]
pub(crate) fn standard() -> Result<Arc<dyn AnyFetch>, SetupError> {
    Err(SetupError::Http(
        "name one with Builder::http, or enable the feature `http` or `blocking`".into(),
    ))
}

#[cfg(any(feature = "http", feature = "blocking"))]
impl Fetch for Standard {
    async fn get(&self, url: &str, body: &mut Body) -> Result<u16, BoxError> {
        #[cfg(feature = "http")]
        if tokio::runtime::Handle::try_current().is_ok() {
            return super::reqwest::get(&self.reqwest, url, body).await;
        }
        #[cfg(feature = "blocking")]
        let answer = super::ureq::get(&self.ureq, url, body);
        #[cfg(not(feature = "blocking"))]
        let answer =
            Err("there is no tokio runtime here; the feature `blocking` needs none".into());
        answer
    }
}
