//! What the endpoint has said lately. Good answers and refusals have memory of their own, so that a flood of invented
//! tokens never pushes a good answer out. Both are bounded in bytes. Tokens are not kept: an answer is found by the
//! fingerprint of its token.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::answer::Known;
use crate::Error;
use crate::cache::Fingerprint;

/// Room for some ten thousand good answers of the usual length.
const GOOD_BYTES: u64 = 8 * 1024 * 1024;
const REFUSED_BYTES: u64 = 2 * 1024 * 1024;
/// What an entry costs beside the answer itself.
const OVERHEAD: u64 = 256;

/// What was said of a token, judged.
pub(super) type Outcome = Result<Arc<Known>, Error>;

pub(super) struct Memory {
    good: Cache<Fingerprint, Kept<Arc<Known>>, Bytes>,
    refused: Cache<Fingerprint, Kept<Error>, Bytes>,
    /// Seconds for which an answer counts.
    good_for: u64,
    refused_for: u64,
}

#[derive(Clone)]
struct Kept<T> {
    said: T,
    /// When the endpoint was asked, in seconds since 1970.
    at: u64,
    bytes: usize,
}

#[derive(Clone)]
struct Bytes;

impl<T> Weighter<Fingerprint, Kept<T>> for Bytes {
    fn weight(&self, _: &Fingerprint, kept: &Kept<T>) -> u64 {
        OVERHEAD + kept.bytes as u64
    }
}

impl Memory {
    pub(super) fn new(good_for: u64, refused_for: u64) -> Self {
        Self {
            good: cache(GOOD_BYTES),
            refused: cache(REFUSED_BYTES),
            good_for,
            refused_for,
        }
    }

    /// What was said of it, if that still counts: a good answer never once the token has expired.
    pub(super) fn recall(&self, text: &Fingerprint, now: u64) -> Option<Outcome> {
        let good = self.good.get(text);
        if let Some(kept) = good.filter(|kept| kept.is_fresh(now, self.good_for)) {
            let expires_at = kept.said.principal.expires_at();
            if expires_at.is_none_or(|expires_at| now < expires_at) {
                return Some(Ok(kept.said));
            }
        }
        let refused = self.refused.get(text);
        let refused = refused.filter(|kept| kept.is_fresh(now, self.refused_for))?;
        Some(Err(refused.said))
    }

    /// `at` is when the endpoint was asked, not when it answered: so the bound holds however slow it is.
    pub(super) fn keep(&self, text: Fingerprint, said: &Outcome, (at, bytes): (u64, usize)) {
        match said.clone() {
            Ok(said) => {
                self.refused.remove(&text);
                if self.good_for > 0 {
                    self.good.insert(text, Kept { said, at, bytes });
                }
            }
            Err(said) => {
                self.good.remove(&text);
                if self.refused_for > 0 {
                    self.refused.insert(text, Kept { said, at, bytes });
                }
            }
        }
    }
}

impl<T> Kept<T> {
    /// What was said in the future, by a clock that was set back since, does not count.
    fn is_fresh(&self, now: u64, seconds: u64) -> bool {
        now.checked_sub(self.at).is_some_and(|age| age < seconds)
    }
}

fn cache<T: Clone>(bytes: u64) -> Cache<Fingerprint, Kept<T>, Bytes> {
    let usual = (bytes / (3 * OVERHEAD)) as usize;
    Cache::with_weighter(usual, bytes, Bytes)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::{GOOD_BYTES, Memory, Outcome, REFUSED_BYTES};
    use crate::Error;
    use crate::authenticate::introspection::answer::{Kind, Rules, read};
    use crate::cache::{Fingerprint, Fingerprints};

    const NOW: u64 = 1_800_000_000;

    fn fingerprint(text: &str) -> Fingerprint {
        thread_local! {
            static FINGERPRINTS: Fingerprints = Fingerprints::new().expect("a key");
        }
        FINGERPRINTS.with(|all| all.of(text.as_bytes()).expect("a fingerprint"))
    }

    fn somebody(expires_at: u64) -> Outcome {
        let body = json!({ "active": true, "sub": "u", "token_type": "Bearer", "exp": expires_at });
        let rules = Rules {
            issuer: None,
            audiences: Vec::new(),
            leeway: 0,
        };
        let said = read(body.to_string().as_bytes(), Kind::AccessToken, &rules, NOW);
        said.expect("readable").map(Arc::new)
    }

    #[test]
    fn an_answer_counts_for_its_time_and_no_longer() {
        let (memory, text) = (Memory::new(30, 5), fingerprint("abc"));
        memory.keep(text, &somebody(NOW + 900), (NOW, 100));
        let counts = |now| matches!(memory.recall(&text, now), Some(Ok(_)));
        assert!(counts(NOW) && counts(NOW + 29));
        assert!(!counts(NOW + 30) && !counts(NOW - 1));
        memory.keep(text, &Err(Error::Inactive), (NOW + 10, 16));
        let counts = |now| matches!(memory.recall(&text, now), Some(Err(Error::Inactive)));
        assert!(counts(NOW + 10) && counts(NOW + 14));
        assert!(
            memory.recall(&text, NOW + 15).is_none(),
            "nor does the good one return"
        );
    }

    #[test]
    fn no_good_answer_outlives_its_token() {
        let (memory, text) = (Memory::new(30, 5), fingerprint("abc"));
        memory.keep(text, &somebody(NOW + 3), (NOW, 100));
        assert!(memory.recall(&text, NOW + 2).is_some());
        assert!(memory.recall(&text, NOW + 3).is_none());
    }

    #[test]
    fn nothing_is_kept_for_no_time() {
        let (memory, text) = (Memory::new(0, 0), fingerprint("abc"));
        for said in [somebody(NOW + 900), Err(Error::Inactive)] {
            memory.keep(text, &said, (NOW, 100));
            assert!(memory.recall(&text, NOW).is_none());
        }
        assert_eq!(memory.good.len() + memory.refused.len(), 0);
    }

    #[test]
    fn it_is_bounded_and_garbage_never_pushes_the_good_out() {
        let (memory, good) = (Memory::new(30, 5), fingerprint("good"));
        memory.keep(good, &somebody(NOW + 900), (NOW, 500));
        for n in 0..100_000 {
            let text = fingerprint(&format!("garbage-{n}"));
            memory.keep(text, &Err(Error::Inactive), (NOW, 16));
        }
        assert!(memory.refused.weight() <= REFUSED_BYTES);
        assert!(memory.recall(&good, NOW).is_some());
        for n in 0..1_000 {
            let text = fingerprint(&format!("long-{n}"));
            memory.keep(text, &somebody(NOW + 900), (NOW, 64 * 1024));
        }
        assert!(memory.good.weight() <= GOOD_BYTES);
        assert!(memory.good.len() <= 130, "{}", memory.good.len());
    }
}
