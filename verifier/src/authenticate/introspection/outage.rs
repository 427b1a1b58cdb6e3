//! While the endpoint fails, it is let alone: after a few failures in a row nobody asks for a second, then one request
//! tries, and each that fails doubles the pause. A single failure is forgiven, so that no odd token silences the others.

/// Failures in a row until the first pause.
const FORGIVEN: u32 = 3;
/// Seconds of the longest pause.
const LONGEST: u64 = 30;

/// How the endpoint has been doing.
#[derive(Debug, Default)]
pub(super) struct Outage {
    failures: u32,
    pauses: u32,
    /// When somebody may try again, in seconds since 1970.
    until: u64,
}

impl Outage {
    /// Seconds that are left of the pause, if there is one.
    pub(super) fn pause(&self, now: u64) -> Option<u64> {
        let left = self.until.saturating_sub(now);
        // A clock that was set back must not make a pause of years.
        (self.failures >= FORGIVEN && (1..=LONGEST).contains(&left)).then_some(left)
    }

    /// Whether a request may be made now. The first one after a pause tries for all: the next pause begins with it, and
    /// ends when it succeeds.
    pub(super) fn begin(&mut self, now: u64) -> Result<(), u64> {
        if let Some(left) = self.pause(now) {
            return Err(left);
        }
        if self.failures >= FORGIVEN {
            self.rest(now);
        }
        Ok(())
    }

    pub(super) fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// Of requests that fail together only one begins a pause.
    pub(super) fn failed(&mut self, now: u64) {
        self.failures = self.failures.saturating_add(1);
        if self.failures == FORGIVEN {
            self.rest(now);
        }
    }

    fn rest(&mut self, now: u64) {
        let length = 1_u64.checked_shl(self.pauses).unwrap_or(LONGEST);
        self.until = now.saturating_add(length.min(LONGEST));
        self.pauses = self.pauses.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::Outage;

    const NOW: u64 = 1_800_000_000;

    fn down() -> Outage {
        let mut outage = Outage::default();
        for _ in 0..3 {
            assert_eq!(outage.begin(NOW), Ok(()));
            outage.failed(NOW);
        }
        outage
    }

    #[test]
    fn a_failure_now_and_then_is_forgiven() {
        let mut outage = Outage::default();
        for _ in 0..10 {
            outage.failed(NOW);
            outage.failed(NOW);
            outage.succeeded();
        }
        assert_eq!(outage.begin(NOW), Ok(()));
    }

    #[test]
    fn pauses_grow_and_one_request_tries_between_them() {
        let (mut outage, mut now) = (down(), NOW);
        let mut pauses = Vec::new();
        for _ in 0..7 {
            let left = outage.begin(now).expect_err("a pause");
            pauses.push(left);
            now += left;
            assert_eq!(outage.begin(now), Ok(()), "one tries");
            assert!(outage.begin(now).is_err(), "and no other");
            outage.failed(now);
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
    }

    #[test]
    fn failures_that_come_together_make_one_pause() {
        let mut outage = down();
        for _ in 0..100 {
            outage.failed(NOW);
        }
        assert_eq!(outage.pause(NOW), Some(1));
    }

    #[test]
    fn one_answer_ends_it() {
        let mut outage = down();
        assert_eq!(outage.begin(NOW + 1), Ok(()));
        outage.succeeded();
        assert_eq!(outage.pause(NOW + 1), None);
        assert_eq!(outage.begin(NOW + 1), Ok(()));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_prolong_it() {
        assert_eq!(down().pause(NOW - 86_400), None);
    }
}
