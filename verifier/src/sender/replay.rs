//! The memory of DPoP proofs that were used (RFC 9449 section 11.1).

use std::collections::{BTreeMap, HashSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use crate::Error;

/// Remembers which proofs were used, until they are too old to be used anyway. What several nodes of an API have in common
/// is a store where one of two that come at once is first: in Redis, for instance,
/// `SET <key in hex> 1 NX EX <until - now>`.
///
/// ```
/// use countersign_verifier::Error;
/// use countersign_verifier::sender::Replay;
///
/// # struct Redis;
/// # impl Redis {
/// #     async fn set_if_absent(&self, _key: &[u8], _seconds: u64) -> Result<bool, std::io::Error> { Ok(true) }
/// # }
/// struct Shared(Redis);
///
/// impl Replay for Shared {
///     async fn first(&self, proof: [u8; 32], now: u64, until: u64) -> Result<bool, Error> {
///         let set = self.0.set_if_absent(&proof, until.saturating_sub(now)).await;
///         set.map_err(|_| Error::Unavailable { what: "the memory of DPoP proofs", retry_after: 1 })
///     }
/// }
/// ```
pub trait Replay: Send + Sync + 'static {
    /// Whether this is the first time, of all nodes, that a proof is used: `proof` stands for its key and its `jti`. It is
    /// to be remembered until `until`, in seconds since 1970 like `now`. Asked only after everything else about the proof
    /// was found right.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] if that cannot be told; then the request is refused.
    fn first(
        &self,
        proof: [u8; 32],
        now: u64,
        until: u64,
    ) -> impl Future<Output = Result<bool, Error>> + Send;
}

/// [`Replay`] as an object: its future is boxed.
pub(super) trait Erased: Send + Sync {
    fn first(&self, proof: [u8; 32], now: u64, until: u64) -> Answer<'_>;
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<bool, Error>> + Send + 'a>>;

impl<R: Replay> Erased for R {
    fn first(&self, proof: [u8; 32], now: u64, until: u64) -> Answer<'_> {
        Box::pin(Replay::first(self, proof, now, until))
    }
}

/// Seconds whose proofs are forgotten together.
const SPAN: u64 = 8;

/// The memory of one process: what a single node needs, and the default. It holds a bounded number of proofs, and when it is
/// full it forgets none before its time: new proofs are refused with a 503 until old ones have expired. Only holders of good
/// tokens can fill it, with proofs that they sign.
#[derive(Debug)]
pub struct InMemory {
    capacity: usize,
    used: Mutex<Used>,
}

/// The proofs, by when they may be forgotten.
#[derive(Debug, Default)]
struct Used {
    spans: BTreeMap<u64, HashSet<[u8; 32]>>,
}

impl InMemory {
    /// A memory of so many proofs, of about 50 octets each. 100,000 is the default: 1,300 requests in a second.
    #[must_use]
    pub fn of(capacity: usize) -> Self {
        Self {
            capacity,
            used: Mutex::default(),
        }
    }
}

impl Default for InMemory {
    fn default() -> Self {
        Self::of(100_000)
    }
}

impl Replay for InMemory {
    async fn first(&self, proof: [u8; 32], now: u64, until: u64) -> Result<bool, Error> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.forget(now);
        if used.has(&proof) {
            return Ok(false);
        }
        if used.count() >= self.capacity {
            return Err(Error::Unavailable {
                what: "the memory of DPoP proofs, which is full,",
                retry_after: SPAN,
            });
        }
        used.add(proof, until);
        Ok(true)
    }
}

impl Used {
    fn forget(&mut self, now: u64) {
        while let Some(oldest) = self.spans.first_entry()
            && *oldest.key() < now
        {
            oldest.remove();
        }
    }

    fn has(&self, proof: &[u8; 32]) -> bool {
        self.spans.values().any(|span| span.contains(proof))
    }

    fn count(&self) -> usize {
        self.spans.values().map(HashSet::len).sum()
    }

    fn add(&mut self, proof: [u8; 32], until: u64) {
        let last = until - until % SPAN + (SPAN - 1);
        self.spans.entry(last).or_default().insert(proof);
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, InMemory, Replay};

    const NOW: u64 = 1_800_000_000;

    async fn first(memory: &InMemory, proof: u8, now: u64) -> Result<bool, &'static str> {
        let answer = memory.first([proof; 32], now, now + 60).await;
        answer.map_err(|error: Error| error.reason())
    }

    #[tokio::test]
    async fn a_proof_is_first_once() {
        let memory = InMemory::default();
        assert_eq!(first(&memory, 1, NOW).await, Ok(true));
        assert_eq!(first(&memory, 2, NOW).await, Ok(true));
        for later in [0, 1, 30, 60] {
            assert_eq!(
                first(&memory, 1, NOW + later).await,
                Ok(false),
                "after {later}"
            );
        }
    }

    #[tokio::test]
    async fn what_has_expired_makes_room() {
        let memory = InMemory::of(2);
        for proof in [1, 2] {
            assert_eq!(first(&memory, proof, NOW).await, Ok(true));
        }
        assert_eq!(
            first(&memory, 3, NOW + 60).await,
            Err("temporarily_unavailable")
        );
        assert_eq!(first(&memory, 1, NOW + 60).await, Ok(false));
        assert_eq!(first(&memory, 3, NOW + 68).await, Ok(true));
        assert_eq!(memory.used.lock().expect("a lock").count(), 1);
    }
}
