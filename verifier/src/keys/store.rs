//! The key set that is current. Readers take a counted pointer and never wait for the network; a swap is atomic.

use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::signature::ParsedPublicKey;

use super::{refresh::Refresh, set::KeySet};
use crate::{Algorithm, Error, SetupError};

/// The keys of one issuer, shared by all clones of a verifier.
pub(crate) struct KeyStore {
    held: RwLock<Option<Held>>,
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
            algorithms,
            refresh: None,
        })
    }

    /// Keys that are fetched when the first token needs them.
    pub(crate) fn remote(refresh: Refresh, algorithms: Vec<Algorithm>) -> Self {
        Self {
            held: RwLock::new(None),
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
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(Held { set, at });
        Ok(())
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
