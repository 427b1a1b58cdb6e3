//! Opaque tokens: what is asked, what an answer is worth, and for how long.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use countersign_verifier::{Error, Introspection, Method, SetupError};
use serde_json::json;

use super::{bearer, said};
use crate::support::{
    AUDIENCE, Endpoint, ManualClock, Way, good_answer, good_token, jwks, offline,
};

#[tokio::test]
async fn the_issuer_says_who_it_is() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    let way = endpoint.introspection(&clock).build().expect("a way");
    let principal = bearer(way, "opaque").await.expect("somebody");
    assert_eq!(principal.method(), Method::OpaqueToken);
    assert_eq!(
        (principal.subject(), principal.client(), principal.session()),
        ("user-1", Some("app"), Some("s-1"))
    );
    assert!(principal.has_scope("notes:read") && principal.has_role("editor"));
    assert!(principal.claims().is_none());
    let form = [("token", "opaque"), ("token_type_hint", "access_token")];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(endpoint.last_question().form, form);
}

/// RFC 6749 section 2.3.1: both are form-encoded before they are joined by a colon.
#[tokio::test]
async fn the_api_says_who_it_is() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let way = endpoint.introspection(&clock).client("a:b", "p w%\u{e9}");
    let _ = bearer(way.build().expect("a way"), "opaque").await;
    let sent = endpoint.last_question().authorization;
    let credentials = STANDARD.decode(sent.trim_start_matches("Basic "));
    assert_eq!(credentials.expect("base64"), b"a%3Ab:p+w%25%C3%A9");
}

#[tokio::test]
async fn the_endpoint_is_where_the_metadata_says() {
    let endpoint = Endpoint::start().await;
    let mut answer = good_answer();
    answer["iss"] = endpoint.url.clone().into();
    endpoint.knows("opaque", answer);
    endpoint.knows("other", good_answer());
    let way = || {
        let way = Introspection::discover(&endpoint.url).client("notes-api", "secret");
        way.audience(AUDIENCE)
            .clock(ManualClock::new())
            .build()
            .expect("a way")
    };
    assert_eq!(said(&bearer(way(), "opaque").await), "opaque_token");
    assert_eq!(said(&bearer(way(), "other").await), "wrong_issuer");
    let (url, hits) = (&endpoint.url, endpoint.hits());
    for metadata in [
        json!({ "issuer": "https://evil.example", "introspection_endpoint": format!("{url}/introspect") }),
        json!({ "issuer": url, "introspection_endpoint": "http://elsewhere.example/introspect" }),
        json!({ "issuer": url, "introspection_endpoint": "file:///etc/passwd" }),
        json!({ "issuer": url }),
    ] {
        endpoint.metadata(metadata);
        assert_eq!(
            said(&bearer(way(), "opaque").await),
            "temporarily_unavailable"
        );
    }
    assert_eq!(endpoint.hits(), hits, "no token and no secret was sent");
}

#[tokio::test]
async fn a_thousand_requests_with_one_token_are_one_question() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    endpoint.goes(Way::Slow(Duration::from_millis(200)));
    let way = endpoint.introspection(&clock).build().expect("a way");
    let requests = (0..1_000).map(|_| {
        let way = way.clone();
        tokio::spawn(async move { bearer(way, "opaque").await })
    });
    for request in requests.collect::<Vec<_>>() {
        assert_eq!(said(&request.await.expect("no panic")), "opaque_token");
    }
    assert_eq!(endpoint.hits(), 1);
    assert_eq!(said(&bearer(way, "opaque").await), "opaque_token");
    assert_eq!(endpoint.hits(), 1, "and the answer is remembered");
}

#[tokio::test]
async fn a_question_outlives_the_request_that_asked_it() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    endpoint.goes(Way::Slow(Duration::from_millis(200)));
    let way = endpoint.introspection(&clock).build().expect("a way");
    let first = bearer(way.clone(), "opaque");
    let impatient = tokio::time::timeout(Duration::from_millis(50), first).await;
    assert!(impatient.is_err(), "it went away");
    assert_eq!(said(&bearer(way, "opaque").await), "opaque_token");
    assert_eq!(endpoint.hits(), 1);
}

#[tokio::test]
async fn a_revoked_token_is_refused_within_the_bound() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    let way = endpoint.introspection(&clock).build().expect("a way");
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
    endpoint.revoke("opaque");
    clock.advance(29);
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
    clock.advance(1);
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "token_inactive");
    assert_eq!(endpoint.hits(), 2);
    endpoint.knows("opaque", good_answer());
    let every_time = endpoint.introspection(&clock).cache_for(Duration::ZERO);
    let every_time = every_time.build().expect("a way");
    assert_eq!(
        said(&bearer(every_time.clone(), "opaque").await),
        "opaque_token"
    );
    endpoint.revoke("opaque");
    assert_eq!(said(&bearer(every_time, "opaque").await), "token_inactive");
}

#[tokio::test]
async fn no_answer_is_believed_beyond_the_end_of_the_token() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let mut answer = good_answer();
    answer["exp"] = (crate::support::NOW + 10).into();
    endpoint.knows("opaque", answer);
    let way = endpoint.introspection(&clock).build().expect("a way");
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
    clock.advance(9);
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
    assert_eq!(endpoint.hits(), 1);
    endpoint.revoke("opaque");
    clock.advance(1);
    assert_eq!(said(&bearer(way, "opaque").await), "token_inactive");
    assert_eq!(endpoint.hits(), 2, "it was asked again");
}

