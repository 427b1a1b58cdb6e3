//! The issuer: what it is called, which keys it publishes, and who trusts it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use serde_json::{Value, json};

use super::key::TestKey;
use super::secrets::{OpaqueTokens, Secrets};
use super::{TestClock, TestSender, TestToken, locked, must};
use crate::key_text::compose;
use crate::sender::Dpop;
use crate::{Algorithm, ApiKeys, Gate, Identity, Verifier};

/// What it is called, unless it is [served](TestIssuer::serve).
const NAME: &str = "https://issuer.test";

/// An issuer for the tests of one API. Clones are the same issuer.
///
/// It signs with RS256, as Countersign does, so that an application's own verifier accepts its tokens with the usual
/// settings. Making the key takes a fraction of a second, once a process; where every test is a process of its own, a
/// [`TestIssuer::with_algorithm`] of ES256 costs nothing.
#[derive(Clone)]
pub struct TestIssuer(Arc<Shared>);

struct Shared {
    name: String,
    audience: String,
    algorithm: Algorithm,
    /// The names of the published keys; the last one signs.
    published: Mutex<Vec<String>>,
    keys_made: AtomicU64,
    tokens_made: AtomicU64,
    verifier: Verifier,
    clock: TestClock,
    api_keys: Secrets,
    opaque_tokens: Secrets,
}

impl TestIssuer {
    /// An issuer of access tokens for this API.
    ///
    /// ```
    /// use countersign_verifier::testing::TestIssuer;
    ///
    /// let issuer = TestIssuer::new("https://api.example.org");
    /// let verifier = issuer.verifier();
    /// let token = issuer.token().subject("alice").scope("notes:read").mint();
    /// assert_eq!(verifier.verify_now(&token)?.subject, "alice");
    ///
    /// issuer.clock().advance(3600);
    /// assert_eq!(verifier.verify_now(&token).unwrap_err().reason(), "token_expired");
    /// # Ok::<(), countersign_verifier::Error>(())
    /// ```
    #[must_use]
    pub fn new(audience: impl Into<String>) -> Self {
        Self::named(NAME, audience.into(), Algorithm::Rs256)
    }

    /// The same with tokens that are signed by another algorithm, which its verifiers accept alone.
    #[must_use]
    pub fn with_algorithm(audience: impl Into<String>, algorithm: Algorithm) -> Self {
        Self::named(NAME, audience.into(), algorithm)
    }

    pub(super) fn named(name: &str, audience: String, algorithm: Algorithm) -> Self {
        let clock = TestClock::new();
        let published = vec!["test-key-1".to_owned()];
        let builder = Verifier::with_keys(name, key_set(&published, algorithm).to_string())
            .audience(audience.as_str())
            .algorithms([algorithm])
            .clock(clock.clone());
        // An API that is called by its address takes proofs for it.
        let builder = match Dpop::new(&audience) {
            Ok(dpop) => builder.dpop(dpop),
            Err(_) => builder,
        };
        Self(Arc::new(Shared {
            name: name.to_owned(),
            algorithm,
            verifier: must(builder.build(), "a verifier for this audience"),
            audience,
            published: Mutex::new(published),
            keys_made: AtomicU64::new(1),
            tokens_made: AtomicU64::new(0),
            clock,
            api_keys: Secrets::default(),
            opaque_tokens: Secrets::default(),
        }))
    }

