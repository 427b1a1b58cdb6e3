//! The verifier itself: the order of its checks, and nothing of how each is made.

use std::sync::Arc;

use aws_lc_rs::signature::ParsedPublicKey;

use crate::cache::{Cache, Entry, Fingerprint};
use crate::keys::KeyStore;
use crate::sender::Dpop;
use crate::token::{self, Header, KnownHeaders, MAX_LENGTH, Parts, Policy};
use crate::{Builder, Claims, Clock, Denied, Error, SetupError};

/// Verifies the access tokens of one issuer. Clones are cheap and share one set of keys.
#[derive(Clone)]
pub struct Verifier {
    policy: Arc<Policy>,
    keys: Arc<KeyStore>,
    memory: Arc<Memory>,
    /// The fingerprint of the policy, which is mixed into those of its tokens: clones for different audiences share the
    /// cache and never each other's verdicts.
    distinction: Option<Fingerprint>,
    /// What proofs of possession must be like, if there is a way to check them.
    dpop: Option<Dpop>,
}

/// What a verifier and all its clones remember of the tokens that they have seen.
struct Memory {
    cache: Option<Cache>,
    headers: KnownHeaders,
    denied: Denied,
}

/// What a verifier says of a token that it has seen.
type Known = Result<Arc<Claims>, Error>;

/// A token whose header is good, and for which a key is to be found.
struct Opened<'a> {
    parts: Parts<'a>,
    header: Arc<Header>,
    /// Whether no good token came with this header yet.
    is_new: bool,
    fingerprint: Option<Fingerprint>,
    /// Read before the keys are asked: what they say from then on is newer.
    epoch: u64,
}

impl Verifier {
    /// A verifier that finds the issuer's keys by its metadata (OpenID Connect Discovery 1.0). The issuer is https, or
    /// http on a loopback host; it is compared exactly with `iss`, so a trailing slash matters.
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

