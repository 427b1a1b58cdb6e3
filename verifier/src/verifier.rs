//! The verifier itself: the order of its checks, and nothing of how each is made.

use std::sync::Arc;

use aws_lc_rs::signature::ParsedPublicKey;

use crate::keys::KeyStore;
use crate::token::{self, Header, Parts, Policy};
use crate::{Builder, Claims, Clock, Error, SetupError};

/// Verifies the access tokens of one issuer. Clones are cheap and share one set of keys.
#[derive(Clone)]
pub struct Verifier {
    policy: Arc<Policy>,
    keys: Arc<KeyStore>,
}

impl Verifier {
    /// A verifier that finds the issuer's keys by its metadata (OpenID Connect Discovery 1.0). The issuer is https, or
    /// http on a loopback host; it is compared exactly with `iss`, so a trailing slash matters. Must be used within a
    /// tokio runtime.
    pub fn discover(issuer: impl Into<String>) -> Builder {
        Builder::new(issuer.into(), None)
    }

    /// A verifier with a given JWK set (RFC 7517 section 5), which never touches the network.
    ///
    /// ```
    /// use countersign_verifier::{Error, Verifier};
    ///
    /// let verifier = Verifier::with_keys("https://id.example.org", r#"{"keys":[]}"#)
    ///     .audience("https://api.example.org")
    ///     .build()?;
    /// assert!(matches!(verifier.verify_now("no.token"), Err(Error::Malformed(_))));
    /// # Ok::<(), countersign_verifier::SetupError>(())
    /// ```
    pub fn with_keys(issuer: impl Into<String>, jwks_json: impl AsRef<[u8]>) -> Builder {
        Builder::new(issuer.into(), Some(jwks_json.as_ref().to_vec()))
    }

    /// The same verifier for another audience instead. It shares the keys with this one.
    #[must_use]
    pub fn for_audience(&self, audience: impl Into<String>) -> Self {
        let audiences = vec![audience.into()];
        let policy = Policy {
            audiences,
            ..Policy::clone(&self.policy)
        };
        Self {
            policy: Arc::new(policy),
            keys: Arc::clone(&self.keys),
        }
    }

    /// The issuer whose tokens are accepted.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.policy.issuer
    }

    /// Puts another JWK set in place of the one in use, at once and for all clones. A verifier made by
    /// [`Verifier::discover`] takes it until its next refresh.
    ///
    /// # Errors
    ///
    /// [`SetupError::KeySet`] if the text is not a JWK set; then the former one stays.
    pub fn replace_keys(&self, jwks_json: impl AsRef<[u8]>) -> Result<(), SetupError> {
        self.keys.replace(jwks_json.as_ref())
    }

    /// Verifies an access token. It fetches the issuer's keys if it must, within the limits that the
    /// [crate documentation](crate) names; usually it only computes.
    ///
    /// # Errors
    ///
    /// Why the token is refused; [`Error::KeysUnavailable`] if that cannot be told for want of keys.
    pub async fn verify(&self, token: &str) -> Result<Arc<Claims>, Error> {
        let (parts, header) = self.open(token)?;
        let key = self.keys.find(&header.kid, header.algorithm).await?;
        self.finish(&parts, &key)
    }

    /// Verifies an access token with the keys that are held already, without waiting for anything.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify`]. Under [`Verifier::discover`], a key that was not fetched yet is an unknown one.
    pub fn verify_now(&self, token: &str) -> Result<Arc<Claims>, Error> {
        let (parts, header) = self.open(token)?;
        let key = self.keys.find_held(&header.kid, header.algorithm)?;
        self.finish(&parts, &key)
    }

    pub(crate) fn new(policy: Policy, keys: KeyStore) -> Self {
        Self {
            policy: Arc::new(policy),
            keys: Arc::new(keys),
        }
    }

    /// The protection space of the challenges (RFC 9110 section 11.5): the API's own identifier.
    pub(crate) fn realm(&self) -> &str {
        self.policy.audiences.first().map_or("api", String::as_str)
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.policy.clock)
    }

    fn open<'a>(&self, token: &'a str) -> Result<(Parts<'a>, Header), Error> {
        let parts = Parts::split(token)?;
        let header = Header::read(&parts.header, &self.policy.algorithms)?;
        Ok((parts, header))
    }

    fn finish(&self, parts: &Parts<'_>, key: &ParsedPublicKey) -> Result<Arc<Claims>, Error> {
        key.verify_sig(parts.signed.as_bytes(), &parts.signature)
            .map_err(|_| Error::BadSignature)?;
        token::check(&parts.payload()?, &self.policy).map(Arc::new)
    }
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let policy = &self.policy;
        f.debug_struct("Verifier")
            .field("issuer", &policy.issuer)
            .field("audiences", &policy.audiences)
            .field("algorithms", &policy.algorithms)
            .finish_non_exhaustive()
    }
}
