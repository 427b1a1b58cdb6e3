//! One fetch under way, as those see it who wait for it: tasks and threads alike, to its end or only for a moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use event_listener::{Event, EventListener, Listener as _};

const UNDER_WAY: u8 = 0;
const SLOW: u8 = 1;
const LANDED: u8 = 2;

/// How far a fetch is.
pub(super) struct Flight {
    phase: AtomicU8,
    moved: Event,
}

/// A wait for a fetch that is under way.
pub(crate) struct Wait {
    flight: Arc<Flight>,
    until: u8,
}

impl Flight {
    pub(super) fn begun() -> Arc<Self> {
        Arc::new(Self {
            phase: AtomicU8::new(UNDER_WAY),
            moved: Event::new(),
        })
    }

    /// The answer takes its time: who has keys at hand waits no longer.
    pub(super) fn is_slow(&self) {
        self.move_to(SLOW);
    }

    pub(super) fn has_landed(&self) {
        self.move_to(LANDED);
    }

    fn move_to(&self, phase: u8) {
        self.phase.store(phase, Ordering::Release);
        self.moved.notify(usize::MAX);
    }
}

impl Wait {
    /// For the end of the fetch, which is bounded in time.
    pub(super) fn to_the_end(flight: Arc<Flight>) -> Self {
        let until = LANDED;
        Self { flight, until }
    }

    /// For a moment, or for the end if that comes first.
    pub(super) fn a_moment(flight: Arc<Flight>) -> Self {
        let until = SLOW;
        Self { flight, until }
    }

    pub(crate) async fn over(self) {
        while let Some(change) = self.change() {
            change.await;
        }
    }

    /// The same for a thread.
    pub(crate) fn over_blocking(self) {
        while let Some(change) = self.change() {
            change.wait();
        }
    }

    /// What is waited for next. The phase is read again once the listener is there, lest a change be missed.
    fn change(&self) -> Option<EventListener> {
        let pending = || self.flight.phase.load(Ordering::Acquire) < self.until;
        let listener = pending().then(|| self.flight.moved.listen())?;
        pending().then_some(listener)
    }
}