    /// What `iss` says.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The API that its tokens are for.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.0.audience
    }

    /// The clock by which its tokens are dated, and its verifiers and gates judge.
    #[must_use]
    pub fn clock(&self) -> &TestClock {
        &self.0.clock
    }

    /// A verifier that trusts this issuer. All of them share their keys and the deny list. Where the audience is a web
    /// address, DPoP proofs for it are accepted.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        self.0.verifier.clone()
    }

    /// A gate that lets in who has an access token, an opaque token or an API key of this issuer, each where a
    /// [`Guard`](crate::Guard) allows it.
    #[must_use]
    pub fn gate(&self) -> Gate {
        let shared = Arc::clone(&self.0);
        let find = move |key: String| {
            let found = shared.api_keys.find(&key, &shared.clock);
            async move { Ok(found) }
        };
        let opaque = OpaqueTokens::new(self.0.opaque_tokens.clone(), self.0.clock.clone());
        Gate::from(self.verifier())
            .with(ApiKeys::with_prefix("csk_", find))
            .with(opaque)
    }

    /// A good access token, to be changed as a test needs it: for `alice`, by the client `test-app`, for ten minutes.
    pub fn token(&self) -> TestToken {
        TestToken::access(self)
    }

    /// A logout token for this client, which [`Verifier::back_channel_logout`] takes. It names `alice`; give it a
    /// [`session`](TestToken::session) to end that one alone.
    pub fn logout_token(&self, client_id: &str) -> TestToken {
        TestToken::logout(self, client_id)
    }

    /// An API key of somebody, until it is [revoked](TestIssuer::revoke) or has expired.
    #[must_use]
    pub fn api_key(&self, of: Identity) -> String {
        let text = compose(|octets| must(SystemRandom::new().fill(octets), "randomness"));
        self.0.api_keys.add(text.clone(), of);
        text
    }

    /// An access token that says nothing by itself, until it is [revoked](TestIssuer::revoke) or has expired.
    #[must_use]
    pub fn opaque_token(&self, of: Identity) -> String {
        let text = format!("opaque-{}", self.next_id());
        self.0.opaque_tokens.add(text.clone(), of);
        text
    }

    /// Ends an API key or an opaque token. For JWTs there is [`Verifier::denied`].
    pub fn revoke(&self, text: &str) {
        self.0.api_keys.remove(text);
        self.0.opaque_tokens.remove(text);
    }

    /// A client with a key of its own, for tokens that are bound to it.
    #[must_use]
    pub fn sender(&self) -> TestSender {
        TestSender::new(self.0.clock.clone())
    }

    /// Signs with another key from now on. Those before stay published, and their tokens good.
    pub fn rotate(&self) {
        let number = self.0.keys_made.fetch_add(1, Ordering::SeqCst) + 1;
        self.publish(|keys| keys.push(format!("test-key-{number}")));
    }

    /// Signs with another key from now on and publishes no other: the tokens before are refused.
    pub fn withdraw(&self) {
        self.rotate();
        self.publish(|keys| drop(keys.drain(..keys.len() - 1)));
    }

    /// The JWK set that is published now, for a verifier that is made otherwise. Unlike those of
    /// [`TestIssuer::verifier`] it is not told of rotations.
    #[must_use]
    pub fn jwks(&self) -> String {
        key_set(&locked(&self.0.published), self.0.algorithm).to_string()
    }

    fn publish(&self, change: impl FnOnce(&mut Vec<String>)) {
        let mut published = locked(&self.0.published);
        change(&mut published);
        let set = key_set(&published, self.0.algorithm).to_string();
        must(self.0.verifier.replace_keys(set), "the key set");
    }

    pub(super) fn algorithm(&self) -> Algorithm {
        self.0.algorithm
    }

    pub(super) fn signing_kid(&self) -> String {
        locked(&self.0.published)
            .last()
            .cloned()
            .unwrap_or_default()
    }

    pub(super) fn next_id(&self) -> String {
        format!(
            "test-{}",
            self.0.tokens_made.fetch_add(1, Ordering::SeqCst) + 1
        )
    }
}

/// One key under several names: what a rotation changes is the name, and a verifier goes by that.
fn key_set(kids: &[String], algorithm: Algorithm) -> Value {
    let named = |kid: &String| {
        let mut jwk = TestKey::of(algorithm).jwk();
        jwk["kid"] = kid.as_str().into();
        jwk["alg"] = algorithm.name().into();
        jwk["use"] = "sig".into();
        jwk
    };
    json!({ "keys": kids.iter().map(named).collect::<Value>() })
}

impl std::fmt::Debug for TestIssuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestIssuer")
            .field("name", &self.0.name)
            .field("audience", &self.0.audience)
            .field("algorithm", &self.0.algorithm)
            .finish_non_exhaustive()
    }
}
