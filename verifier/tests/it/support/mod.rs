//! What the tests share: a moment, a good token, verifiers for it.

mod endpoint;
mod issuer;
mod raw;
pub(crate) mod sender;
mod signer;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use countersign_verifier::{Builder, Clock, Error, Verifier};
use serde_json::{Value, json};

pub(crate) use endpoint::{Endpoint, Way, api_key, good_answer, key_answer};
pub(crate) use issuer::{Answer, Issuer};
pub(crate) use raw::{Manner, answer_badly};
pub(crate) use signer::{Signer, b64, rsa};

pub(crate) const ISSUER: &str = "https://id.example.org";
pub(crate) const AUDIENCE: &str = "https://api.example.org";
/// The present of every test, unless it moves its clock.
pub(crate) const NOW: u64 = 1_800_000_000;

/// The header of a good token.
pub(crate) fn header() -> Value {
    json!({ "alg": "RS256", "typ": "at+jwt", "kid": "k1" })
}

/// The claims of a good token.
pub(crate) fn payload() -> Value {
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "exp": NOW + 300, "iat": NOW, "sub": "user-1", "client_id": "app",
        "jti": "t-1", "scope": "openid notes:read", "roles": ["editor"], "auth_time": NOW - 60, "acr": "1",
        "amr": ["pwd"], "sid": "s-1", "tenant": { "id": 7 },
    })
}

/// A set of one key, named `k1`.
pub(crate) fn jwks() -> String {
    json!({ "keys": [rsa().jwk("k1")] }).to_string()
}

pub(crate) fn offline(jwks: &str) -> Builder {
    Verifier::with_keys(ISSUER, jwks)
        .audience(AUDIENCE)
        .clock(|| NOW)
}

pub(crate) fn verifier() -> Verifier {
    offline(&jwks()).build().expect("a verifier")
}

/// Signs what is given with the usual key.
pub(crate) fn token(header: &Value, payload: &Value) -> String {
    rsa().sign(header.to_string(), payload.to_string())
}

pub(crate) fn good_token() -> String {
    token(&header(), &payload())
}

/// The good claims with one of them changed; `None` takes it away.
pub(crate) fn with(name: &str, value: Option<Value>) -> Value {
    let mut claims = payload();
    let members = claims.as_object_mut().expect("an object");
    match value {
        Some(value) => members.insert(name.to_owned(), value),
        None => members.remove(name),
    };
    claims
}

/// Why the token is refused, after the good one was accepted by the same verifier.
pub(crate) fn refused(verifier: &Verifier, token: &str) -> Error {
    let twin = verifier.verify_now(&good_token());
    assert!(twin.is_ok(), "the accepted twin: {twin:?}");
    verifier.verify_now(token).expect_err(token)
}

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub(crate) struct ManualClock(Arc<AtomicU64>);

impl ManualClock {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicU64::new(NOW)))
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Long enough for a background fetch on a busy machine.
pub(crate) async fn settle(reached: impl Fn() -> bool) {
    for _ in 0..500 {
        if reached() {
            // The answer was sent; it is still to be read.
            tokio::time::sleep(Duration::from_millis(50)).await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the background fetch never came");
}
