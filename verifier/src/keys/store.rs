//! The key set that is current. Readers take a counted pointer and never wait for the network; a swap is atomic.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::signature::ParsedPublicKey;

use super::{refresh::Refresh, set::KeySet};
use crate::{Algorithm, Error, SetupError};

/// The keys of one issuer, shared by all clones of a verifier.
pub(crate) struct KeyStore {
    held: RwLock<Option<Held>>,
    /// Moves whenever a key goes away or changes, after that has happened.
    epoch: AtomicU64,
    /// From when until when the set that is held needs no look.
    quiet: (AtomicU64, AtomicU64),
    algorithms: Vec<Algorithm>,
    refresh: Option<Refresh>,
}

/// A set, and when it came from the issuer.
#[derive(Clone)]
pub(super) struct Held {
    set: Arc<KeySet>,
    pub(super) at: u64,
}

impl KeyStore {
    /// Keys that stay until they are replaced.
    pub(crate) fn offline(jwks: &[u8], algorithms: Vec<Algorithm>) -> Result<Self, SetupError> {
        let held = Held {
            set: Arc::new(KeySet::read(jwks, &algorithms)?),
            at: 0,
        };
        Ok(Self {
            held: RwLock::new(Some(held)),
            epoch: AtomicU64::new(0),
            quiet: (AtomicU64::new(0), AtomicU64::new(u64::MAX)),
            algorithms,
            refresh: None,
        })
    }

    /// Keys that are fetched when the first token needs them.
    pub(crate) fn remote(refresh: Refresh, algorithms: Vec<Algorithm>) -> Self {
        Self {
            held: RwLock::new(None),
            epoch: AtomicU64::new(0),
            quiet: (AtomicU64::new(0), AtomicU64::new(0)),
            algorithms,
            refresh: Some(refresh),
        }
    }

    /// The key for a token, from the issuer if need be.
    pub(crate) async fn find(
        self: &Arc<Self>,
        kid: &str,
        algorithm: Algorithm,
    ) -> Result<Arc<ParsedPublicKey>, Error> {
        let Some(refresh) = &self.refresh else {
            return self.find_held(kid, algorithm);
        };
        refresh.freshen(self).await;
        match self.find_held(kid, algorithm) {
            Err(Error::UnknownKey { .. }) if refresh.seek(self).await => {
                self.find_held(kid, algorithm)
            }
            found => found,
        }
    }

    /// The key for a token, from what is held already.
    pub(crate) fn find_held(
        &self,
        kid: &str,
        algorithm: Algorithm,
    ) -> Result<Arc<ParsedPublicKey>, Error> {
        let held = self.held();
        if let Some(refresh) = &self.refresh {
            refresh.servable(held.as_ref())?;
        }
        held.and_then(|held| held.set.find(kid, algorithm))
            .ok_or_else(|| Error::UnknownKey {
                kid: Some(kid.into()),
            })
    }

    /// Swaps the set. What cannot be read leaves the former one in place.
    pub(crate) fn replace(&self, jwks: &[u8]) -> Result<(), SetupError> {
        let set = Arc::new(KeySet::read(jwks, &self.algorithms)?);
        let at = self.refresh.as_ref().map_or(0, Refresh::now);
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let former = held.replace(Held {
            set: Arc::clone(&set),
            at,
        });
        if former.is_some_and(|former| !former.set.lives_on_in(&set)) {
            self.epoch.fetch_add(1, Ordering::SeqCst);
        }
        if let Some(refresh) = &self.refresh {
            self.quiet.0.store(at, Ordering::Release);
            let due = at.saturating_add(refresh.renewed_after());
            self.quiet.1.store(due, Ordering::Release);
        }
        Ok(())
    }

    /// What changes whenever a key that could verify goes away or becomes another. Whoever keeps a verdict reads it before
    /// they look up the key, and believes the verdict while it is the same.
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
        if let Some(refresh) = &self.refresh {
            refresh.freshen(self).await;
        }
        self.servable()
    }

    /// Refuses where there are no keys, or only keys that are too old to be trusted.
    pub(crate) fn servable(&self) -> Result<(), Error> {
        match &self.refresh {
            Some(refresh) => refresh.servable(self.held().as_ref()),
            None => Ok(()),
        }
    }

    pub(super) fn held(&self) -> Option<Held> {
        self.held
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(super) fn remote_refresh(&self) -> Option<&Refresh> {
        self.refresh.as_ref()
    }
}
