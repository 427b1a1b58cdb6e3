//! Issuers that are down, lie, or answer with what may not be taken.

use std::sync::Arc;
use std::time::Duration;

use countersign_verifier::{Claims, Error, Verifier};
use serde_json::json;

use crate::support::{
    AUDIENCE, Answer, Issuer, Manner, ManualClock, answer_badly, good_token, jwks, rsa,
};

fn is_unavailable(answer: &Result<Arc<Claims>, Error>) {
    assert!(
        matches!(
            answer,
            Err(Error::KeysUnavailable {
                retry_after: 1..=30
            })
        ),
        "{answer:?}"
    );
}

/// Nothing is accepted while the issuer is as it is; mended, the same verifier accepts.
async fn refused_until_mended(issuer: &Issuer, mend: impl Fn(&Issuer)) {
    let clock = ManualClock::new();
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    is_unavailable(&verifier.verify(&issuer.token("k1")).await);
    let hits = issuer.metadata_hits() + issuer.key_hits();
    for _ in 0..1_000 {
        is_unavailable(&verifier.verify(&issuer.token("k1")).await);
    }
    assert_eq!(
        issuer.metadata_hits() + issuer.key_hits(),
        hits,
        "a failure is remembered"
    );
    mend(issuer);
    clock.advance(30);
    let accepted = verifier.verify(&issuer.token("k1")).await;
    assert!(accepted.is_ok(), "{accepted:?}");
}

#[tokio::test]
async fn an_issuer_that_nobody_listens_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let verifier = Verifier::discover(url)
        .audience(AUDIENCE)
        .build()
        .expect("it starts while the issuer is down");
    is_unavailable(&verifier.verify(&good_token()).await);
    assert!(
        matches!(verifier.verify("x").await, Err(Error::Malformed(_))),
        "what needs no key is still told"
    );
}

#[tokio::test]
async fn metadata_of_another_issuer() {
    let issuer = Issuer::start().await;
    let good = json!({ "issuer": issuer.url, "jwks_uri": format!("{}/jwks", issuer.url) });
    for other in [
        format!("{}/", issuer.url),
        issuer.url.to_uppercase(),
        "https://evil.example".to_owned(),
    ] {
        issuer.metadata_json(&json!({ "issuer": other, "jwks_uri": good["jwks_uri"] }));
        refused_until_mended(&issuer, |issuer| issuer.metadata_json(&good)).await;
    }
}

#[tokio::test]
async fn a_key_set_at_an_address_that_is_not_safe() {
    let issuer = Issuer::start().await;
    let good = json!({ "issuer": issuer.url, "jwks_uri": format!("{}/jwks", issuer.url) });
    for uri in [
        "http://keys.example/jwks",
        "file:///etc/passwd",
        "jwks",
        "",
        "http://127.0.0.1.nip.example/jwks",
    ] {
        issuer.metadata_json(&json!({ "issuer": issuer.url, "jwks_uri": uri }));
        refused_until_mended(&issuer, |issuer| issuer.metadata_json(&good)).await;
    }
    assert_eq!(issuer.other_hits(), 0);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let issuer = Issuer::start().await;
    issuer.keys(Answer::Redirect(format!("{}/elsewhere", issuer.url)));
    refused_until_mended(&issuer, |issuer| issuer.publish(&["k1"])).await;
    let metadata = json!({ "issuer": issuer.url, "jwks_uri": format!("{}/jwks", issuer.url) });
    issuer.metadata(Answer::Redirect(format!("{}/elsewhere", issuer.url)));
    refused_until_mended(&issuer, |issuer| issuer.metadata_json(&metadata)).await;
    assert_eq!(issuer.other_hits(), 0);
}

