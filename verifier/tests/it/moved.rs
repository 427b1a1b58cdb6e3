//! An issuer that moves its key set: the address is pinned, and asked for anew only when nothing is there any more.

use crate::support::{Answer, Issuer, ManualClock, settle};

#[tokio::test]
async fn the_address_is_asked_for_again_when_nothing_is_there_any_more() {
    for gone in [404, 410] {
        let (old, new) = (Issuer::start().await, Issuer::start().await);
        let clock = ManualClock::new();
        let verifier = old.verifier(&clock).build().expect("a verifier");
        assert!(verifier.verify(&old.token("k1")).await.is_ok());
        new.publish(&["k2"]);
        old.names_keys_at(&format!("{}/jwks", new.url));
        clock.advance(300);
        assert!(verifier.verify(&old.token("k1")).await.is_ok());
        assert_eq!(new.key_hits(), 0, "the pinned address still answers");

        old.keys(Answer::Status(gone));
        clock.advance(300);
        assert!(verifier.verify(&old.token("k2")).await.is_ok());
        let refused = verifier.verify(&old.token("k1")).await;
        assert_eq!(refused.map_err(|error| error.reason()), Err("unknown_key"));
        let asked = old.key_hits();
        clock.advance(300);
        assert!(verifier.verify(&old.token("k2")).await.is_ok());
        assert_eq!(old.key_hits(), asked, "the new address is pinned");
    }
}

#[tokio::test]
async fn other_failures_do_not_ask_for_the_address_again() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    let failures = [
        Answer::Status(503),
        Answer::Status(403),
        Answer::Body("<html>".to_owned()),
        Answer::Redirect("/elsewhere".to_owned()),
    ];
    for (before, answer) in failures.into_iter().enumerate() {
        issuer.keys(answer);
        clock.advance(300);
        assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
        settle(|| issuer.key_hits() == before + 2).await;
    }
    assert_eq!((issuer.metadata_hits(), issuer.other_hits()), (1, 0));
}

/// Whoever takes over the host that served the metadata cannot lend the verifier other keys under another name.
#[tokio::test]
async fn metadata_of_another_issuer_never_moves_the_keys() {
    let (issuer, thief) = (Issuer::start().await, Issuer::start().await);
    let clock = ManualClock::new();
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    thief.publish(&["k2"]);
    issuer.keys(Answer::Status(404));
    let theirs = format!("{}/jwks", thief.url);
    issuer.metadata_json(&serde_json::json!({ "issuer": thief.url, "jwks_uri": theirs }));
    clock.advance(300);
    assert!(
        verifier.verify(&issuer.token("k1")).await.is_ok(),
        "the keys at hand serve on"
    );
    for unsafe_place in ["http://keys.example/jwks", "file:///etc/passwd", "/jwks"] {
        let asked = issuer.metadata_hits();
        issuer.names_keys_at(unsafe_place);
        clock.advance(300);
        assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
        settle(|| issuer.metadata_hits() > asked).await;
    }
    assert_eq!(thief.key_hits(), 0);

    issuer.names_keys_at(&theirs);
    clock.advance(300);
    assert!(
        verifier.verify(&issuer.token("k2")).await.is_ok(),
        "the issuer itself may name any safe place"
    );
}
