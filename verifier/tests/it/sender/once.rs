//! A proof is good once (RFC 9449 section 11.1).

use std::collections::HashSet;
use std::sync::Mutex;

use countersign_verifier::sender::{InMemory, Replay};
use countersign_verifier::{Error, Gate, Guard};

use super::{Scene, invalid};
use crate::support::NOW;
use crate::support::sender::{Sender, admit, claims, dpop, proved, refusal, verifier_with};

#[tokio::test]
async fn a_proof_is_good_once() {
    let scene = Scene::new();
    let proof = scene.sender.proof(&scene.token);
    scene.accepts(&proof).await;
    for _ in 0..2 {
        let told = refusal(&scene.gate, proved(&scene.token, &proof)).await;
        assert_eq!(told, invalid("it was used before"));
    }
    // Signed once more, with the same identifier.
    let (mut again, former) = (scene.claims(), scene.claims());
    scene
        .accepts(&scene.sender.sign(&scene.sender.header(), &former))
        .await;
    again["jti"] = former["jti"].clone();
    again["iat"] = (NOW - 1).into();
    let again = scene.sender.sign(&scene.sender.header(), &again);
    let told = refusal(&scene.gate, proved(&scene.token, &again)).await;
    assert_eq!(told, invalid("it was used before"));
    // By another client an identifier is another one.
    let other = Sender::new();
    let token = other.token();
    let mut same = claims(&token);
    same["jti"] = former["jti"].clone();
    let proof = other.sign(&other.header(), &same);
    assert!(admit(&scene.gate, proved(&token, &proof)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_at_once_one_is_first() {
    let scene = Scene::new();
    let proof = scene.sender.proof(&scene.token);
    let attempts: Vec<_> = (0..100)
        .map(|_| {
            let (gate, asked) = (scene.gate.clone(), proved(&scene.token, &proof));
            tokio::spawn(async move { admit(&gate, asked).await.is_ok() })
        })
        .collect();
    let mut admitted = 0;
    for attempt in attempts {
        admitted += usize::from(attempt.await.expect("it does not panic"));
    }
    assert_eq!(admitted, 1);
}

#[tokio::test]
async fn a_memory_that_is_full_lets_nobody_through() {
    let sender = Sender::new();
    let token = sender.token();
    let gate = Gate::from(verifier_with(dpop().replay(InMemory::of(1))));
    assert!(
        admit(&gate, proved(&token, &sender.proof(&token)))
            .await
            .is_ok()
    );
    let refused = admit(&gate, proved(&token, &sender.proof(&token)))
        .await
        .expect_err("it is full");
    assert_eq!(refused.status().as_u16(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    assert!(!refused.headers().contains_key("www-authenticate"));
}

/// A memory that keeps a proof for exactly as long as it is told to, by a clock that is ahead.
#[derive(Default)]
struct Exact(Mutex<HashSet<[u8; 32]>>);

impl Replay for Exact {
    async fn first(&self, proof: [u8; 32], now: u64, until: u64) -> Result<bool, Error> {
        let mut used = self.0.lock().expect("a lock");
        Ok(!used.contains(&proof) && (now + 4 >= until || used.insert(proof)))
    }
}

#[tokio::test]
async fn a_proof_is_remembered_for_longer_than_it_is_good() {
    let sender = Sender::new();
    let token = sender.token();
    let gate = Gate::from(verifier_with(dpop().replay(Exact::default())));
    let mut last = claims(&token);
    last["iat"] = (NOW - 60).into();
    let last = sender.sign(&sender.header(), &last);
    assert!(admit(&gate, proved(&token, &last)).await.is_ok());
    let told = refusal(&gate, proved(&token, &last)).await;
    assert_eq!(told, invalid("it was used before"));
}

#[tokio::test]
async fn guards_of_one_gate_use_a_proof_once() {
    let (verifier, sender) = (verifier_with(dpop()), Sender::new());
    let (gate, token) = (Gate::from(verifier.clone()), sender.token());
    let mut asked = proved(&token, &sender.proof(&token));
    for guard in [
        Guard::new(),
        Guard::new().role("editor").sender_constrained(),
    ] {
        assert!(gate.admit(&mut asked, &guard).await.is_ok());
    }
    // Another gate does not take this one's word.
    let told = refusal(&Gate::from(verifier), asked).await;
    assert!(told.1.ends_with("it was used before"), "{told:?}");
}
