//! DPoP at an API (RFC 9449 section 7): what it demands of proofs, and how clients are told. `check` judges one.

mod check;
mod door;
mod key;
mod proof;
mod target;

#[doc(hidden)]
pub use door::judge_alone;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use super::replay::Erased;
use super::{InMemory, Nonces, Replay};
use crate::{Algorithm, Challenge, Error, SetupError};
use target::Origin;

/// The scheme, and the name of the header with the proof.
pub(crate) const SCHEME: &str = "DPoP";

/// What an API demands of DPoP proofs. See the [module](super) for what is checked. Clones are cheap and share one memory of
/// the proofs that were used.
#[derive(Clone)]
pub struct Dpop(Arc<Settings>);

#[derive(Clone)]
struct Settings {
    origins: Vec<Origin>,
    algorithms: Vec<Algorithm>,
    max_age: u64,
    required: bool,
    nonces: Option<Nonces>,
    replay: Arc<dyn Erased>,
}

impl Dpop {
    /// For the API that its clients reach at this origin: `https://api.example.org`. A path in it stands before the paths of
    /// all requests.
    ///
    /// # Errors
    ///
    /// [`SetupError::Origin`] if it is not the beginning of a web address.
    pub fn new(origin: impl AsRef<str>) -> Result<Self, SetupError> {
        Ok(Self(Arc::new(Settings {
            origins: vec![Origin::read(origin.as_ref())?],
            algorithms: vec![
                Algorithm::Es256,
                Algorithm::Es384,
                Algorithm::EdDsa,
                Algorithm::Ps256,
                Algorithm::Rs256,
            ],
            max_age: 60,
            required: false,
            nonces: None,
            replay: Arc::new(InMemory::default()),
        })))
    }

    /// One more origin under which clients know the API.
    ///
    /// # Errors
    ///
    /// As [`Dpop::new`].
    pub fn origin(self, origin: impl AsRef<str>) -> Result<Self, SetupError> {
        let origin = Origin::read(origin.as_ref())?;
        Ok(self.set(|settings| settings.origins.push(origin)))
    }

    /// The algorithms to accept, instead of all that this crate knows. They are told to clients, the preferred one first.
    #[must_use]
    pub fn algorithms(self, algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        self.set(|settings| settings.algorithms = algorithms.into_iter().collect())
    }

    /// How old a proof may be, instead of 60 seconds: five minutes at most. Whole seconds count.
    #[must_use]
    pub fn max_age(self, age: Duration) -> Self {
        const LONGEST: u64 = 300;
        self.set(|settings| settings.max_age = age.as_secs().min(LONGEST))
    }

    /// Demands a nonce of this API in every proof (RFC 9449 section 9).
    #[must_use]
    pub fn nonces(self, nonces: Nonces) -> Self {
        self.set(|settings| settings.nonces = Some(nonces))
    }

    /// Where used proofs are remembered, instead of in this process alone.
    #[must_use]
    pub fn replay(self, memory: impl Replay) -> Self {
        self.set(|settings| settings.replay = Arc::new(memory))
    }

    /// Accepts no other access tokens than those that are bound by DPoP: `Bearer` is no longer offered.
    #[must_use]
    pub fn required(self) -> Self {
        self.set(|settings| settings.required = true)
    }

    /// Whether other access tokens are refused.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.0.required
    }

    /// How a client is told of it (RFC 9449 section 7.1).
    #[must_use]
    pub fn challenge(&self) -> Challenge {
        let names = self
            .0
            .algorithms
            .iter()
            .flat_map(|algorithm| match algorithm {
                Algorithm::EdDsa => vec!["EdDSA", "Ed25519"],
                other => vec![other.name()],
            });
        Challenge::new(SCHEME).with("algs", names.collect::<Vec<_>>().join(" "))
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }
}

fn refused(why: impl Into<Cow<'static, str>>) -> Error {
    let (why, said) = (why.into(), None);
    Error::InvalidProof { why, said }
}

/// The same with what the proof says instead, for the log.
fn said(why: &'static str, text: &str) -> Error {
    let (why, said) = (why.into(), Some(text.into()));
    Error::InvalidProof { why, said }
}

impl std::fmt::Debug for Dpop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dpop")
            .field("origins", &self.0.origins)
            .field("algorithms", &self.0.algorithms)
            .field("required", &self.0.required)
            .field("nonces", &self.0.nonces)
            .finish_non_exhaustive()
    }
}
