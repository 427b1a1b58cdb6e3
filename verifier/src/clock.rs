//! Where the time comes from. Everything that depends on time, the claims and the age of the keys alike, asks the one
//! clock of its verifier, so that a test can move it.

use std::time::{SystemTime, UNIX_EPOCH};

/// A source of the present time. Any `Fn() -> u64` is one.
///
/// ```
/// use countersign_verifier::Clock;
///
/// let noon = || 1_767_268_800;
/// assert_eq!(Clock::now(&noon), 1_767_268_800);
/// ```
pub trait Clock: Send + Sync {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds (`NumericDate`, RFC 7519 section 2).
    fn now(&self) -> u64;
}

impl<F: Fn() -> u64 + Send + Sync> Clock for F {
    fn now(&self) -> u64 {
        self()
    }
}

/// The clock of the machine: the default.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where this crate reads the time of the machine"
    )]
    fn now(&self) -> u64 {
        // A clock before 1970 reads as 0: then every token was issued in the future, and is refused.
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs())
    }
}
