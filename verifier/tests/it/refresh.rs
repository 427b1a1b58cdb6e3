//! The life of a fetched key set: when the issuer is asked, and how seldom.

use std::time::Duration;

use countersign_verifier::Error;
use serde_json::json;

use crate::support::{Answer, Issuer, ManualClock, jwks, settle};

#[tokio::test]
async fn the_first_token_fetches_and_the_next_do_not() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert_eq!(
        (issuer.metadata_hits(), issuer.key_hits()),
        (0, 0),
        "nothing is fetched before it is needed"
    );
    assert!(matches!(
        verifier.verify_now(&issuer.token("k1")),
        Err(Error::KeysUnavailable { .. })
    ));
    for _ in 0..10 {
        assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    }
    assert!(verifier.verify_now(&issuer.token("k1")).is_ok());
    assert_eq!((issuer.metadata_hits(), issuer.key_hits()), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_first_tokens_share_one_fetch() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    issuer.keys(Answer::Slow(Duration::from_millis(200), jwks()));
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    let waiting: Vec<_> = (0..50)
        .map(|_| {
            let (verifier, token) = (verifier.clone(), issuer.token("k1"));
            tokio::spawn(async move { verifier.verify(&token).await })
        })
        .collect();
    for one in waiting {
        assert!(one.await.expect("no panic").is_ok());
    }
    assert_eq!((issuer.metadata_hits(), issuer.key_hits()), (1, 1));
}

#[tokio::test]
async fn a_new_key_is_found_when_a_token_names_it() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    issuer.publish(&["k1", "k2"]);
    assert!(
        verifier.verify(&issuer.token("k2")).await.is_ok(),
        "the first fetch does not use up the one for an unknown kid"
    );
    issuer.publish(&["k1", "k2", "k3"]);
    for wait in [0, 29] {
        clock.advance(wait);
        let answer = verifier.verify(&issuer.token("k3")).await;
        assert_eq!(
            answer.map_err(|error| error.reason()),
            Err("unknown_key"),
            "an unknown kid was sought less than 30 seconds ago"
        );
    }
    assert_eq!((issuer.metadata_hits(), issuer.key_hits()), (1, 2));
    clock.advance(1);
    assert!(verifier.verify(&issuer.token("k3")).await.is_ok());
    assert_eq!((issuer.metadata_hits(), issuer.key_hits()), (1, 3));
}

#[tokio::test]
async fn a_new_key_is_found_right_after_a_regular_renewal() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    clock.advance(300);
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    assert_eq!(issuer.key_hits(), 2);
    issuer.publish(&["k1", "k2"]);
    assert!(verifier.verify(&issuer.token("k2")).await.is_ok());
    assert_eq!(issuer.key_hits(), 3);
}

#[tokio::test]
async fn a_withdrawn_key_is_refused_within_the_refresh_interval() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer
        .verifier(&clock)
        .refresh_every(Duration::from_secs(300))
        .build()
        .expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    issuer.publish(&["k2"]);
    clock.advance(200);
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    assert_eq!(issuer.key_hits(), 1);
    clock.advance(100);
    assert_eq!(
        verifier
            .verify(&issuer.token("k1"))
            .await
            .map_err(|error| error.reason()),
        Err("unknown_key")
    );
    assert!(verifier.verify(&issuer.token("k2")).await.is_ok());
    assert_eq!(
        issuer.key_hits(),
        3,
        "the first, the regular one, and one for k1, which is unknown by then"
    );
}

#[tokio::test]
async fn a_busy_service_renews_in_the_background() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    issuer.publish(&["k2"]);
    clock.advance(250);
    assert!(
        verifier.verify(&issuer.token("k1")).await.is_ok(),
        "the set at hand serves meanwhile"
    );
    settle(|| issuer.key_hits() == 2).await;
    assert_eq!(
        verifier
            .verify(&issuer.token("k1"))
            .await
            .map_err(|error| error.reason()),
        Err("unknown_key")
    );
    assert!(verifier.verify(&issuer.token("k2")).await.is_ok());
}

#[tokio::test]
async fn a_slow_issuer_holds_nobody_up_for_long() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    issuer.keys(Answer::Slow(Duration::from_secs(60), jwks()));
    clock.advance(300);
    let answer =
        tokio::time::timeout(Duration::from_secs(4), verifier.verify(&issuer.token("k1"))).await;
    assert!(answer.expect("in time, by the set at hand").is_ok());
}

#[tokio::test]
async fn an_issuer_known_to_be_down_holds_nobody_up_at_all() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    issuer.keys(Answer::Status(503));
    clock.advance(300);
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    assert_eq!(issuer.key_hits(), 2);
    issuer.keys(Answer::Slow(Duration::from_secs(60), jwks()));
    clock.advance(30);
    let token = issuer.token("k1");
    let answer = tokio::time::timeout(Duration::from_millis(800), verifier.verify(&token)).await;
    assert!(answer.expect("at once, by the set at hand").is_ok());
    settle(|| issuer.key_hits() == 3).await;
}

#[tokio::test]
async fn addresses_in_the_header_are_never_asked() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    let lure = format!("{}/lure", issuer.url);
    let more = json!({ "jku": lure, "x5u": lure, "jwk": { "kty": "RSA" }, "x5c": [lure] });
    assert!(
        verifier
            .verify(&issuer.token_with("k1", &more))
            .await
            .is_ok()
    );
    clock.advance(60);
    assert_eq!(
        verifier
            .verify(&issuer.token_with("k9", &more))
            .await
            .map_err(|error| error.reason()),
        Err("unknown_key")
    );
    assert_eq!(issuer.other_hits(), 0);
}
