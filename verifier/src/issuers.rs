//! Several issuers at one API. The `iss` that a token claims only chooses who judges it: that issuer's verifier alone, with
//! its keys, its audience and its algorithms. So no issuer can speak for another, even under the same `kid`.

use std::collections::BTreeMap;
use std::sync::Arc;

use http::request::Parts as Request;
use serde::Deserialize;

use crate::authenticate::authorization;
use crate::token::Parts;
use crate::{Authenticator, Challenge, Claims, Error, Method, Principal, SetupError, Verifier};

/// Verifies the access tokens of several issuers, each by its own [`Verifier`]. Clones are cheap and share them. A
/// [`Gate`](crate::Gate) takes it in the place of one verifier.
///
/// ```no_run
/// use countersign_verifier::{Gate, Issuers, Verifier};
///
/// let of = |issuer| Verifier::discover(issuer).audience("https://api.example.org").build();
/// let issuers = Issuers::new([of("https://id.example.org")?, of("https://id.example.com")?])?;
/// let gate = Gate::new().with(issuers).realm("https://api.example.org");
/// # Ok::<(), countersign_verifier::SetupError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Issuers(Arc<BTreeMap<String, Verifier>>);

impl Issuers {
    /// Tokens of these issuers, and of no other.
    ///
    /// # Errors
    ///
    /// [`SetupError::SameIssuer`] if two are for one issuer, [`SetupError::NoIssuer`] if there are none.
    pub fn new(verifiers: impl IntoIterator<Item = Verifier>) -> Result<Self, SetupError> {
        let mut by_issuer = BTreeMap::new();
        for verifier in verifiers {
            let issuer = verifier.issuer().to_owned();
            if by_issuer.contains_key(&issuer) {
                return Err(SetupError::SameIssuer(issuer));
            }
            by_issuer.insert(issuer, verifier);
        }
        if by_issuer.is_empty() {
            return Err(SetupError::NoIssuer);
        }
        Ok(Self(Arc::new(by_issuer)))
    }

    /// Verifies an access token as [`Verifier::verify`] does.
    ///
    /// # Errors
    ///
    /// Why the token is refused; [`Error::WrongIssuer`] if it is from none of the issuers, of whom none is asked then.
    pub async fn verify(&self, token: &str) -> Result<Arc<Claims>, Error> {
        self.verifier_of(token)?.verify(token).await
    }

    /// Verifies an access token as [`Verifier::verify_blocking`] does.
    ///
    /// # Errors
    ///
    /// As [`Issuers::verify`].
    pub fn verify_blocking(&self, token: &str) -> Result<Arc<Claims>, Error> {
        self.verifier_of(token)?.verify_blocking(token)
    }

    /// Verifies an access token as [`Verifier::verify_now`] does.
    ///
    /// # Errors
    ///
    /// As [`Issuers::verify`].
    pub fn verify_now(&self, token: &str) -> Result<Arc<Claims>, Error> {
        self.verifier_of(token)?.verify_now(token)
    }

    /// The verifier of this issuer.
    #[must_use]
    pub fn of(&self, issuer: &str) -> Option<&Verifier> {
        self.0.get(issuer)
    }

    /// Who is to judge this token. Nothing in it is believed: the verifier reads and checks all of it anew.
    pub(crate) fn verifier_of(&self, token: &str) -> Result<&Verifier, Error> {
        let payload = Parts::split(token)?.payload()?;
        let claimed: Claimed = serde_json::from_slice(&payload)
            .map_err(|_| Error::Malformed("its payload is not an object with one issuer"))?;
        self.of(&claimed.iss).ok_or(Error::WrongIssuer {
            issuer: claimed.iss.into(),
            expected: self.0.keys().cloned().collect(),
        })
    }
}

impl Authenticator for Issuers {
    fn method(&self) -> Method {
        Method::AccessToken
    }

    fn takes(&self, request: &Request) -> bool {
        self.0.values().any(|verifier| verifier.takes(request))
    }

    async fn authenticate(&self, request: &Request) -> Result<Principal, Error> {
        let carried = authorization(request)?.ok_or(Error::MissingToken)?;
        let verifier = self.verifier_of(carried.credentials)?;
        verifier.authenticate(request).await
    }

    /// Those of the first: verifiers differ in whom they trust and not in how a token is sent.
    fn challenges(&self) -> Vec<Challenge> {
        let first = self.0.values().next();
        first.map(Authenticator::challenges).unwrap_or_default()
    }
}

#[derive(Deserialize)]
struct Claimed {
    iss: String,
}