#[tokio::test]
async fn a_refusal_is_remembered_for_a_moment() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let way = endpoint.introspection(&clock).build().expect("a way");
    for _ in 0..100 {
        assert_eq!(said(&bearer(way.clone(), "opaque").await), "token_inactive");
    }
    assert_eq!(endpoint.hits(), 1);
    endpoint.knows("opaque", good_answer());
    clock.advance(5);
    assert_eq!(said(&bearer(way, "opaque").await), "opaque_token");
}

#[tokio::test]
async fn a_flood_of_garbage_waits_in_line_and_displaces_nobody() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    let way = endpoint.introspection(&clock).build().expect("a way");
    assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
    endpoint.goes(Way::Slow(Duration::from_millis(100)));
    let flood = (0..3_000).map(|n| {
        let way = way.clone();
        tokio::spawn(async move { bearer(way, &format!("garbage-{n}")).await })
    });
    let (mut refused, mut put_off) = (0, 0);
    for request in flood.collect::<Vec<_>>() {
        match request.await.expect("no panic") {
            Err(Error::Inactive) => refused += 1,
            Err(Error::Unavailable { retry_after: 1, .. }) => put_off += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(endpoint.most_at_once(), 16);
    assert!(refused > 0 && put_off > 1_900, "{refused} and {put_off}");
    let hits = endpoint.hits();
    assert_eq!(said(&bearer(way, "opaque").await), "opaque_token");
    assert_eq!(endpoint.hits(), hits, "the good one is still known");
}

#[tokio::test]
async fn what_cannot_be_a_token_is_refused_without_a_question() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("a-b_c~d+e/f==", good_answer());
    let way = endpoint.introspection(&clock).build().expect("a way");
    assert_eq!(
        said(&bearer(way.clone(), "a-b_c~d+e/f==").await),
        "opaque_token"
    );
    for text in ["", "=", "a b", "a,b", "a=b", "a\"b", "a\tb"] {
        assert_eq!(
            said(&bearer(way.clone(), text).await),
            "malformed_token",
            "{text:?}"
        );
    }
    let long = "a".repeat(16 * 1024 + 1);
    assert_eq!(said(&bearer(way, &long).await), "token_too_long");
    assert_eq!(endpoint.hits(), 1);
}

#[tokio::test]
async fn a_jwt_is_asked_about_only_where_the_api_wants_it() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let token = good_token();
    endpoint.knows(&token, good_answer());
    let way = || endpoint.introspection(&clock);
    let usual = bearer(way().build().expect("a way"), &token).await;
    assert_eq!((said(&usual), endpoint.hits()), ("malformed_token", 0));
    let every = bearer(way().every_token().build().expect("a way"), &token).await;
    assert_eq!((said(&every), endpoint.hits()), ("opaque_token", 1));
}

#[tokio::test]
async fn what_the_deny_list_names_is_refused_at_once() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    endpoint.knows("opaque", good_answer());
    let verifier = || {
        offline(&jwks())
            .clock(clock.clone())
            .build()
            .expect("a verifier")
    };
    let until = crate::support::NOW + 600;
    for by in ["jti", "sid", "sub"] {
        let verifier = verifier();
        let way = endpoint.introspection(&clock).denied(verifier.denied());
        let way = way.build().expect("a way");
        assert_eq!(said(&bearer(way.clone(), "opaque").await), "opaque_token");
        match by {
            "jti" => verifier.denied().jti("o-1", until),
            "sid" => verifier.denied().session("s-1"),
            _ => verifier.denied().subject("user-1"),
        }
        assert_eq!(
            bearer(way, "opaque").await.err(),
            Some(Error::Revoked { by })
        );
    }
}

#[test]
fn a_configuration_that_is_not_safe_is_not_built() {
    let at = |url: &str| {
        Introspection::at(url)
            .client("notes-api", "secret")
            .audience(AUDIENCE)
    };
    let url = "https://id.example.org/introspect";
    assert!(at(url).build().is_ok());
    assert!(at("http://127.0.0.1:1/introspect").build().is_ok());
    for url in [
        "",
        "/introspect",
        "http://id.example.org/introspect",
        "ftp://127.0.0.1/introspect",
        "https://user@id.example.org/introspect",
        "https://id.example.org/introspect#a",
    ] {
        let built = at(url).build().err();
        assert!(matches!(built, Some(SetupError::Endpoint(_))), "{url}");
    }
    let built = Introspection::discover("http://id.example.org").client("a", "b");
    assert!(matches!(
        built.audience(AUDIENCE).build(),
        Err(SetupError::Issuer(_))
    ));
    let second = Duration::from_secs(1);
    let (bound, leeway) = (Duration::from_secs(300), Duration::from_secs(60));
    assert!(at(url).cache_for(bound).leeway(leeway).build().is_ok());
    for (built, word) in [
        (Introspection::at(url).audience(AUDIENCE).build(), "client"),
        (at(url).client("", "secret").build(), "client"),
        (at(url).client("notes-api", "").build(), "client"),
        (Introspection::at(url).client("a", "b").build(), "audience"),
        (at(url).audience("").build(), "audience"),
        (at(url).any_audience().build(), "audience"),
        (at(url).cache_for(bound + second).build(), "five minutes"),
        (
            at(url).cache_refusals_for(bound + second).build(),
            "five minutes",
        ),
        (at(url).leeway(leeway + second).build(), "leeway"),
    ] {
        let error = built
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        assert!(error.contains(word), "{word}: {error}");
    }
}
