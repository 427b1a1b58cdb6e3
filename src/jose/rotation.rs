//! When keys turn, as a pure function of the keys and the time.
//!
//! A key is published `publish_ahead` before it signs, longer than verifiers cache the set. It signs until its
//! successor does, and stays published for as long as what it signed can live.

use std::time::Duration;

use crate::base::Timestamp;

/// One key's place in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub signs_from: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy)]
pub struct Policy {
    pub rotate_every: Duration,
    pub publish_ahead: Duration,
    /// The longest that anything signed can live, with the leeway that verifiers give.
    pub longest_token: Duration,
    /// For how much longer a key is kept to recognise what it signed (`id_token_hint` may have expired).
    pub remembered: Duration,
}

/// When the next key has to sign from, if it has to be made now. `spans` in order of generation.
pub fn next(spans: &[Span], now: Timestamp, policy: Policy) -> Option<Timestamp> {
    let Some(newest) = spans.iter().rfind(|span| span.withdrawn_at.is_none()) else {
        return Some(now);
    };
    let due = newest.signs_from + policy.rotate_every;
    (now >= due - policy.publish_ahead).then(|| due.max(now + policy.publish_ahead))
}

/// The index of the key that signs now: the latest whose time has come, or the earliest of all.
pub fn signer(spans: &[Span], now: Timestamp) -> Option<usize> {
    let usable = |index: &usize| spans[*index].withdrawn_at.is_none();
    let come = |index: &usize| spans[*index].signs_from <= now;
    let all = || (0..spans.len()).filter(usable);
    all().rfind(come).or_else(|| all().next())
}

/// Whether the key at `index` is still published.
pub fn is_published(spans: &[Span], index: usize, now: Timestamp, policy: Policy) -> bool {
    if spans[index].withdrawn_at.is_some() {
        return false;
    }
    let successor = spans[index + 1..]
        .iter()
        .find(|span| span.withdrawn_at.is_none());
    successor.is_none_or(|successor| now < successor.signs_from + policy.longest_token)
}

/// Whether the key at `index` still serves to recognise what it signed. One that was withdrawn does not.
pub fn is_remembered(spans: &[Span], index: usize, now: Timestamp, policy: Policy) -> bool {
    let longest_token = policy.longest_token + policy.remembered;
    is_published(
        spans,
        index,
        now,
        Policy {
            longest_token,
            ..policy
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);
    const POLICY: Policy = Policy {
        rotate_every: HOUR.saturating_mul(24),
        publish_ahead: HOUR,
        longest_token: HOUR,
        remembered: Duration::ZERO,
    };

    fn span(hours: u32) -> Span {
        Span {
            signs_from: at(hours),
            withdrawn_at: None,
        }
    }

    fn at(hours: u32) -> Timestamp {
        Timestamp(0) + HOUR * hours
    }

    #[test]
    fn the_first_key_signs_at_once() {
        assert_eq!(next(&[], at(5), POLICY), Some(at(5)));
    }

    #[test]
    fn a_key_is_published_before_it_signs_and_after_it_signed() {
        let one = [span(0)];
        assert_eq!(next(&one, at(22), POLICY), None);
        assert_eq!(next(&one, at(23), POLICY), Some(at(24)));
        // A server that slept past the date still publishes first.
        assert_eq!(next(&one, at(100), POLICY), Some(at(101)));

        let two = [span(0), span(24)];
        assert_eq!(signer(&two, at(23)), Some(0));
        assert_eq!(signer(&two, at(24)), Some(1));
        assert!(is_published(&two, 1, at(23), POLICY));
        assert!(is_published(&two, 0, at(24), POLICY));
        assert!(!is_published(&two, 0, at(25), POLICY));
    }

    #[test]
    fn a_withdrawn_key_neither_signs_nor_shows() {
        let leaked = Span {
            withdrawn_at: Some(at(30)),
            ..span(0)
        };
        let keys = [leaked, span(30)];
        assert_eq!(signer(&keys, at(30)), Some(1));
        assert!(!is_published(&keys, 0, at(30), POLICY));
        assert_eq!(next(&[leaked], at(31), POLICY), Some(at(31)));
    }
}