    /// The same verifier for another audience instead. It shares keys, cache and deny list with this one.
    #[must_use]
    pub fn for_audience(&self, audience: impl Into<String>) -> Self {
        let policy = Policy {
            audiences: vec![audience.into()],
            ..Policy::clone(&self.policy)
        };
        Self {
            distinction: self.memory.fingerprint(&policy.distinction()),
            policy: Arc::new(policy),
            keys: Arc::clone(&self.keys),
            memory: Arc::clone(&self.memory),
            dpop: self.dpop.clone(),
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

    /// What is refused although it is good: put here what has ended before its time.
    ///
    /// ```
    /// # fn sign_out(verifier: &countersign_verifier::Verifier, sid: &str) {
    /// verifier.denied().session(sid);
    /// # }
    /// ```
    #[must_use]
    pub fn denied(&self) -> &Denied {
        &self.memory.denied
    }

    /// Verifies an access token that is bound to nobody. It fetches the issuer's keys if it must, within the limits that the
    /// [crate documentation](crate) names; usually it only computes, and for a token that it has seen before very little.
    ///
    /// # Errors
    ///
    /// Why the token is refused; [`Error::KeysUnavailable`] if that cannot be told for want of keys.
    pub async fn verify(&self, token: &str) -> Result<Arc<Claims>, Error> {
        self.verify_but_for_sender(token).await.and_then(unbound)
    }

    /// Verifies an access token that may be bound to a key of its sender. Whether the request proves that is left to check.
    pub(crate) async fn verify_but_for_sender(&self, token: &str) -> Result<Arc<Claims>, Error> {
        let fingerprint = self.fingerprint(token);
        if let Some((known, now)) = self.recall(fingerprint) {
            if self.keys.is_quiet(now) {
                return known;
            }
            self.keys.tend().await?;
            // That may have brought other keys, and taken time.
            if let Some((known, _)) = self.recall(fingerprint) {
                return known;
            }
        }
        let opened = self.open(token, fingerprint)?;
        let header = &opened.header;
        let key = self.keys.find(&header.kid, header.algorithm).await?;
        self.finish(&opened, &key)
    }

    /// Verifies an access token that is bound to nobody, on a thread that may wait, by the same rules. Within a task of
    /// tokio, use [`Verifier::verify`]: this would hold up the others.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify`].
    pub fn verify_blocking(&self, token: &str) -> Result<Arc<Claims>, Error> {
        self.verify_blocking_but_for_sender(token).and_then(unbound)
    }

    fn verify_blocking_but_for_sender(&self, token: &str) -> Result<Arc<Claims>, Error> {
        let fingerprint = self.fingerprint(token);
        if let Some((known, now)) = self.recall(fingerprint) {
            if self.keys.is_quiet(now) {
                return known;
            }
            self.keys.tend_blocking()?;
            if let Some((known, _)) = self.recall(fingerprint) {
                return known;
            }
        }
        let opened = self.open(token, fingerprint)?;
        let header = &opened.header;
        let key = self.keys.find_blocking(&header.kid, header.algorithm)?;
        self.finish(&opened, &key)
    }

    /// Verifies an access token with the keys that are held already, without waiting for anything. What is due is
    /// fetched meanwhile, for the tokens that come later. So the first tokens after a quiet time may still meet a key that
    /// the issuer has withdrawn since; with [`Verifier::verify`] they wait for the new keys.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify`]. Under [`Verifier::discover`], a key that was not fetched yet is an unknown one.
    pub fn verify_now(&self, token: &str) -> Result<Arc<Claims>, Error> {
        self.verify_now_but_for_sender(token).and_then(unbound)
    }

    fn verify_now_but_for_sender(&self, token: &str) -> Result<Arc<Claims>, Error> {
        let fingerprint = self.fingerprint(token);
        if let Some((known, now)) = self.recall(fingerprint) {
            if !self.keys.is_quiet(now) {
                self.keys.tend_held()?;
            }
            return known;
        }
        let opened = self.open(token, fingerprint)?;
        let header = &opened.header;
        let key = self.keys.find_held(&header.kid, header.algorithm)?;
        self.finish(&opened, &key)
    }

    pub(crate) fn new(
        policy: Policy,
        keys: KeyStore,
        cache_entries: usize,
    ) -> Result<Self, SetupError> {
        let memory = Memory {
            cache: Cache::new(cache_entries)?,
            headers: KnownHeaders::default(),
            denied: Denied::new(Arc::clone(&policy.clock), policy.leeway),
        };
        Ok(Self {
            distinction: memory.fingerprint(&policy.distinction()),
            policy: Arc::new(policy),
            keys: Arc::new(keys),
            memory: Arc::new(memory),
            dpop: None,
        })
    }

    /// The protection space of the challenges (RFC 9110 section 11.5): the API's own identifier.
    pub(crate) fn realm(&self) -> &str {
        self.policy.audiences.first().map_or("api", String::as_str)
    }

    pub(crate) fn with_dpop(self, dpop: Option<Dpop>) -> Self {
        Self { dpop, ..self }
    }

    pub(crate) fn dpop(&self) -> Option<&Dpop> {
        self.dpop.as_ref()
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.policy.clock)
    }

    pub(crate) fn keys(&self) -> &Arc<KeyStore> {
        &self.keys
    }

    pub(crate) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The payload of a token of another type than access tokens, after its signature was checked.
    pub(crate) async fn signed_payload(&self, token: &str, typ: &str) -> Result<Vec<u8>, Error> {
        let parts = Parts::split(token)?;
        let header = Header::read(&parts.header()?, &self.policy.algorithms, typ)?;
        let key = self.keys.find(&header.kid, header.algorithm).await?;
        check_signature(&parts, &key)?;
        parts.payload()
    }

    /// Nothing if there is no cache, or the token is so long that it is refused unseen.
    fn fingerprint(&self, token: &str) -> Option<Fingerprint> {
        let policy = self.distinction.filter(|_| token.len() <= MAX_LENGTH)?;
        let token = self.memory.fingerprint(token.as_bytes())?;
        Some(token.under(policy))
    }

    /// What is known of a token that was verified before, and at what time; nothing if it must be verified anew.
    fn recall(&self, fingerprint: Option<Fingerprint>) -> Option<(Known, u64)> {
        let (fingerprint, cache) = (fingerprint?, self.memory.cache.as_ref()?);
        let (now, epoch) = (self.policy.clock.now(), self.keys.epoch());
        let known = cache.find(fingerprint, |entry| {
            entry.recall(now, epoch, &self.memory.denied)
        })?;
        Some((known, now))
    }

    fn open<'a>(
        &self,
        token: &'a str,
        fingerprint: Option<Fingerprint>,
    ) -> Result<Opened<'a>, Error> {
        let parts = Parts::split(token)?;
        let known = self.memory.headers.find(parts.header);
        let is_new = known.is_none();
        let header = match known {
            Some(known) => known,
            None => {
                let read = Header::read(&parts.header()?, &self.policy.algorithms, "at+jwt");
                Arc::new(read?)
            }
        };
        Ok(Opened {
            parts,
            header,
            is_new,
            fingerprint,
            epoch: self.keys.epoch(),
        })
    }

    fn finish(&self, opened: &Opened<'_>, key: &ParsedPublicKey) -> Result<Arc<Claims>, Error> {
        let parts = &opened.parts;
        check_signature(parts, key)?;
        if opened.is_new {
            self.memory.headers.keep(parts.header, &opened.header);
        }
        let now = self.policy.clock.now();
        let (claims, lifetime) = token::check(&parts.payload()?, &self.policy, now)?;
        // Read before the list is, as the epoch was before the keys.
        let passed = self.memory.denied.state();
        self.memory.denied.check(&claims, now)?;
        let claims = Arc::new(claims);
        if let (Some(cache), Some(fingerprint)) = (&self.memory.cache, opened.fingerprint) {
            let kept = Arc::clone(&claims);
            cache.keep(Entry::new(
                fingerprint,
                kept,
                lifetime,
                opened.epoch,
                passed,
            ));
        }
        Ok(claims)
    }
}

impl Memory {
    fn fingerprint(&self, text: &[u8]) -> Option<Fingerprint> {
        self.cache.as_ref()?.fingerprint(text)
    }
}

pub(crate) fn check_signature(parts: &Parts<'_>, key: &ParsedPublicKey) -> Result<(), Error> {
    key.verify_sig(parts.signed.as_bytes(), &parts.signature)
        .map_err(|_| Error::BadSignature)
}

/// A token alone does not show who sends it (RFC 9449 section 7.2): a bound one is not taken for a bearer token.
pub(crate) fn unbound(claims: Arc<Claims>) -> Result<Arc<Claims>, Error> {
    match claims.confirmation {
        None => Ok(claims),
        Some(_) => Err(Error::SenderConstrained),
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
