//! A client that holds a key, and proves it with every request (RFC 9449).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::TestClock;
use super::key::{TestKey, text};
use crate::{Algorithm, Clock as _};

/// A client with a key of its own. Clones are the same client.
///
/// ```
/// use countersign_verifier::{Guard, testing::TestIssuer};
/// use http::Request;
///
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// let issuer = TestIssuer::new("https://api.example.org");
/// let sender = issuer.sender();
/// let token = issuer.token().bound_to(&sender).mint();
/// let request = Request::get("/notes")
///     .header("authorization", format!("DPoP {token}"))
///     .header("dpop", sender.proof("GET", "https://api.example.org/notes", &token));
/// let (mut request, ()) = request.body(()).unwrap().into_parts();
/// let bound = Guard::new().sender_constrained();
/// assert!(issuer.gate().admit(&mut request, &bound).await.is_ok());
/// # });
/// ```
#[derive(Clone)]
pub struct TestSender {
    key: Arc<TestKey>,
    proofs: Arc<AtomicU64>,
    clock: TestClock,
}

impl TestSender {
    pub(super) fn new(clock: TestClock) -> Self {
        Self {
            key: Arc::new(TestKey::generate(Algorithm::Es256)),
            proofs: Arc::default(),
            clock,
        }
    }

    /// The thumbprint of its key (RFC 7638): what a token names that is bound to it.
    #[must_use]
    pub fn jkt(&self) -> String {
        // The members in the order of their names, as they are here.
        hash(&self.key.jwk().to_string())
    }

    /// A proof for one request with this token.
    #[must_use]
    pub fn proof(&self, method: &str, address: &str, token: &str) -> String {
        self.proof_with(method, address, token, json!({}))
    }

    /// The same with other claims beside or instead of the usual ones: a `nonce`, for instance.
    #[must_use]
    pub fn proof_with(&self, method: &str, address: &str, token: &str, claims: Value) -> String {
        let number = self.proofs.fetch_add(1, Ordering::SeqCst);
        let mut said = json!({
            "htm": method, "htu": address, "iat": self.clock.now(), "jti": format!("proof-{number}"),
            "ath": hash(token),
        });
        if let (Some(said), Some(claims)) = (said.as_object_mut(), claims.as_object()) {
            said.extend(claims.clone());
        }
        let header = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": self.key.jwk() });
        let message = format!("{}.{}", text(header.to_string()), text(said.to_string()));
        let signature = self.key.sign(Algorithm::Es256, &message);
        format!("{message}.{}", text(signature))
    }
}

fn hash(content: &str) -> String {
    text(digest(&SHA256, content.as_bytes()))
}

impl std::fmt::Debug for TestSender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestSender")
            .field("jkt", &self.jkt())
            .finish_non_exhaustive()
    }
}
