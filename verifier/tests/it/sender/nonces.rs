//! Nonces of the API's own in proofs (RFC 9449 section 9).

use axum::body::Body;
use axum::routing::get;
use countersign_verifier::sender::Nonces;
use countersign_verifier::{Clock as _, Gate, Guard, GuardedRouter, Principal};
use http::request::Parts;
use http::{Request, StatusCode};
use tower::ServiceExt as _;

use super::challenges;
use crate::support::sender::{Sender, admit, claims, dpop, proved, refusal};
use crate::support::{ManualClock, jwks, offline};

/// One client at an API that demands nonces, with a clock to move.
struct Visit {
    clock: ManualClock,
    gate: Gate,
    sender: Sender,
    token: String,
}

impl Visit {
    fn new() -> Self {
        let (clock, sender) = (ManualClock::new(), Sender::new());
        let nonces = Nonces::shared([7; 32]).expect("a secret");
        let builder = offline(&jwks()).clock(clock.clone());
        let verifier = builder.dpop(dpop().nonces(nonces)).build();
        Self {
            clock,
            gate: Gate::from(verifier.expect("a verifier")),
            token: sender.token(),
            sender,
        }
    }

    /// A request with a proof of this moment, with this nonce.
    fn asks(&self, nonce: Option<&str>) -> Parts {
        let mut claims = claims(&self.token);
        claims["iat"] = self.clock.now().into();
        if let Some(nonce) = nonce {
            claims["nonce"] = nonce.into();
        }
        proved(
            &self.token,
            &self.sender.sign(&self.sender.header(), &claims),
        )
    }

    /// What a client without a nonce is told to use.
    async fn nonce(&self) -> String {
        let refused = admit(&self.gate, self.asks(None)).await;
        let headers = refused.expect_err("it has no nonce").headers();
        headers["dpop-nonce"].to_str().expect("text").to_owned()
    }
}

#[tokio::test]
async fn a_nonce_is_demanded() {
    let visit = Visit::new();
    let nonce = visit.nonce().await;
    for asked in [visit.asks(None), visit.asks(Some("another"))] {
        let said = challenges(&visit.gate, asked, &Guard::new()).await;
        assert!(said[1].contains(r#"error="use_dpop_nonce""#), "{said:?}");
    }
    let admitted = admit(&visit.gate, visit.asks(Some(&nonce))).await;
    assert_eq!(admitted.expect("the nonce is good").dpop_nonce(), None);
}

#[tokio::test]
async fn a_nonce_is_renewed_before_it_expires() {
    let visit = Visit::new();
    let nonce = visit.nonce().await;
    visit.clock.advance(120);
    let admitted = admit(&visit.gate, visit.asks(Some(&nonce))).await;
    let admitted = admitted.expect("the nonce is good still");
    let next = admitted.dpop_nonce().expect("the next one is due");
    visit.clock.advance(120);
    let told = refusal(&visit.gate, visit.asks(Some(&nonce))).await;
    assert_eq!(told.0, "dpop_nonce_required");
    assert!(admit(&visit.gate, visit.asks(Some(next))).await.is_ok());
}

#[tokio::test]
async fn the_layer_tells_the_next_nonce() {
    let visit = Visit::new();
    let nonce = visit.nonce().await;
    let subject = |principal: Principal| async move { principal.subject().to_owned() };
    let app = GuardedRouter::new().route("/notes", Guard::new(), get(subject));
    let app = app.with_state(visit.gate.clone());
    let answer = async |nonce: &str| {
        let request = Request::from_parts(visit.asks(Some(nonce)), Body::empty());
        let answer = app.clone().oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
        answer
            .headers()
            .get("dpop-nonce")
            .map(|value| value.to_str().expect("text").to_owned())
    };
    assert_eq!(answer(&nonce).await, None);
    visit.clock.advance(120);
    let next = answer(&nonce).await.expect("the next one is due");
    assert_eq!(answer(&next).await, None);
}
