//! Is this machine's clock believable? Every expiry stands on it.

use crate::base::clock::SystemClock;
use crate::base::{Clock as _, Timestamp};
use crate::cli::answer::Finding;
use crate::cli::moment;
use crate::store::signing_key::StoredKey;

const CHECK: &str = "clock";
const MEND: &str = "Set the clock, and keep it right with NTP.";
/// 2026-01-01T00:00:00Z: this program did not exist before.
const EARLIEST: Timestamp = Timestamp(1_767_225_600_000);

pub(super) fn check(stored: &[StoredKey]) -> Finding {
    judge(
        SystemClock.now(),
        stored.iter().map(|key| key.created_at).max(),
    )
}

fn judge(now: Timestamp, newest: Option<Timestamp>) -> Finding {
    let said = moment::text(now);
    if now < EARLIEST {
        return Finding::fail(
            CHECK,
            format!("it says {said} UTC, before this program existed."),
            MEND,
        );
    }
    match newest {
        Some(newest) if now < newest => {
            let what = format!(
                "it says {said} UTC, but a signing key was made at {} UTC.",
                moment::text(newest)
            );
            Finding::fail(CHECK, what, MEND)
        }
        _ => Finding::ok(CHECK, format!("it says {said} UTC.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::answer::State;

    #[test]
    fn a_clock_before_the_program_or_its_keys_fails() {
        let now = Timestamp(1_795_338_307_000);
        assert_eq!(judge(now, None).state, State::Ok);
        assert_eq!(judge(now, Some(now)).state, State::Ok);
        assert_eq!(judge(now, Some(Timestamp(now.0 + 1))).state, State::Fail);
        assert_eq!(judge(Timestamp(0), None).state, State::Fail);
    }
}
