//! The HTTP client. An application may bring its own; who brings none has reqwest (feature `http`) within a tokio runtime
//! and ureq (feature `blocking`) anywhere else.

mod body;
#[cfg(feature = "http")]
mod reqwest;
mod standard;
#[cfg(feature = "blocking")]
mod ureq;

use std::pin::Pin;

#[cfg(feature = "http")]
pub(crate) use self::reqwest::http_client;
pub use body::Body;
pub(crate) use standard::standard;

/// What an HTTP client fails with. It goes to the log of the resource server and never to its clients.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// An HTTP client that the verifier asks for the issuer's metadata and keys: [`Builder::http`](crate::Builder::http).
///
/// What it must do is little: one GET, and no redirect followed. Around it the verifier sees to the rest: it asks https
/// addresses only (http on loopback hosts), takes a 200 only, reads 256 KiB at most, and gives a fetch up after five
/// seconds, metadata and keys together.
///
/// ```
/// use countersign_verifier::{Body, BoxError, Fetch};
///
/// struct Proxied(reqwest::Client);
///
/// impl Fetch for Proxied {
///     async fn get(&self, url: &str, body: &mut Body) -> Result<u16, BoxError> {
///         let mut response = self.0.get(url).header("accept", "application/json").send().await?;
///         while let Some(chunk) = response.chunk().await? {
///             body.push(&chunk)?;
///         }
///         Ok(response.status().as_u16())
///     }
/// }
/// ```
///
/// It is called on a thread that is there for one fetch, so it may block; then it must come back by itself, for nothing
/// can interrupt it, and no other fetch begins before it has. If it needs tokio, the feature `tokio` (which `http` and the
/// frameworks bring along) runs it in the runtime of the request that caused the fetch.
pub trait Fetch: Send + Sync + 'static {
    /// Asks `url`, hands the chunks of the answer to `body`, and returns the status. The body matters only if that is 200.
    ///
    /// # Errors
    ///
    /// Whatever kept an answer from coming. The verifier goes on with the keys that it has.
    fn get(&self, url: &str, body: &mut Body)
    -> impl Future<Output = Result<u16, BoxError>> + Send;
}

/// The same without a type of its own, so that a verifier has none either.
pub(crate) trait AnyFetch: Send + Sync {
    fn get<'a>(&'a self, url: &'a str, body: &'a mut Body) -> Answer<'a>;
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<u16, BoxError>> + Send + 'a>>;

impl<F: Fetch> AnyFetch for F {
    fn get<'a>(&'a self, url: &'a str, body: &'a mut Body) -> Answer<'a> {
        Box::pin(Fetch::get(self, url, body))
    }
}
