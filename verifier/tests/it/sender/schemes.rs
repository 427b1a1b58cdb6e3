//! Which scheme goes with which token, and which are offered (RFC 9449 sections 7.1 and 7.2).

use countersign_verifier::{Error, Gate, Guard};
use serde_json::json;

use super::{bearer, challenges};
use crate::support::sender::{Sender, admit, bound, dpop, proved, refusal, request, verifier_with};
use crate::support::{good_token, verifier};

#[tokio::test]
async fn a_bound_token_is_no_bearer_token_and_an_unbound_one_needs_no_proof() {
    let (gate, sender) = (Gate::from(verifier_with(dpop())), Sender::new());
    let (token, free) = (sender.token(), good_token());
    assert!(
        admit(&gate, proved(&token, &sender.proof(&token)))
            .await
            .is_ok()
    );
    assert!(admit(&gate, bearer(&free)).await.is_ok());

    let stolen = refusal(&gate, bearer(&token)).await;
    assert_eq!(stolen.0, "sender_constrained_token");
    // The proof does not help under the wrong scheme.
    let mut downgraded = bearer(&token);
    downgraded
        .headers
        .insert("dpop", sender.proof(&token).parse().expect("a value"));
    assert_eq!(refusal(&gate, downgraded).await, stolen);
    // Nor does the scheme make a bound token of another.
    let upgraded = refusal(&gate, proved(&free, &sender.proof(&free))).await;
    assert_eq!(upgraded.0, "token_not_sender_constrained");
}

#[tokio::test]
async fn a_token_that_is_known_already_needs_its_proof_still() {
    let (verifier, sender) = (verifier_with(dpop()), Sender::new());
    let (gate, token) = (Gate::from(verifier.clone()), sender.token());
    for _ in 0..3 {
        assert!(
            admit(&gate, proved(&token, &sender.proof(&token)))
                .await
                .is_ok()
        );
        assert_eq!(
            refusal(&gate, bearer(&token)).await.0,
            "sender_constrained_token"
        );
        assert_eq!(verifier.verify(&token).await, Err(Error::SenderConstrained));
        assert_eq!(verifier.verify_now(&token), Err(Error::SenderConstrained));
        let bare = request(&[("authorization", &format!("DPoP {token}"))]);
        assert_eq!(refusal(&gate, bare).await.0, "invalid_dpop_proof");
    }
}

#[tokio::test]
async fn without_dpop_its_scheme_means_nothing() {
    let (gate, sender) = (Gate::from(verifier()), Sender::new());
    let token = sender.token();
    assert!(admit(&gate, bearer(&good_token())).await.is_ok());
    let asked = proved(&token, &sender.proof(&token));
    assert_eq!(
        challenges(&gate, asked, &Guard::new()).await,
        [r#"Bearer realm="https://api.example.org""#]
    );
    assert_eq!(
        refusal(&gate, bearer(&token)).await.0,
        "sender_constrained_token"
    );
}

#[tokio::test]
async fn an_unknown_binding_is_refused() {
    let gate = Gate::from(verifier_with(dpop()));
    for confirmation in [json!({ "kid": "k" }), json!({})] {
        assert_eq!(
            refusal(&gate, bearer(&bound(&confirmation))).await.0,
            "wrong_sender"
        );
    }
    for confirmation in [
        json!(null),
        json!("jkt"),
        json!({ "jkt": "short" }),
        json!({ "jkt": 1 }),
    ] {
        assert_eq!(
            refusal(&gate, bearer(&bound(&confirmation))).await.0,
            "invalid_claim"
        );
    }
}

#[tokio::test]
async fn clients_learn_of_dpop_beside_bearer() {
    const REALM: &str = r#"realm="https://api.example.org""#;
    const ALGS: &str = r#"algs="ES256 ES384 EdDSA Ed25519 PS256 RS256""#;
    let (gate, sender) = (Gate::from(verifier_with(dpop())), Sender::new());
    let (token, route) = (sender.token(), Guard::new());
    let (plain, other) = (format!("Bearer {REALM}"), format!("DPoP {REALM}, {ALGS}"));
    assert_eq!(
        challenges(&gate, request(&[]), &route).await,
        [plain.clone(), other.clone()]
    );
    // What is wrong is said under the scheme that was used.
    let [said, dpop_said] = &challenges(&gate, bearer(&token), &route).await[..] else {
        panic!("two challenges")
    };
    assert!(
        said.starts_with(&format!(r#"{plain}, error="invalid_token""#)),
        "{said}"
    );
    assert_eq!(*dpop_said, other);
    let [said, dpop_said] = &challenges(&gate, proved(&token, "a.b.c"), &route).await[..] else {
        panic!("two challenges")
    };
    assert!(
        dpop_said.starts_with(&format!(r#"{other}, error="invalid_dpop_proof""#)),
        "{dpop_said}"
    );
    assert_eq!(*said, plain);
}

#[tokio::test]
async fn a_route_for_bound_tokens_does_not_offer_bearer() {
    let sender = Sender::new();
    let (token, free) = (sender.token(), good_token());
    let (open, strict) = (
        Gate::from(verifier_with(dpop())),
        Gate::from(verifier_with(dpop().required())),
    );
    for (gate, guard) in [
        (&open, Guard::new().sender_constrained()),
        (&strict, Guard::new()),
    ] {
        let mut good = proved(&token, &sender.proof(&token));
        assert!(gate.admit(&mut good, &guard).await.is_ok());
        for asked in [request(&[]), bearer(&free), bearer(&token)] {
            let offered = challenges(gate, asked, &guard).await;
            assert!(
                matches!(&offered[..], [one] if one.starts_with("DPoP ")),
                "{offered:?}"
            );
        }
    }
    // Where there are only certificates, they go with Bearer.
    let (gate, guard) = (Gate::from(verifier()), Guard::new().sender_constrained());
    let offered = challenges(&gate, bearer(&free), &guard).await;
    assert!(offered[0].starts_with("Bearer "), "{offered:?}");
}