#[tokio::test]
async fn answers_that_are_too_long_or_not_a_key_set() {
    let issuer = Issuer::start().await;
    let too_long =
        json!({ "keys": [rsa().jwk("k1")], "padding": "x".repeat(256 * 1024) }).to_string();
    let immense = json!({ "keys": [rsa().jwk("k1")], "padding": "x".repeat(1 << 20) }).to_string();
    let too_many: Vec<_> = (0..300).map(|n| rsa().jwk(&format!("k{n}"))).collect();
    let answers = [
        Answer::Body(too_long),
        Answer::Body(immense),
        Answer::Body(json!({ "keys": too_many }).to_string()),
        Answer::Body("<html>".to_owned()),
        Answer::Body("{}".to_owned()),
        Answer::Body(r#"{"keys":{}}"#.to_owned()),
        Answer::Body(r#"{"keys":[],"keys":[]}"#.to_owned()),
        Answer::Body(String::new()),
        Answer::Status(500),
        Answer::Status(404),
    ];
    for answer in answers {
        issuer.keys(answer);
        refused_until_mended(&issuer, |issuer| issuer.publish(&["k1"])).await;
    }
}

/// The keys at hand outlive whatever cannot be read, but not an empty set that can: the issuer has withdrawn them.
#[tokio::test]
async fn what_cannot_be_read_changes_nothing_and_an_empty_set_withdraws_all() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    let token = issuer.token("k1");
    assert!(verifier.verify(&token).await.is_ok());
    let many: Vec<_> = (0..300).map(|n| rsa().jwk(&format!("k{n}"))).collect();
    for garbage in [
        "<html>",
        "",
        "null",
        "[]",
        "{}",
        &json!({ "keys": many }).to_string(),
        &" ".repeat(1 << 20),
    ] {
        issuer.keys(Answer::Body(garbage.to_owned()));
        clock.advance(300);
        assert!(
            verifier.verify(&token).await.is_ok(),
            "the former set stays"
        );
    }
    issuer.keys(Answer::Body(r#"{"keys":[]}"#.to_owned()));
    clock.advance(300);
    assert!(
        verifier.verify(&token).await.is_ok(),
        "not before it was fetched"
    );
    for _ in 0..500 {
        if verifier.verify_now(&token).is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let refused = verifier.verify(&token).await;
    assert_eq!(refused.map_err(|error| error.reason()), Err("unknown_key"));
}

/// Up to five seconds of real time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_misbehave_are_given_up() {
    let waiting = [
        Manner::Hangs,
        Manner::Drips,
        Manner::Endless,
        Manner::Immense,
    ]
    .map(|manner| {
        tokio::spawn(async move {
            let issuer = Issuer::start().await;
            issuer.names_keys_at(&answer_badly(manner));
            let clock = ManualClock::new();
            let verifier = issuer.verifier(&clock).build().expect("a verifier");
            let token = issuer.token("k1");
            let answer =
                tokio::time::timeout(Duration::from_secs(8), verifier.verify(&token)).await;
            is_unavailable(&answer.expect("in time"));
            issuer.names_keys_at(&format!("{}/jwks", issuer.url));
            clock.advance(30);
            assert!(verifier.verify(&token).await.is_ok(), "{manner:?}");
        })
    });
    for one in waiting {
        one.await.expect("no panic");
    }
}

#[tokio::test]
async fn a_failed_refresh_keeps_the_good_keys_until_they_are_too_old() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let day = Duration::from_secs(86_400);
    let verifier = issuer
        .verifier(&clock)
        .max_stale(day)
        .build()
        .expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    issuer.keys(Answer::Status(503));
    for _ in 0..10 {
        clock.advance(8_640);
        assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    }
    clock.advance(1);
    is_unavailable(&verifier.verify(&issuer.token("k1")).await);
    is_unavailable(&verifier.verify_now(&issuer.token("k1")));
    issuer.keys(Answer::Body(jwks()));
    clock.advance(30);
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
}

#[tokio::test]
async fn an_outage_is_asked_about_twice_a_minute() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    issuer.keys(Answer::Status(503));
    clock.advance(300);
    for _ in 0..120 {
        clock.advance(1);
        for kid in ["k1", "k9"] {
            let _ = verifier.verify(&issuer.token(kid)).await;
        }
    }
    let hits = issuer.key_hits() - 1;
    assert!((2..=5).contains(&hits), "{hits} requests in 121 seconds");
}
