//! Tokens that only their issuer understands: it is asked about them (RFC 7662).
//!
//! `inquiry` carries a question out: `endpoint` asks it, `answer` judges what was said, `memory` keeps it for a while,
//! `flights` sees to it that nobody asks twice at a time, and `outage` that nobody asks in vain. `opaque` is what a gate
//! sees of it.

mod answer;
mod builder;
mod endpoint;
mod flights;
mod inquiry;
mod memory;
mod opaque;
mod outage;

use std::sync::{Arc, Mutex};

use tokio::sync::Semaphore;

pub(crate) use answer::Kind;
use answer::Rules;
pub use builder::IntrospectionBuilder;
use endpoint::{Endpoint, Place};
use flights::{Boarding, Flights, landed};
use inquiry::{SOON, unavailable};
use memory::{Memory, Outcome};
use outage::Outage;

use crate::cache::Fingerprints;
use crate::{Clock, Denied, Error, Principal};

/// Asks the issuer about access tokens that say nothing by themselves. Clones are cheap and share what is known.
///
/// ```no_run
/// use countersign_verifier::{ApiKeys, Gate, Introspection, Verifier};
///
/// # fn gate(secret: &str) -> Result<Gate, countersign_verifier::SetupError> {
/// let (issuer, api) = ("https://id.example.org", "https://api.example.org");
/// let introspection = Introspection::discover(issuer).audience(api).client("notes-api", secret).build()?;
/// let verifier = Verifier::discover(issuer).audience(api).build()?;
/// let gate = Gate::from(verifier).with(introspection.clone()).with(ApiKeys::new(introspection));
/// # Ok(gate)
/// # }
/// ```
///
/// In a gate it takes the bearer tokens that are neither JWTs nor API keys (see
/// [`every_token`](IntrospectionBuilder::every_token)). Countersign issues JWTs, so that most of its APIs need this for
/// [`ApiKeys`](crate::ApiKeys) alone.
///
/// # What is checked
///
/// An answer counts as the claims of a signed token do: `aud` names this API, `iss`, where it is there, the issuer,
/// `sub` somebody, `exp` and `nbf` lie where they must, every member has its type and comes once. `token_type` is `Bearer`:
/// a refresh token opens nothing. A token that is bound to its sender (`cnf`) is refused.
///
/// # What is asked, and how often
///
/// A good answer is believed for 30 seconds ([`cache_for`](IntrospectionBuilder::cache_for)) and never beyond `exp`, a
/// refusal for 5. So a token that was revoked is refused 30 seconds later at the latest. About one token nobody asks
/// twice at a time, and 16 requests at most are under way at once. What is kept is bounded to some 10 MiB.
///
/// The endpoint is https (or on a loopback host), answers within 5 seconds, with status 200 and at most 64 KiB of JSON,
/// and does not redirect. Anything else says nothing of the token, so that the answer is 503 with `Retry-After`: a token is
/// never called bad, and never believed for longer, because the issuer is down. After three failures in a row the
/// endpoint is left in peace for a second, and for twice as long after every further one, up to 30 seconds; a 400, 413 or
/// 422 is about one token, and counts for none of the others. Must be used within a tokio runtime.
#[derive(Clone)]
pub struct Introspection(Arc<Inner>);

struct Inner {
    endpoint: Endpoint,
    rules: Rules,
    every_token: bool,
    fingerprints: Fingerprints,
    memory: Memory,
    denied: Option<Denied>,
    flights: Arc<Flights>,
    outage: Mutex<Outage>,
    slots: Semaphore,
    clock: Arc<dyn Clock>,
}

impl Introspection {
    /// Finds the endpoint by the issuer's metadata, when it is first needed.
    pub fn discover(issuer: impl Into<String>) -> IntrospectionBuilder {
        let issuer = issuer.into();
        IntrospectionBuilder::new(Place::discovered(issuer.clone()), Some(issuer))
    }

    /// The endpoint at this URL.
    pub fn at(url: impl AsRef<str>) -> IntrospectionBuilder {
        IntrospectionBuilder::new(Place::at(url.as_ref()), None)
    }

    /// Who it is whose token or key this is. A text is only ever asked about as one kind: by its form it is a key or not.
    pub(crate) async fn ask(&self, text: &str, kind: Kind) -> Result<Principal, Error> {
        let known = self.learn(text, kind).await?;
        if let Some(denied) = &self.0.denied {
            denied.check_marks(known.marks(), self.0.clock.now())?;
        }
        Ok(known.principal.clone())
    }

    async fn learn(&self, text: &str, kind: Kind) -> Outcome {
        let inner = &self.0;
        let fingerprint = inner.fingerprints.of(text.as_bytes());
        let fingerprint = fingerprint.ok_or_else(|| unavailable(SOON))?;
        let recall = || inner.memory.recall(&fingerprint, inner.clock.now());
        if let Some(known) = recall() {
            return known;
        }
        if let Some(left) = inner.outage().pause(inner.clock.now()) {
            return Err(unavailable(left));
        }
        let outcomes = match inner.flights.board(fingerprint, recall) {
            Boarding::Landed(outcome) => return outcome,
            Boarding::Full => return Err(unavailable(SOON)),
            Boarding::Joined(outcomes) => outcomes,
            Boarding::Begun(flight, outcomes) => {
                let (inner, text) = (Arc::clone(inner), text.to_owned());
                tokio::spawn(async move { inner.carry_out(flight, &text, kind).await });
                outcomes
            }
        };
        landed(outcomes)
            .await
            .unwrap_or_else(|| Err(unavailable(SOON)))
    }

    fn of(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }
}

impl std::fmt::Debug for Introspection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Introspection")
            .field("issuer", &self.0.rules.issuer)
            .field("audiences", &self.0.rules.audiences)
            .finish_non_exhaustive()
    }
}
