//! Tokens that are bound to their sender: which proofs are good, every way in which one is not, and what clients are told
//! (RFC 9449, RFC 8705 section 3).

mod certificates;
mod claims;
mod good;
mod headers;
mod nonces;
mod once;
mod properties;
mod schemes;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use countersign_verifier::sender::{InMemory, Replay};
use countersign_verifier::{Error, Gate, Guard};
use http::StatusCode;
use http::request::Parts;
use serde_json::Value;

use crate::support::sender::{
    Sender, admit, claims, dpop, proved, refusal, request, verifier_with,
};

/// A memory that counts how often it is asked.
#[derive(Clone, Default)]
pub(crate) struct Counting(Arc<AtomicUsize>, Arc<InMemory>);

impl Replay for Counting {
    async fn first(&self, proof: [u8; 32], now: u64, until: u64) -> Result<bool, Error> {
        self.0.fetch_add(1, Ordering::SeqCst);
        self.1.first(proof, now, until).await
    }
}

/// One client at one gate.
pub(crate) struct Scene {
    pub(crate) gate: Gate,
    pub(crate) memory: Counting,
    pub(crate) sender: Sender,
    pub(crate) token: String,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self::of(Sender::new())
    }

    pub(crate) fn of(sender: Sender) -> Self {
        let (memory, token) = (Counting::default(), sender.token());
        let gate = Gate::from(verifier_with(dpop().replay(memory.clone())));
        Self {
            gate,
            memory,
            sender,
            token,
        }
    }

    pub(crate) fn claims(&self) -> Value {
        claims(&self.token)
    }

    pub(crate) async fn accepts(&self, proof: &str) {
        let admitted = admit(&self.gate, proved(&self.token, proof)).await;
        let principal = admitted.expect("it is good");
        assert_eq!(principal.subject(), "user-1");
        assert!(principal.is_sender_constrained());
    }

    /// Why the proof is refused, after a good one was accepted; and it was not used up by that.
    pub(crate) async fn refuses(&self, proof: &str) -> (&'static str, String) {
        self.accepts(&self.sender.proof(&self.token)).await;
        let asked = self.memory.0.load(Ordering::SeqCst);
        let told = refusal(&self.gate, proved(&self.token, proof)).await;
        assert_eq!(self.memory.0.load(Ordering::SeqCst), asked, "{told:?}");
        told
    }

    pub(crate) async fn refuses_header(
        &self,
        change: impl FnOnce(&mut Value),
    ) -> (&'static str, String) {
        let mut header = self.sender.header();
        change(&mut header);
        self.refuses(&self.sender.sign(&header, &self.claims()))
            .await
    }

    pub(crate) async fn refuses_claims(
        &self,
        change: impl FnOnce(&mut Value),
    ) -> (&'static str, String) {
        let mut claims = self.claims();
        change(&mut claims);
        self.refuses(&self.sender.sign(&self.sender.header(), &claims))
            .await
    }
}

pub(crate) fn invalid(why: &str) -> (&'static str, String) {
    (
        "invalid_dpop_proof",
        format!("the DPoP proof is not good: {why}"),
    )
}

pub(crate) fn bearer(token: &str) -> Parts {
    request(&[("authorization", &format!("Bearer {token}"))])
}

/// The challenges of the answer to a request that is refused.
pub(crate) async fn challenges(gate: &Gate, mut request: Parts, guard: &Guard) -> Vec<String> {
    let refused = gate
        .admit(&mut request, guard)
        .await
        .expect_err("it is refused");
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    let headers = refused.headers();
    let values = headers.get_all("www-authenticate").iter();
    values
        .map(|value| value.to_str().expect("text").to_owned())
        .collect()
}
