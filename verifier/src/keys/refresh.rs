//! When the key set is fetched. One fetch at a time; and in any 30 seconds at most one because of an unknown `kid`, besides
//! the one that the set's age asks for. A failed fetch counts for both: neither a flood of invented `kid`s nor an issuer
//! that is down makes this a hammer.
//!
//! What every request asks here, whether something is due, costs a few atomic reads and no lock. The lock is for who
//! begins a fetch or joins one.

use std::sync::Arc;
use std::thread::Builder;

use super::ask::{Asking, Surroundings, ask};
use super::flight::{Flight, Wait};
use super::progress::{Landing, Moment, Progress};
use super::remote::{FetchError, Remote};
use super::store::KeyStore;
use crate::{Clock, Error};

/// Seconds between the beginnings of two fetches for an unknown `kid`, and of any two while the issuer fails.
const MIN_INTERVAL: u64 = 30;

/// The rule and its state.
pub(crate) struct Refresh {
    remote: Arc<Remote>,
    clock: Arc<dyn Clock>,
    /// Seconds after which a set is fetched anew.
    refresh_every: u64,
    /// Seconds after which a set that could not be renewed is used no more.
    max_stale: u64,
    progress: Arc<Progress>,
    asking: Asking,
    /// When the last fetch of all began, and the last for an unknown `kid`.
    last: Moment,
    last_for_kid: Moment,
}

/// Why a set is fetched.
#[derive(Clone, Copy)]
enum Cause {
    /// There is no set yet, or its time is up.
    Age,
    /// A token names a key that is not in the set.
    UnknownKid,
}

impl Refresh {
    pub(crate) fn new(
        remote: Remote,
        clock: Arc<dyn Clock>,
        refresh_every: u64,
        max_stale: u64,
    ) -> Self {
        let refresh_every = refresh_every.max(1);
        Self {
            remote: Arc::new(remote),
            clock,
            refresh_every,
            max_stale: max_stale.max(refresh_every),
            progress: Arc::default(),
            asking: Asking::default(),
            last: Moment::never(),
            last_for_kid: Moment::never(),
        }
    }

    pub(super) fn now(&self) -> u64 {
        self.clock.now()
    }

    /// Refuses when there are no keys, or only keys that are too old to be trusted.
    pub(super) fn servable(&self, asked_at: Option<u64>) -> Result<(), Error> {
        if asked_at.is_some_and(|at| self.age(at) <= self.max_stale) {
            return Ok(());
        }
        let waited = self.last.elapsed(self.now()).unwrap_or(MIN_INTERVAL);
        Err(Error::KeysUnavailable {
            retry_after: MIN_INTERVAL.saturating_sub(waited).max(1),
        })
    }

    /// Renews the set as its age asks, and says what to wait for. The last fifth of its time is renewed in the background,
    /// so that a busy service never waits. An idle one waits a moment at its first request, so that a key that the issuer
    /// withdrew is not accepted past its time; but not while the issuer is known to be down.
    pub(super) fn freshen(&self, store: &Arc<KeyStore>, asked_at: Option<u64>) -> Option<Wait> {
        let usable = asked_at
            .map(|at| self.age(at))
            .filter(|age| *age <= self.max_stale);
        let Some(age) = usable else {
            return self.begin_or_join(store, Cause::Age).map(Wait::to_the_end);
        };
        if age >= self.refresh_every && !self.progress.failed() {
            // Out of patience is no error: the set at hand serves, and the fetch goes on.
            return self.begin_or_join(store, Cause::Age).map(Wait::a_moment);
        }
        if age >= self.renewed_after() && !self.progress.flying() {
            self.begin_or_join(store, Cause::Age);
        }
        None
    }

    /// Looks for an unknown `kid`, if it may: joins the fetch under way or begins one. Where the set is past its time, for
    /// instance because the last fetch took longer than that, its age is the cause.
    pub(super) fn seek(&self, store: &Arc<KeyStore>, asked_at: Option<u64>) -> Option<Wait> {
        let overdue = asked_at.is_none_or(|at| self.age(at) >= self.refresh_every);
        let cause = if overdue {
            Cause::Age
        } else {
            Cause::UnknownKid
        };
        self.begin_or_join(store, cause).map(Wait::to_the_end)
    }

    /// Seconds after which a set is renewed in the background. A set of one second leaves no room for that.
    pub(super) fn renewed_after(&self) -> u64 {
        let ahead = self.refresh_every.div_ceil(5);
        self.refresh_every - ahead.min(self.refresh_every - 1)
    }

    fn begin_or_join(&self, store: &Arc<KeyStore>, cause: Cause) -> Option<Arc<Flight>> {
        // In this order: a fetch is flying before it leaves any other trace.
        if !self.may_begin(cause) && !self.progress.flying() {
            return None;
        }
        // Meanwhile another may have begun a fetch, and that may even have ended.
        let still = || {
            self.may_begin(cause)
                && self.is_due(cause, store.asked_at())
                && !self.asking.is_under_way()
        };
        self.progress
            .join_or(|| still().then(|| self.begin(store, cause)).flatten())
    }

    /// While the issuer fails, both causes share one fetch in 30 seconds: it is not asked more often because tokens name
    /// keys that nobody knows. A set that was renewed is not due by itself, so age needs no such bound.
    fn may_begin(&self, cause: Cause) -> bool {
        let last = match cause {
            _ if self.progress.failed() => &self.last,
            Cause::UnknownKid => &self.last_for_kid,
            Cause::Age => return true,
        };
        let elapsed = last.elapsed(self.now());
        elapsed.is_none_or(|elapsed| elapsed >= MIN_INTERVAL)
    }

    fn is_due(&self, cause: Cause, asked_at: Option<u64>) -> bool {
        match cause {
            Cause::UnknownKid => true,
            Cause::Age => asked_at.is_none_or(|at| self.age(at) >= self.renewed_after()),
        }
    }

    fn begin(&self, store: &Arc<KeyStore>, cause: Cause) -> Option<Arc<Flight>> {
        let now = self.now();
        self.last.set(now);
        if let Cause::UnknownKid = cause {
            self.last_for_kid.set(now);
        }
        let (store, remote) = (Arc::clone(store), Arc::clone(&self.remote));
        let (progress, flight) = (Arc::clone(&self.progress), Flight::begun());
        let (asking, surroundings) = (self.asking.clone(), Surroundings::here());
        let watched = Arc::clone(&flight);
        let thread = Builder::new().name("issuer-keys-wait".to_owned());
        let started = thread.spawn(move || {
            let mut landing = Landing::of(progress, watched);
            let question = remote.clone().key_set();
            match ask(question, surroundings, &asking, &landing.flight) {
                Ok(set) => {
                    store.swap(set, now);
                    landing.succeeded = true;
                }
                Err(error) => warn(remote.issuer(), &error),
            }
        });
        if let Err(error) = started {
            self.progress.has_failed();
            warn(self.remote.issuer(), &FetchError::NoThread(error));
            return None;
        }
        Some(flight)
    }

    /// How old a set is. One from the future has no known age and is due.
    fn age(&self, asked_at: u64) -> u64 {
        let age = self.now().checked_sub(asked_at);
        age.unwrap_or(self.refresh_every)
    }
}

fn warn(issuer: &str, error: &FetchError) {
    let cause = error as &dyn std::error::Error;
    tracing::warn!(cause, issuer, "the keys of the issuer could not be fetched");
}
