//! The key set that is current. Readers take a counted pointer and never wait for the network; a swap is atomic.

use std::ops::ControlFlow::{self, Break, Continue};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::signature::ParsedPublicKey;

use super::{flight::Wait, refresh::Refresh, set::KeySet};
use crate::{Algorithm, Error, SetupError};

/// The key, or why there is none.
type Found = Result<Arc<ParsedPublicKey>, Error>;

/// The keys of one issuer, shared by all clones of a verifier.
pub(crate) struct KeyStore {
    held: RwLock<Option<Held>>,
    epoch: AtomicU64,
    /// From when until when the set needs no look at its age.
    quiet: (AtomicU64, AtomicU64),
    algorithms: Vec<Algorithm>,
    refresh: Option<Refresh>,
}

/// A set, and when the issuer was asked for it.
#[derive(Clone)]
struct Held {
    set: Arc<KeySet>,
    asked_at: u64,
}

impl KeyStore {
    /// Keys that stay until they are replaced.
    pub(crate) fn offline(jwks: &[u8], algorithms: Vec<Algorithm>) -> Result<Self, SetupError> {
        let set = KeySet::read(jwks, &algorithms)?;
        let store = Self::new(algorithms, None);
        store.swap(set, 0);
        Ok(store)
    }

    /// Keys that are fetched when the first token needs them.
    pub(crate) fn remote(refresh: Refresh, algorithms: Vec<Algorithm>) -> Self {
        Self::new(algorithms, Some(refresh))
    }

    fn new(algorithms: Vec<Algorithm>, refresh: Option<Refresh>) -> Self {
        Self {
            held: RwLock::new(None),
            epoch: AtomicU64::new(0),
            quiet: (AtomicU64::new(0), AtomicU64::new(0)),
            algorithms,
            refresh,
        }
    }

    /// The key for a token, from the issuer if need be.
    pub(crate) async fn find(self: &Arc<Self>, kid: &str, algorithm: Algorithm) -> Found {
        let mut search = Search::new(self, kid, algorithm);
        loop {
            match search.step() {
                Break(found) => return found,
                Continue(wait) => wait.over().await,
            }
        }
    }

    /// The same for a thread.
    pub(crate) fn find_blocking(self: &Arc<Self>, kid: &str, algorithm: Algorithm) -> Found {
        let mut search = Search::new(self, kid, algorithm);
        loop {
            match search.step() {
                Break(found) => return found,
                Continue(wait) => wait.over_blocking(),
            }
        }
    }

    /// The key for a token, from what is held already. What is due is fetched for those who come later.
    pub(crate) fn find_held(self: &Arc<Self>, kid: &str, algorithm: Algorithm) -> Found {
        match Search::new(self, kid, algorithm).step() {
            Break(found) => found,
            Continue(_) => self.held_key(kid, algorithm),
        }
    }

    /// What changes whenever a key that could verify goes away or becomes another. Whoever keeps a verdict reads it before
    /// the key is looked up, and believes the verdict while it is the same.
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::SeqCst)
    }

    /// Whether the set that is held may be used without a look at its age.
    pub(crate) fn is_quiet(&self, now: u64) -> bool {
        let (from, until) = (&self.quiet.0, &self.quiet.1);
        (from.load(Ordering::Acquire)..until.load(Ordering::Acquire)).contains(&now)
    }

    /// Has the set renewed as its age asks, and refuses where it is too old to be trusted.
    pub(crate) async fn tend(self: &Arc<Self>) -> Result<(), Error> {
        if let Some(wait) = self.freshen() {
            wait.over().await;
        }
        self.servable()
    }

    /// The same for a thread.
    pub(crate) fn tend_blocking(self: &Arc<Self>) -> Result<(), Error> {
        if let Some(wait) = self.freshen() {
            wait.over_blocking();
        }
        self.servable()
    }

    /// The same for those who wait for nothing.
    pub(crate) fn tend_held(self: &Arc<Self>) -> Result<(), Error> {
        drop(self.freshen());
        self.servable()
    }

    /// Puts another set in place. What cannot be read leaves the former one.
    pub(crate) fn replace(&self, jwks: &[u8]) -> Result<(), SetupError> {
        let set = KeySet::read(jwks, &self.algorithms)?;
        self.swap(set, self.refresh.as_ref().map_or(0, Refresh::now));
        Ok(())
    }

    pub(super) fn swap(&self, set: KeySet, asked_at: u64) {
        let set = Arc::new(set);
        let quiet_for = self
            .refresh
            .as_ref()
            .map_or(u64::MAX, Refresh::renewed_after);
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let former = held.replace(Held {
            set: Arc::clone(&set),
            asked_at,
        });
        // After the swap: who still finds a key that goes has read the epoch before.
        if former.is_some_and(|former| !former.set.lives_on_in(&set)) {
            self.epoch.fetch_add(1, Ordering::SeqCst);
        }
        let until = asked_at.saturating_add(quiet_for);
        self.quiet.0.store(asked_at, Ordering::Release);
        self.quiet.1.store(until, Ordering::Release);
    }

    fn freshen(self: &Arc<Self>) -> Option<Wait> {
        let refresh = self.refresh.as_ref()?;
        refresh.freshen(self, self.asked_at())
    }

    fn servable(&self) -> Result<(), Error> {
        let refresh = self.refresh.as_ref();
        refresh.map_or(Ok(()), |refresh| refresh.servable(self.asked_at()))
    }

    fn held_key(&self, kid: &str, algorithm: Algorithm) -> Found {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(refresh) = &self.refresh {
            refresh.servable(held.as_ref().map(|held| held.asked_at))?;
        }
        let key = held.as_ref().and_then(|held| held.set.find(kid, algorithm));
        key.ok_or_else(|| Error::UnknownKey {
            kid: Some(kid.into()),
        })
    }

    pub(super) fn asked_at(&self) -> Option<u64> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().map(|held| held.asked_at)
    }
}

/// One token's way to its key: first the set is brought up to date, then the key is sought where it is unknown.
struct Search<'a> {
    store: &'a Arc<KeyStore>,
    kid: &'a str,
    algorithm: Algorithm,
    freshened: bool,
    sought: u8,
}

impl<'a> Search<'a> {
    fn new(store: &'a Arc<KeyStore>, kid: &'a str, algorithm: Algorithm) -> Self {
        Self {
            store,
            kid,
            algorithm,
            freshened: false,
            sought: 0,
        }
    }

    /// The answer, or what to wait for before the next step. An unknown key is sought twice, because the fetch that was
    /// joined first may have begun before the issuer published the key.
    fn step(&mut self) -> ControlFlow<Found, Wait> {
        if !std::mem::replace(&mut self.freshened, true)
            && let Some(wait) = self.store.freshen()
        {
            return Continue(wait);
        }
        let found = self.look();
        let Some(refresh) = (self.store.refresh.as_ref())
            .filter(|_| self.sought < 2 && matches!(found, Err(Error::UnknownKey { .. })))
        else {
            return Break(found);
        };
        self.sought += 1;
        // A fetch may have ended since the look, so without one to wait for it is looked once more.
        match refresh.seek(self.store, self.store.asked_at()) {
            Some(wait) => Continue(wait),
            None => Break(self.look()),
        }
    }

    fn look(&self) -> Found {
        self.store.held_key(self.kid, self.algorithm)
    }
}
