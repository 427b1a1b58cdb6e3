//! When the key set is fetched. One fetch at a time; in any 30 seconds at most one because of the set's age and one
//! because of an unknown `kid`, so that a key that the issuer made just after the last regular fetch is found at once. A
//! failed fetch counts for both: neither a flood of invented `kid`s nor an issuer that is down makes this a hammer.
//!
//! The fetch runs in a task of its own, so that it goes on when the request that caused it is dropped.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::fetch::Remote;
use super::store::{Held, KeyStore};
use crate::{Clock, Error};

/// Seconds between the beginnings of two fetches for the same cause.
const MIN_INTERVAL: u64 = 30;
/// How long a request waits for a refresh when a set is at hand that is past its time but not past use.
const PATIENCE: Duration = Duration::from_secs(1);

/// The rule and its state.
pub(crate) struct Refresh {
    remote: Remote,
    clock: Arc<dyn Clock>,
    /// Seconds after which a set is fetched anew.
    refresh_every: u64,
    /// Seconds after which a set that could not be renewed is used no more.
    max_stale: u64,
    state: Mutex<State>,
}

/// Why a set is fetched.
#[derive(Clone, Copy)]
enum Cause {
    /// There is no set yet, or its time is up.
    Age,
    /// A token names a key that is not in the set.
    UnknownKid,
}

#[derive(Default)]
struct State {
    /// Closed by the end of the fetch that is under way.
    running: Option<watch::Receiver<()>>,
    /// When the last fetch for each cause began.
    for_age: Option<u64>,
    for_kid: Option<u64>,
    /// Whether the last fetch of all failed.
    failed: bool,
}

impl Refresh {
    pub(crate) fn new(
        remote: Remote,
        clock: Arc<dyn Clock>,
        refresh_every: u64,
        max_stale: u64,
    ) -> Self {
        let refresh_every = refresh_every.max(MIN_INTERVAL);
        let max_stale = max_stale.max(refresh_every);
        Self {
            remote,
            clock,
            refresh_every,
            max_stale,
            state: Mutex::default(),
        }
    }

    pub(super) fn now(&self) -> u64 {
        self.clock.now()
    }

    /// Refuses when there are no keys, or only keys that are too old to be trusted.
    pub(super) fn servable(&self, held: Option<&Held>) -> Result<(), Error> {
        if held.is_some_and(|held| self.age(held) <= self.max_stale) {
            return Ok(());
        }
        let waited = self
            .state()
            .last()
            .map_or(MIN_INTERVAL, |began| self.now().saturating_sub(began));
        Err(Error::KeysUnavailable {
            retry_after: MIN_INTERVAL.saturating_sub(waited).max(1),
        })
    }

    /// Renews the set as its age asks. The last fifth of its time is renewed in the background, so that a busy service
    /// never waits. An idle one waits a moment at its first request, so that a key that the issuer withdrew is not
    /// accepted past its time; but not while the issuer is known to be down.
    pub(super) async fn freshen(&self, store: &Arc<KeyStore>) {
        let Some(age) = store
            .held()
            .map(|held| self.age(&held))
            .filter(|age| *age <= self.max_stale)
        else {
            landed(self.start(store, Cause::Age)).await;
            return;
        };
        if age < self.renewed_after() {
            return;
        }
        let flight = self.start(store, Cause::Age);
        if age >= self.refresh_every && !self.state().failed {
            // Out of patience is no error: the set at hand serves, and the fetch goes on.
            let _ = tokio::time::timeout(PATIENCE, landed(flight)).await;
        }
    }

    /// Seconds after which a set is renewed in the background.
    pub(super) fn renewed_after(&self) -> u64 {
        self.refresh_every - self.refresh_every / 5
    }

    /// Looks for an unknown `kid`: waits for a fetch, if there may be one. Its length is bounded by the timeouts of the
    /// client.
    pub(super) async fn seek(&self, store: &Arc<KeyStore>) -> bool {
        landed(self.start(store, Cause::UnknownKid)).await
    }

    /// Joins the fetch under way, or begins one unless the last began too recently.
    fn start(&self, store: &Arc<KeyStore>, cause: Cause) -> Option<watch::Receiver<()>> {
        let mut state = self.state();
        // A channel that is closed belongs to a task that was lost with its runtime.
        if let Some(running) = state
            .running
            .as_ref()
            .filter(|running| running.has_changed().is_ok())
        {
            return Some(running.clone());
        }
        let now = self.now();
        if !state.may_begin(cause, now) {
            return None;
        }
        let (end, running) = watch::channel(());
        match cause {
            Cause::Age => state.for_age = Some(now),
            Cause::UnknownKid => state.for_kid = Some(now),
        }
        state.running = Some(running.clone());
        drop(state);
        let store = Arc::clone(store);
        tokio::spawn(async move {
            fetch(&store).await;
            drop(end);
        });
        Some(running)
    }

    /// How old a set is. One from the future has no known age and is due.
    fn age(&self, held: &Held) -> u64 {
        self.now()
            .checked_sub(held.at)
            .unwrap_or(self.refresh_every)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Each cause has its own fetch in 30 seconds. After a failure they share one: an issuer that is down is not asked
    /// more often because tokens name keys that nobody knows.
    fn may_begin(&self, cause: Cause, now: u64) -> bool {
        let last = match cause {
            _ if self.failed => self.last(),
            Cause::Age => self.for_age,
            Cause::UnknownKid => self.for_kid,
        };
        // A clock that was set back counts as time gone by, lest it keep the keys of yesterday.
        last.is_none_or(|began| now < began || now - began >= MIN_INTERVAL)
    }

    /// When the last fetch of all began.
    fn last(&self) -> Option<u64> {
        self.for_age.max(self.for_kid)
    }
}

/// True if there was a fetch and it has ended.
async fn landed(flight: Option<watch::Receiver<()>>) -> bool {
    let Some(mut flight) = flight else {
        return false;
    };
    while flight.changed().await.is_ok() {}
    true
}

/// One fetch. Its failure is logged and leaves the keys as they are.
async fn fetch(store: &KeyStore) {
    let Some(refresh) = store.remote_refresh() else {
        return;
    };
    let fetched = refresh.remote.jwks().await;
    let applied = fetched.and_then(|jwks| Ok(store.replace(&jwks)?));
    if let Err(error) = &applied {
        let cause = error as &dyn std::error::Error;
        tracing::warn!(
            cause,
            issuer = refresh.remote.issuer(),
            "the keys of the issuer could not be fetched"
        );
    }
    let mut state = refresh.state();
    state.failed = applied.is_err();
    state.running = None;
}
