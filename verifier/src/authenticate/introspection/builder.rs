//! How introspection is configured. What is left out has the safe value; what cannot be safe has none and is asked for.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::answer::Rules;
use super::endpoint::{Endpoint, Place};
use super::memory::Memory;
use super::{Inner, Introspection};
use crate::cache::Fingerprints;
use crate::{Clock, Denied, SetupError, SystemClock};

/// Longer than this nobody should have to wait for a revocation.
const MAX_CACHE: Duration = Duration::from_secs(5 * 60);
const MAX_LEEWAY: Duration = Duration::from_secs(60);

/// Made by [`Introspection::discover`] or [`Introspection::at`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct IntrospectionBuilder {
    place: Result<Place, SetupError>,
    issuer: Option<String>,
    client: Option<(String, String)>,
    audiences: Vec<String>,
    any_audience: bool,
    every_token: bool,
    leeway: Duration,
    cache_for: Duration,
    cache_refusals_for: Duration,
    at_once: usize,
    denied: Option<Denied>,
    clock: Arc<dyn Clock>,
}

impl IntrospectionBuilder {
    pub(super) fn new(place: Result<Place, SetupError>, issuer: Option<String>) -> Self {
        Self {
            place,
            issuer,
            client: None,
            audiences: Vec::new(),
            any_audience: false,
            every_token: false,
            leeway: Duration::from_secs(5),
            cache_for: Duration::from_secs(30),
            cache_refusals_for: Duration::from_secs(5),
            at_once: 16,
            denied: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// As whom this API asks: a confidential client of the issuer, by `client_secret_basic`. Required.
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.client = Some((id.into(), secret.into()));
        self
    }

    /// The identifier of the API that is guarded, compared exactly with `aud`. Required, unless [`any_audience`] is
    /// chosen. Given several times, a token for any of them is accepted.
    ///
    /// [`any_audience`]: Self::any_audience
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audiences.push(audience.into());
        self
    }

    /// Accepts tokens whatever their `aud`, even without one. Only for an issuer whose endpoint tells this client of
    /// no tokens but those for this API; elsewhere every API would accept the tokens of every other.
    pub fn any_audience(mut self) -> Self {
        self.any_audience = true;
        self
    }

    /// The issuer that `iss` must name, for an endpoint that was given by [`Introspection::at`].
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer = Some(issuer.into());
        self
    }

    /// Asks about JWTs as well. What the issuer has revoked is refused within [`cache_for`](Self::cache_for) then, for
    /// the price of a request in that time for each token. In a [`Gate`](crate::Gate) it takes the place of a
    /// [`Verifier`](crate::Verifier): the first of the two that was given judges JWTs that come as bearer tokens, and the
    /// other never sees one. Those that come with a DPoP proof are the verifier's, and nobody asks about them.
    pub fn every_token(mut self) -> Self {
        self.every_token = true;
        self
    }

    /// For how long a good answer is believed, and thus how long a token lives on that was revoked: 30 seconds by
    /// default, 5 minutes at most; never beyond `exp`. Whole seconds count, and none asks every time.
    pub fn cache_for(mut self, time: Duration) -> Self {
        self.cache_for = time;
        self
    }

    /// For how long a refusal is remembered: 5 seconds by default, 5 minutes at most.
    pub fn cache_refusals_for(mut self, time: Duration) -> Self {
        self.cache_refusals_for = time;
        self
    }

    /// How many requests may be at the endpoint at once: 16 by default, at least one. Others wait a second for their
    /// turn and are then answered with a 503.
    pub fn at_once(mut self, requests: usize) -> Self {
        self.at_once = requests.max(1);
        self
    }

    /// A deny list that is asked as well, usually the verifier's: [`Verifier::denied`](crate::Verifier::denied). What
    /// it names is refused at once, whatever was said of it before.
    pub fn denied(mut self, denied: &Denied) -> Self {
        self.denied = Some(denied.clone());
        self
    }

    /// By how much the clocks of issuer and API may differ: 5 seconds by default, 60 at most. Whole seconds count.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.leeway = leeway;
        self
    }

    /// Where the time comes from, for tests.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks the configuration. Nothing is asked yet.
    ///
    /// # Errors
    ///
    /// A [`SetupError`] that says what to mend.
    pub fn build(self) -> Result<Introspection, SetupError> {
        let place = self.place?;
        let named = |text: &String| !text.is_empty();
        let (id, secret) = self.client.ok_or(SetupError::NoClient)?;
        if !named(&id) || !named(&secret) {
            return Err(SetupError::NoClient);
        }
        if self.any_audience != self.audiences.is_empty() || !self.audiences.iter().all(named) {
            return Err(SetupError::NoAudience);
        }
        if self.leeway > MAX_LEEWAY {
            return Err(SetupError::LeewayTooLong);
        }
        if self.cache_for.max(self.cache_refusals_for) > MAX_CACHE {
            return Err(SetupError::CacheTooLong);
        }
        Ok(Introspection::of(Inner {
            endpoint: Endpoint::new(place, (&id, &secret))?,
            rules: Rules {
                issuer: self.issuer,
                audiences: self.audiences,
                leeway: self.leeway.as_secs(),
            },
            every_token: self.every_token,
            fingerprints: Fingerprints::new()?,
            memory: Memory::new(self.cache_for.as_secs(), self.cache_refusals_for.as_secs()),
            denied: self.denied,
            flights: Arc::default(),
            outage: std::sync::Mutex::default(),
            slots: Semaphore::new(self.at_once.min(Semaphore::MAX_PERMITS)),
            clock: self.clock,
        }))
    }
}

impl std::fmt::Debug for IntrospectionBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IntrospectionBuilder")
            .field("issuer", &self.issuer)
            .field("audiences", &self.audiences)
            .finish_non_exhaustive()
    }
}
