//! Several issuers at one API: each judges its own tokens, with its own keys.

use countersign_verifier::{Error, Gate, Guard, Issuers, SetupError, Verifier};
use serde_json::{Value, json};

use crate::support::{AUDIENCE, Issuer, ManualClock, NOW, Signer, header, payload};

const OURS: &str = "https://id.example.org";
const THEIRS: &str = "https://id.example.com";

fn verifier(issuer: &str, keys: &Signer) -> Verifier {
    Verifier::with_keys(issuer, json!({ "keys": [keys.jwk("k1")] }).to_string())
        .audience(AUDIENCE)
        .clock(|| NOW)
        .build()
        .expect("a verifier")
}

/// A token that claims this issuer and is signed by this key, which both issuers call `k1`.
fn token(issuer: impl Into<Value>, key: &Signer) -> String {
    let mut payload = payload();
    payload["iss"] = issuer.into();
    key.sign(header().to_string(), payload.to_string())
}

#[tokio::test]
async fn keys_of_one_issuer_never_verify_tokens_of_another() {
    let (our_key, their_key) = (Signer::new_rsa(), Signer::new_rsa());
    let issuers = Issuers::new([verifier(OURS, &our_key), verifier(THEIRS, &their_key)])
        .expect("two issuers");
    for (issuer, key, other) in [(OURS, &our_key, &their_key), (THEIRS, &their_key, &our_key)] {
        let good = token(issuer, key);
        let claims = issuers.verify(&good).await.expect("a good token");
        assert_eq!(claims.issuer, issuer);
        assert!(issuers.verify_now(&good).is_ok());
        assert!(issuers.verify_blocking(&good).is_ok());

        let forged = token(issuer, other);
        assert_eq!(issuers.verify(&forged).await, Err(Error::BadSignature));
        assert_eq!(issuers.verify_now(&forged), Err(Error::BadSignature));
        assert_eq!(issuers.verify_blocking(&forged), Err(Error::BadSignature));
    }
}

#[tokio::test]
async fn an_unknown_issuer_costs_no_request() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let (stranger, key) = (Issuer::start().await, Signer::new_rsa());
    let known = issuer.verifier(&clock).build().expect("a verifier");
    let issuers = Issuers::new([known]).expect("an issuer");
    let claimed = stranger.token("k1");
    assert_eq!(
        issuers.verify(&claimed).await,
        Err(Error::WrongIssuer {
            issuer: stranger.url.clone().into(),
            expected: vec![issuer.url.clone()],
        })
    );
    for iss in [json!(null), json!(7), json!([issuer.url]), json!({})] {
        let refused = issuers.verify(&token(iss, &key)).await;
        assert!(matches!(refused, Err(Error::Malformed(_))), "{refused:?}");
    }
    for text in ["", "a.b", "e30.e30.AQ", "e30.W10.AQ", &"a".repeat(20_000)] {
        assert!(issuers.verify(text).await.is_err(), "{text}");
    }
    let hits = |issuer: &Issuer| issuer.metadata_hits() + issuer.key_hits() + issuer.other_hits();
    assert_eq!((hits(&issuer), hits(&stranger)), (0, 0));
    assert!(issuers.verify(&issuer.token("k1")).await.is_ok());
    assert_eq!((hits(&issuer), hits(&stranger)), (2, 0));
}

#[test]
fn each_issuer_is_named_once() {
    let key = Signer::new_rsa();
    let twice = Issuers::new([verifier(OURS, &key), verifier(OURS, &key)]);
    assert!(matches!(twice, Err(SetupError::SameIssuer(issuer)) if issuer == OURS));
    assert!(matches!(Issuers::new([]), Err(SetupError::NoIssuer)));
    let one = Issuers::new([verifier(OURS, &key)]).expect("an issuer");
    assert!(one.of(OURS).is_some() && one.of(THEIRS).is_none());
}

#[tokio::test]
async fn a_gate_takes_several_issuers_in_the_place_of_one() {
    let (our_key, their_key) = (Signer::new_rsa(), Signer::new_rsa());
    let issuers = Issuers::new([verifier(OURS, &our_key), verifier(THEIRS, &their_key)]);
    let gate = Gate::new().with(issuers.expect("two issuers"));
    let admit = async |token: String| {
        let request = http::Request::get("/").header("authorization", format!("Bearer {token}"));
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        gate.admit(&mut parts, &Guard::new()).await
    };
    assert!(admit(token(OURS, &our_key)).await.is_ok());
    assert!(admit(token(THEIRS, &their_key)).await.is_ok());
    let refused = admit(token(THEIRS, &our_key)).await.expect_err("forged");
    assert_eq!(refused.status(), 401);
}
