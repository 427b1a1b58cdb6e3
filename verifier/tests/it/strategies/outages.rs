//! An endpoint that is down, or answers with what is no answer: it says nothing of the token, and is let alone.

use std::time::Duration;

use countersign_verifier::{Error, Gate, Introspection, Principal};

use super::{admit, anybody, bearer, said};
use crate::support::{AUDIENCE, Endpoint, ManualClock, Way, good_answer};

fn is_unavailable(answer: &Result<Principal, Error>) {
    assert!(
        matches!(
            answer,
            Err(Error::Unavailable {
                retry_after: 1..=30,
                ..
            })
        ),
        "{answer:?}"
    );
}

#[tokio::test]
async fn whatever_is_no_answer_is_a_503_and_never_a_judgement() {
    let active = |more: &str| format!(r#"{{"active":true,"sub":"user-1"{more}}}"#);
    let long = format!(r#","more":"{}""#, "x".repeat(64 * 1024));
    let ways = [
        Way::Status(500),
        Way::Status(503),
        Way::Status(401),
        Way::Status(403),
        Way::Status(404),
        Way::Status(201),
        Way::Status(204),
        Way::Redirect,
        Way::Body("text/html", "<html>".to_owned()),
        Way::Body("text/html", good_answer().to_string()),
        Way::Body("", good_answer().to_string()),
        Way::Body("application/token-introspection+jwt", "a.b.c".to_owned()),
        Way::Body("application/json", active(&long)),
        Way::Body("application/json", active(r#","sub":"user-2""#)),
        Way::Body("application/json", r#"{"active":"true"}"#.to_owned()),
        Way::Body("application/json", "{}".to_owned()),
        Way::Body("application/json", String::new()),
    ];
    for way in ways {
        let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
        endpoint.knows("opaque", good_answer());
        endpoint.goes(way);
        let way = endpoint.introspection(&clock).build().expect("a way");
        is_unavailable(&bearer(way.clone(), "opaque").await);
        assert_eq!(endpoint.hits(), 1, "it was asked");
        endpoint.goes(Way::Sound);
        assert_eq!(
            said(&bearer(way, "opaque").await),
            "opaque_token",
            "the twin"
        );
        assert_eq!(endpoint.other_hits(), 0, "no redirect was followed");
    }
}

#[tokio::test]
async fn a_media_type_may_have_parameters() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let body = good_answer().to_string();
    endpoint.goes(Way::Body("Application/JSON; charset=utf-8", body));
    let way = endpoint.introspection(&clock).build().expect("a way");
    assert_eq!(said(&bearer(way, "opaque").await), "opaque_token");
}

#[tokio::test]
async fn an_endpoint_that_nobody_listens_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    for way in [Introspection::at(&url), Introspection::discover(&url)] {
        let way = way.client("notes-api", "secret").audience(AUDIENCE).build();
        is_unavailable(&bearer(way.expect("a way"), "opaque").await);
    }
}

/// The one test here that waits in real time: five seconds.
#[tokio::test]
async fn an_endpoint_that_does_not_come_back() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    endpoint.goes(Way::Slow(Duration::from_secs(3_600)));
    let way = endpoint.introspection(&clock).build().expect("a way");
    let answer = tokio::time::timeout(Duration::from_secs(9), bearer(way, "opaque")).await;
    is_unavailable(&answer.expect("it is given up"));
}

#[tokio::test]
async fn an_endpoint_that_fails_is_not_hammered() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    endpoint.goes(Way::Status(500));
    let way = endpoint.introspection(&clock).build().expect("a way");
    for n in 0..1_000 {
        is_unavailable(&bearer(way.clone(), &format!("token-{n}")).await);
    }
    assert_eq!(
        endpoint.hits(),
        3,
        "it is left in peace after three failures"
    );
    for second in 0..60 {
        clock.advance(1);
        for n in 0..20 {
            is_unavailable(&bearer(way.clone(), &format!("token-{second}-{n}")).await);
        }
    }
    let tries = endpoint.hits() - 3;
    assert_eq!(tries, 5, "after 1, 2, 4, 8 and 16 seconds");
    endpoint.goes(Way::Sound);
    clock.advance(30);
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
    assert_eq!(said(&bearer(way, "another").await), "token_inactive");
}

/// Whoever sends tokens at which the endpoint balks takes it from nobody else.
#[tokio::test]
async fn a_question_that_is_refused_silences_no_other() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    for status in [400, 413, 422] {
        let way = endpoint.introspection(&clock).build().expect("a way");
        endpoint.goes(Way::Status(status));
        for n in 0..10 {
            is_unavailable(&bearer(way.clone(), &format!("odd-{n}")).await);
        }
        endpoint.goes(Way::Sound);
        assert_eq!(said(&bearer(way, "opaque").await), "opaque_token");
    }
}

#[tokio::test]
async fn who_is_known_passes_during_an_outage_but_not_for_longer() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    let way = endpoint.introspection(&clock).build().expect("a way");
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
    endpoint.goes(Way::Status(500));
    for n in 0..10 {
        is_unavailable(&bearer(way.clone(), &format!("token-{n}")).await);
    }
    clock.advance(29);
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
    clock.advance(1);
    is_unavailable(&bearer(way, "opaque").await);
}

#[tokio::test]
async fn the_client_is_told_when_to_come_back() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.goes(Way::Status(401));
    let way = endpoint.introspection(&clock).build().expect("a way");
    let gate = Gate::new().with(way);
    let bearer = [("authorization", "Bearer opaque")];
    let error = admit(&gate, &anybody(), &bearer)
        .await
        .expect_err("a refusal");
    assert_eq!((error.status(), error.retry_after()), (503, Some(1)));
    assert_eq!(error.code(), None, "it has nothing to mend");
    assert!(!error.detail().contains("opaque"), "{}", error.detail());
}
