//! Outbound HTTP: the one place that makes a client.
//!
//! There are two kinds of peer. [`Http::send`] talks to this server itself, wherever it runs. [`Http::fetch`],
//! [`Http::post`] and [`Http::exchange`] talk to servers that somebody else named: the guard decides which addresses they may reach, and nothing
//! that the other side does costs more than the bounds.

mod answer;
mod documents;
mod exchange;
mod guard;
mod names;
mod room;

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE};
use url::Url;

pub use self::answer::{Answer, BODY_LIMIT, FetchError};
use self::answer::{Trouble, read};
pub use self::documents::{Document, Documents, Freshness, Kind};
pub use self::exchange::Call;
pub use self::guard::{Refused, is_public};
pub use self::names::Names;
use self::room::{Place, Room};
use super::Fault;

/// How long this server may take to answer itself.
const OWN_TIMEOUT: Duration = Duration::from_secs(5);
/// Requests to other servers at once.
const AT_ONCE: usize = 128;
/// And of these to one host, which a client named.
const FOR_ONE_HOST: usize = 4;
/// And to one host that the operator named, for people who wait.
const FOR_ONE_PROVIDER: usize = 32;

/// What requests to servers that somebody else named may do.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Whether they may use plain http and reach addresses that are not public.
    pub allow_private: bool,
    /// For all of it: the name, the connection, the answer to its last byte.
    pub timeout: Duration,
    pub names: Names,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            allow_private: false,
            timeout: Duration::from_secs(5),
            names: Names::System,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Http {
    own: reqwest::Client,
    guarded: reqwest::Client,
    allow_private: bool,
    timeout: Duration,
    documents: Arc<Room>,
    /// Apart, so that no slow document keeps a message waiting.
    messages: Arc<Room>,
    /// Apart again: somebody waits for the answer.
    exchanges: Arc<Room>,
}

impl Http {
    pub fn new(bounds: Bounds) -> Result<Self, Fault> {
        let guarded = builder()
            .dns_resolver(names::Guarded::new(bounds.names, bounds.allow_private))
            .timeout(bounds.timeout)
            .https_only(!bounds.allow_private)
            .pool_max_idle_per_host(0)
            .referer(false)
            .build()
            .map_err(Fault::internal)?;
        Ok(Self {
            own: builder()
                .timeout(OWN_TIMEOUT)
                .build()
                .map_err(Fault::internal)?,
            guarded,
            allow_private: bounds.allow_private,
            timeout: bounds.timeout,
            documents: Arc::new(Room::of(AT_ONCE, FOR_ONE_HOST)),
            messages: Arc::new(Room::of(AT_ONCE, FOR_ONE_HOST)),
            exchanges: Arc::new(Room::of(AT_ONCE, FOR_ONE_PROVIDER)),
        })
    }

    /// For requests to this server itself.
    pub fn client(&self) -> &reqwest::Client {
        &self.own
    }

    /// Sends a request to this server itself and reads the answer within the bounds.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer, Fault> {
        read(request).await.map_err(Fault::unavailable)
    }

    /// The URL, if requests may go there for all that can be said before its name is looked up.
    pub fn permit(&self, url: &str) -> Result<Url, Refused> {
        guard::permit(url, self.allow_private)
    }

    /// Gets a document from a server that somebody else named. Only the status 200 is a document.
    pub async fn fetch(&self, url: &str, accept: &str) -> Result<Answer, FetchError> {
        let url = self.permit(url)?;
        let request = self
            .guarded
            .get(url.clone())
            .header(ACCEPT, accept)
            .header(ACCEPT_ENCODING, "identity");
        let answer = self.reach(request, self.documents.enter(&url)).await?;
        if answer.status != 200 {
            return Err(FetchError::Remote(format!("answered {}", answer.status)));
        }
        if answer
            .header("content-encoding")
            .is_some_and(|coding| !coding.eq_ignore_ascii_case("identity"))
        {
            return Err(FetchError::Remote("encoded its answer".to_owned()));
        }
        Ok(answer)
    }

    /// Posts to a server that somebody else named. What its status means is for the caller.
    pub async fn post(
        &self,
        url: &str,
        content_type: &str,
        body: String,
    ) -> Result<Answer, FetchError> {
        let url = self.permit(url)?;
        let request = self
            .guarded
            .post(url.clone())
            .header(CONTENT_TYPE, content_type)
            .header(ACCEPT_ENCODING, "identity")
            .body(body);
        self.reach(request, self.messages.enter(&url)).await
    }

    async fn reach(
        &self,
        request: reqwest::RequestBuilder,
        place: impl Future<Output = Result<Place, FetchError>>,
    ) -> Result<Answer, FetchError> {
        let work = async {
            let _place = place.await?;
            read(request).await.map_err(Trouble::into_fetch_error)
        };
        tokio::time::timeout(self.timeout, work)
            .await
            .unwrap_or_else(|_| Err(FetchError::Remote("took too long".to_owned())))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where a client is made"
)]
fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
}
