//! Whether a fetch is under way, and how the last one ended.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::flight::Flight;

/// What every request may ask without a lock, and the lock for who begins a fetch or joins one.
#[derive(Default)]
pub(super) struct Progress {
    flight: Mutex<Option<Arc<Flight>>>,
    flying: AtomicBool,
    failed: AtomicBool,
}

impl Progress {
    pub(super) fn flying(&self) -> bool {
        self.flying.load(Ordering::SeqCst)
    }

    /// Whether the last fetch failed.
    pub(super) fn failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }

    pub(super) fn has_failed(&self) {
        self.failed.store(true, Ordering::Release);
    }

    /// The fetch under way, or the one that `begin` begins; it is called by one thread at a time.
    pub(super) fn join_or(
        &self,
        begin: impl FnOnce() -> Option<Arc<Flight>>,
    ) -> Option<Arc<Flight>> {
        let mut flight = self.flight();
        if flight.is_none() {
            // Before it begins, so that who sees any trace of it comes here and joins it.
            self.flying.store(true, Ordering::SeqCst);
            *flight = begin();
            self.flying.store(flight.is_some(), Ordering::SeqCst);
        }
        flight.clone()
    }

    fn flight(&self) -> MutexGuard<'_, Option<Arc<Flight>>> {
        self.flight.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends a fetch when it is dropped, so that nobody waits for one that panicked.
pub(super) struct Landing {
    progress: Arc<Progress>,
    pub(super) flight: Arc<Flight>,
    pub(super) succeeded: bool,
}

impl Landing {
    pub(super) fn of(progress: Arc<Progress>, flight: Arc<Flight>) -> Self {
        Self {
            progress,
            flight,
            succeeded: false,
        }
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        let mut flight = self.progress.flight();
        self.progress
            .failed
            .store(!self.succeeded, Ordering::Release);
        self.progress.flying.store(false, Ordering::SeqCst);
        *flight = None;
        drop(flight);
        self.flight.has_landed();
    }
}

/// A second of the clock, or none yet.
pub(super) struct Moment(AtomicU64);

impl Moment {
    const NEVER: u64 = u64::MAX;

    pub(super) const fn never() -> Self {
        Self(AtomicU64::new(Self::NEVER))
    }

    pub(super) fn set(&self, now: u64) {
        self.0.store(now, Ordering::Release);
    }

    /// Seconds since then. A clock that was set back counts as time gone by, lest it keep the keys of yesterday.
    pub(super) fn elapsed(&self, now: u64) -> Option<u64> {
        let then = self.0.load(Ordering::Acquire);
        (then != Self::NEVER).then(|| now.checked_sub(then).unwrap_or(u64::MAX))
    }
}
