//! Questions that are under way. Whoever asks about a token that is being asked about waits for the same answer; and a
//! question goes on when the request that caused it is dropped.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::memory::Outcome;
use crate::cache::Fingerprint;

/// How many may be under way or wait for their turn. Beyond that the next is refused at once.
const MOST: usize = 1024;

type Outcomes = watch::Receiver<Option<Outcome>>;

#[derive(Default)]
pub(super) struct Flights(Mutex<HashMap<Fingerprint, Outcomes>>);

/// One question under way, in the hand of the task that asks it. It is over when this is dropped.
pub(super) struct Flight {
    flights: Arc<Flights>,
    text: Fingerprint,
    outcome: watch::Sender<Option<Outcome>>,
}

/// How to get at an answer.
pub(super) enum Boarding {
    /// Another has asked already.
    Joined(Outcomes),
    /// This one asks.
    Begun(Flight, Outcomes),
    /// It was answered just now.
    Landed(Outcome),
    /// There are too many.
    Full,
}

impl Flights {
    /// Joins the question about this text, or begins it, unless `recall` knows the answer by now: under the lock of the
    /// flights, so that no second question begins between the end of one and the memory of it.
    pub(super) fn board(
        self: &Arc<Self>,
        text: Fingerprint,
        recall: impl FnOnce() -> Option<Outcome>,
    ) -> Boarding {
        let mut under_way = self.under_way();
        if let Some(outcomes) = under_way.get(&text) {
            return Boarding::Joined(outcomes.clone());
        }
        if let Some(outcome) = recall() {
            return Boarding::Landed(outcome);
        }
        if under_way.len() >= MOST {
            return Boarding::Full;
        }
        let (outcome, outcomes) = watch::channel(None);
        under_way.insert(text, outcomes.clone());
        let flight = Flight {
            flights: Arc::clone(self),
            text,
            outcome,
        };
        Boarding::Begun(flight, outcomes)
    }

    fn under_way(&self) -> MutexGuard<'_, HashMap<Fingerprint, Outcomes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    pub(super) fn text(&self) -> Fingerprint {
        self.text
    }

    pub(super) fn land(self, outcome: Outcome) {
        self.outcome.send_replace(Some(outcome));
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.flights.under_way().remove(&self.text);
    }
}

/// The outcome, once it is there; nothing if the task that asked was lost with its runtime.
pub(super) async fn landed(mut outcomes: Outcomes) -> Option<Outcome> {
    let outcome = outcomes.wait_for(Option::is_some).await.ok()?;
    outcome.clone()
}
