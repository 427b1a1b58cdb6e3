//! How a verifier is configured. What is left out has the safe value; what cannot be safe has none and is asked for.

use std::sync::Arc;
use std::time::Duration;

use crate::keys::{AnyFetch, KeyStore, Refresh, Remote, check_issuer, standard};
use crate::sender::Dpop;
use crate::token::Policy;
use crate::{Algorithm, Clock, Fetch, SetupError, SystemClock, Verifier};

/// RFC 7519 section 4.1.4: "usually no more than a few minutes"; one is enough for machines that keep time.
const MAX_LEEWAY: Duration = Duration::from_secs(60);

/// Made by [`Verifier::discover`] or [`Verifier::with_keys`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct Builder {
    issuer: String,
    /// The keys, if they are given and not fetched.
    jwks: Option<Vec<u8>>,
    http: Option<Arc<dyn AnyFetch>>,
    audiences: Vec<String>,
    algorithms: Vec<Algorithm>,
    leeway: Duration,
    refresh_every: Duration,
    max_stale: Duration,
    cache: usize,
    dpop: Option<Dpop>,
    clock: Arc<dyn Clock>,
}

impl Builder {
    pub(crate) fn new(issuer: String, jwks: Option<Vec<u8>>) -> Self {
        Self {
            issuer,
            jwks,
            http: None,
            audiences: Vec::new(),
            algorithms: vec![Algorithm::Rs256],
            leeway: Duration::from_secs(5),
            refresh_every: Duration::from_secs(5 * 60),
            max_stale: Duration::from_secs(24 * 60 * 60),
            cache: 10_000,
            dpop: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// The identifier of the API that is guarded, compared exactly with `aud`. Required. Given several times, a token
    /// for any of them is accepted.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audiences.push(audience.into());
        self
    }

    /// The signature algorithms to accept, instead of [`Algorithm::Rs256`] alone.
    pub fn algorithms(mut self, algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        self.algorithms = algorithms.into_iter().collect();
        self
    }

    /// By how much the clocks of issuer and API may differ: 5 seconds by default, 60 at most. Whole seconds count.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.leeway = leeway;
        self
    }

    /// How long a key set is used before it is fetched anew, and thus how long a key that was withdrawn may live on:
    /// 5 minutes by default, 1 second at least. Whole seconds count.
    pub fn refresh_every(mut self, every: Duration) -> Self {
        self.refresh_every = every;
        self
    }

    /// The HTTP client that asks for metadata and keys, instead of the one that the features `http` and `blocking` bring.
    pub fn http(mut self, client: impl Fetch) -> Self {
        self.http = Some(Arc::new(client));
        self
    }

    /// How long a key set may be used while the issuer cannot be reached: 24 hours by default. After that every token
    /// is refused with a 503. Never less than [`Builder::refresh_every`].
    pub fn max_stale(mut self, limit: Duration) -> Self {
        self.max_stale = limit;
        self
    }

    /// How many verified tokens are recognised without another look at their signature: 10,000 by default, 0 for none.
    /// Rounded up to a multiple of eight. A token is believed again only while it is good, its key is published and it is
    /// not denied, so that this decides about speed and memory alone: 1 to 4 KB for a token that is in use.
    pub fn cache(mut self, entries: usize) -> Self {
        self.cache = entries;
        self
    }

    /// Accepts tokens that are bound by DPoP (RFC 9449), with proofs like these. Without it they are refused.
    pub fn dpop(mut self, dpop: Dpop) -> Self {
        self.dpop = Some(dpop);
        self
    }

    /// Where the time comes from, for tests.
    ///
    /// ```
    /// use countersign_verifier::Verifier;
    ///
    /// let builder = Verifier::with_keys("https://id.example.org", r#"{"keys":[]}"#).clock(|| 1_767_268_800);
    /// # let _ = builder;
    /// ```
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks the configuration. Nothing is fetched yet.
    ///
    /// # Errors
    ///
    /// A [`SetupError`] that says what to mend.
    pub fn build(self) -> Result<Verifier, SetupError> {
        check_issuer(&self.issuer)?;
        if self.audiences.is_empty() || self.audiences.iter().any(String::is_empty) {
            return Err(SetupError::NoAudience);
        }
        if self.algorithms.is_empty() {
            return Err(SetupError::NoAlgorithm);
        }
        if self.leeway > MAX_LEEWAY {
            return Err(SetupError::LeewayTooLong);
        }
        let keys = match &self.jwks {
            Some(jwks) => KeyStore::offline(jwks, self.algorithms.clone())?,
            None => KeyStore::remote(self.refresh()?, self.algorithms.clone()),
        };
        let policy = Policy {
            issuer: self.issuer,
            audiences: self.audiences,
            algorithms: self.algorithms,
            leeway: self.leeway.as_secs(),
            clock: self.clock,
        };
        Ok(Verifier::new(policy, keys, self.cache)?.with_dpop(self.dpop))
    }

    fn refresh(&self) -> Result<Refresh, SetupError> {
        let http = self.http.clone().map_or_else(standard, Ok)?;
        let remote = Remote::new(&self.issuer, self.algorithms.clone(), http)?;
        Ok(Refresh::new(
            remote,
            Arc::clone(&self.clock),
            self.refresh_every.as_secs(),
            self.max_stale.as_secs(),
        ))
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("issuer", &self.issuer)
            .field("audiences", &self.audiences)
            .finish_non_exhaustive()
    }
}
