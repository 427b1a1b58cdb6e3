//! What is kept of a token that was verified, and when it may be believed again: in the time for which the token is good,
//! under the very keys that it was verified with, and unless it was denied since.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::fingerprint::Fingerprint;
use super::stripe::{STRIPES, stripe};
use crate::denied::Denied;
use crate::token::Lifetime;
use crate::{Claims, Error};

/// A verified token.
pub(crate) struct Entry {
    pub(super) token: Fingerprint,
    claims: Arc<Claims>,
    /// Equal claims for each group of threads, made when it first asks, so that groups do not count references to the
    /// same memory.
    copies: [OnceLock<Arc<Claims>>; STRIPES],
    lifetime: Lifetime,
    /// The epoch of the keys that was read before the key was looked up.
    epoch: u64,
    /// The state of the deny list that last let it pass.
    passed: AtomicU64,
}

impl Entry {
    /// `epoch` and `passed` are what was read before the keys and the deny list were asked, so that whatever happened
    /// meanwhile makes this entry worthless.
    pub(crate) fn new(
        token: Fingerprint,
        claims: Arc<Claims>,
        lifetime: Lifetime,
        epoch: u64,
        passed: u64,
    ) -> Self {
        let copies: [OnceLock<Arc<Claims>>; STRIPES] = Default::default();
        let _ = copies[stripe()].set(Arc::clone(&claims));
        Self {
            token,
            claims,
            copies,
            lifetime,
            epoch,
            passed: AtomicU64::new(passed),
        }
    }

    /// The claims, or why they are denied; nothing if the token must be verified anew.
    pub(crate) fn recall(
        &self,
        now: u64,
        epoch: u64,
        denied: &Denied,
    ) -> Option<Result<Arc<Claims>, Error>> {
        if self.epoch != epoch || !self.lifetime.holds(now) {
            return None;
        }
        let state = denied.state();
        if self.passed.load(Ordering::Acquire) != state {
            if let Err(error) = denied.check(&self.claims, now) {
                return Some(Err(error));
            }
            self.passed.store(state, Ordering::Release);
        }
        let copy = self.copies[stripe()].get_or_init(|| Arc::new(Claims::clone(&self.claims)));
        Some(Ok(Arc::clone(copy)))
    }
}
