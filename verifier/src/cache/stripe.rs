//! Threads in a few groups, so that those of different groups write to different memory. Whoever counts a reference to
//! what another core counts too waits for that core, and that costs more than all else that a hit does.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many groups. More would cost memory for each token that all of them see.
pub(super) const STRIPES: usize = 4;

/// The group of this thread: they are assigned in turn.
pub(super) fn stripe() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static OWN: Cell<Option<usize>> = const { Cell::new(None) };
    }
    OWN.get().unwrap_or_else(|| {
        let own = NEXT.fetch_add(1, Ordering::Relaxed) % STRIPES;
        OWN.set(Some(own));
        own
    })
}
