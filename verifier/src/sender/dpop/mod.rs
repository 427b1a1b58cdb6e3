//! DPoP at an API (RFC 9449 sections 4.3 and 7): what it accepts, and the order in which a proof is judged.

mod door;
mod key;
mod proof;
mod target;

#[doc(hidden)]
pub use door::judge_alone;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::digest;
use http::request::Parts;

use super::replay::Erased;
use super::{InMemory, Nonces, Replay, hash_text};
use crate::{Algorithm, Challenge, Error, SetupError};
use proof::{Proof, ProofClaims};
use target::Origin;

/// The scheme, and the name of the header with the proof.
pub(crate) const SCHEME: &str = "DPoP";

/// How far ahead `iat` may lie: for clocks, not for proofs that are made in advance.
const AHEAD: u64 = 5;

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

    /// Judges the proof of a request with a token that is bound to the key of this thumbprint, at `now`, in seconds since
    /// 1970, and uses it up. Verifiers do this by themselves; it is for an [`Authenticator`](crate::Authenticator) of your own.
    /// Returns the nonce for the client's next proof, when it is due, for the header `DPoP-Nonce` of the answer.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidProof`], [`Error::NonceRequired`], [`Error::WrongSender`], or what the memory of proofs says.
    pub async fn check(
        &self,
        request: &Parts,
        token: &str,
        jkt: &str,
        now: u64,
    ) -> Result<Option<String>, Error> {
        let (claims, next) = self.judge(request, token, jkt, now)?;
        // Last: a proof that was refused for anything else is not used up.
        let until = claims.iat.saturating_add(self.0.max_age);
        match self
            .0
            .replay
            .first(identity(jkt, &claims.jti), now, until)
            .await?
        {
            true => Ok(next),
            false => Err(refused("it was used before")),
        }
    }

    /// All that a proof shows by itself.
    fn judge(
        &self,
        request: &Parts,
        token: &str,
        jkt: &str,
        now: u64,
    ) -> Result<(ProofClaims, Option<String>), Error> {
        let proof = Proof::read(header(request)?, &self.0.algorithms)?;
        self.meant(&proof.claims, request)?;
        if proof.claims.ath != hash_text(token.as_bytes()) {
            return Err(refused("its ath is not the hash of the access token"));
        }
        self.timely(&proof.claims, now)?;
        let next = match &self.0.nonces {
            Some(nonces) => nonces.check(proof.claims.nonce.as_deref(), now)?,
            None => None,
        };
        if proof.key.thumbprint().as_deref() != Some(jkt) {
            return Err(Error::WrongSender(
                "the token is bound to another key than the one of the DPoP proof",
            ));
        }
        Ok((proof.verify()?, next))
    }

    /// Whether the proof is for this request.
    fn meant(&self, claims: &ProofClaims, request: &Parts) -> Result<(), Error> {
        if claims.htm != request.method.as_str() {
            return Err(said(
                "its htm is not the method of the request",
                &claims.htm,
            ));
        }
        let path = target::path(request);
        let here = |origin: &Origin| origin.is_meant(&claims.htu, path);
        match self.0.origins.iter().any(here) {
            true => Ok(()),
            false => Err(said(
                "its htu is not the address of the request",
                &claims.htu,
            )),
        }
    }

    /// Whether the proof was made just now. `exp` and `nbf`, which RFC 9449 does not ask for, mean what they always mean.
    fn timely(&self, claims: &ProofClaims, now: u64) -> Result<(), Error> {
        let oldest = now.saturating_sub(self.0.max_age);
        let soon = now.saturating_add(AHEAD);
        let times = format!("iat {} at {now}", claims.iat);
        if claims.iat < oldest || claims.exp.is_some_and(|exp| exp <= now) {
            return Err(said("it is too old", &times));
        }
        if claims.iat > soon || claims.nbf.is_some_and(|nbf| nbf > soon) {
            return Err(said("it is from the future", &times));
        }
        Ok(())
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }
}

/// The one header with the proof.
fn header(request: &Parts) -> Result<&str, Error> {
    let mut values = request.headers.get_all(SCHEME).iter();
    let value = values.next().ok_or_else(|| refused("there is none"))?;
    if values.next().is_some() {
        return Err(refused("there is more than one"));
    }
    value
        .to_str()
        .map_err(|_| refused("it is not a signed JWT"))
}

/// A `jti` is unique among the proofs of one key.
fn identity(jkt: &str, jti: &str) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    // No thumbprint has a dot in it, so nothing else reads the same.
    for piece in [jkt, ".", jti] {
        context.update(piece.as_bytes());
    }
    let mut identity = [0; 32];
    identity.copy_from_slice(context.finish().as_ref());
    identity
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
