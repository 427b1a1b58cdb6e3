//! What keeps a directory that does not answer from holding up everybody: after a few failures in a row nobody waits for it any
//! more, but for one now and then who tries.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::Trouble;
use crate::base::Timestamp;

/// So many failures in a row, and it counts as down.
const FAILURES: u32 = 3;
/// How often somebody tries while it is.
const PAUSE: Duration = Duration::from_secs(10);

#[derive(Debug, Default)]
pub(super) struct Circuit(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// When the next may try, while it is down.
    next: Option<Timestamp>,
}

impl Circuit {
    /// Whether it is worth asking. Who is let through while it is down is the only one for a while.
    pub(super) fn may_try(&self, now: Timestamp) -> Result<(), Trouble> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(next) = state.next else {
            return Ok(());
        };
        if now < next {
            return Err(Trouble::because(
                "it did not answer lately, and is not asked again yet",
            ));
        }
        state.next = Some(now + PAUSE);
        Ok(())
    }

    pub(super) fn failed(&self, now: Timestamp) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = state.failures.saturating_add(1);
        if state.failures >= FAILURES {
            state.next = Some(now + PAUSE);
        }
    }

    pub(super) fn works(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = State::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_failures_in_a_row_only_one_tries_now_and_then() {
        let circuit = Circuit::default();
        let (now, later) = (Timestamp(0), Timestamp(0) + PAUSE);
        for _ in 1..FAILURES {
            circuit.failed(now);
            circuit.may_try(now).unwrap();
        }
        circuit.failed(now);
        circuit.may_try(now).unwrap_err();
        circuit.may_try(later).unwrap();
        circuit.may_try(later).unwrap_err();
        circuit.works();
        circuit.may_try(later).unwrap();
    }

    #[test]
    fn an_answer_in_between_makes_good_for_failures() {
        let circuit = Circuit::default();
        for _ in 0..2 * FAILURES {
            circuit.failed(Timestamp(0));
            circuit.works();
        }
        circuit.may_try(Timestamp(0)).unwrap();
    }
}
