//! Where entries stand: sets of eight places, and a token may stand in one set only. Readers wait for nobody and, once a
//! token is known to be in use, write nothing that others read; so threads do not slow one another down, which they do
//! under a lock however short it is held.
//!
//! A full set gives up one of those that were not asked for since it last gave one up (the second chance of the CLOCK
//! algorithm), so that a flood of tokens which come once does not wash out those that come often.

use std::array;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use arc_swap::ArcSwapOption;

use super::entry::Entry;
use super::fingerprint::Fingerprint;

const PLACES: usize = 8;

pub(super) struct Table {
    sets: Box<[Set]>,
    /// Keyed, so that the order of memory accesses says nothing about fingerprints.
    placement: RandomState,
}

/// Eight places; their tags fill one cache line.
#[derive(Default)]
#[repr(align(64))]
struct Set {
    /// 64 bits of the keyed hash of each fingerprint, 0 where nothing stands yet. They spare a look at the entries of
    /// other tokens and decide nothing.
    tags: [AtomicU64; PLACES],
    entries: [ArcSwapOption<Entry>; PLACES],
    /// A bit for each place: whether it was asked for lately.
    recent: AtomicU8,
}

impl Table {
    pub(super) fn new(entries: usize) -> Self {
        let sets = (0..entries.div_ceil(PLACES)).map(|_| Set::default());
        Self {
            sets: sets.collect(),
            placement: RandomState::new(),
        }
    }

    pub(super) fn find<R>(
        &self,
        token: Fingerprint,
        read: impl FnOnce(&Entry) -> Option<R>,
    ) -> Option<R> {
        let (set, tag) = self.place(token);
        for place in set.tagged(tag) {
            let held = set.entries[place].load();
            if let Some(entry) = held.as_ref().filter(|entry| entry.token == token) {
                set.was_asked_for(place);
                return read(entry);
            }
        }
        None
    }

    pub(super) fn insert(&self, entry: Arc<Entry>) {
        let (set, tag) = self.place(entry.token);
        // Its former entry, if it was verified anew; else a place that was never used.
        let former = set.tagged(tag).next().or_else(|| set.tagged(0).next());
        let place = former.unwrap_or_else(|| set.give_up(tag));
        set.tags[place].store(tag, Ordering::Relaxed);
        set.entries[place].store(Some(entry));
    }

    fn place(&self, token: Fingerprint) -> (&Set, u64) {
        let hash = self.placement.hash_one(token.bits());
        // The upper half of the product is evenly spread over the sets.
        let index = (u128::from(hash) * self.sets.len() as u128) >> 64;
        (&self.sets[index as usize], hash | 1)
    }
}

impl Set {
    fn tagged(&self, tag: u64) -> impl Iterator<Item = usize> {
        let tags: [u64; PLACES] = array::from_fn(|place| self.tags[place].load(Ordering::Relaxed));
        (0..PLACES).filter(move |place| tags[*place] == tag)
    }

    /// Written only where it changes something: a token in constant use costs no write.
    fn was_asked_for(&self, place: usize) {
        let bit = 1 << place;
        if self.recent.load(Ordering::Relaxed) & bit == 0 {
            self.recent.fetch_or(bit, Ordering::Relaxed);
        }
    }

    /// One of those that were not asked for lately, chosen by the hash of the newcomer; if all were, they start anew.
    fn give_up(&self, tag: u64) -> usize {
        let mut recent = self.recent.load(Ordering::Relaxed);
        if recent == u8::MAX {
            self.recent.store(0, Ordering::Relaxed);
            recent = 0;
        }
        let first = (tag >> 32) as usize % PLACES;
        let places = (first..first + PLACES).map(|place| place % PLACES);
        let mut idle = places.filter(|place| recent & (1 << place) == 0);
        idle.next().unwrap_or(first)
    }
}
