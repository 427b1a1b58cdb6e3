//! Whatever a request carries, one authenticator judges it, or none does.

use axum::http::Request;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use countersign_verifier::{ApiKeys, Basic, Gate, Guard, Method};

use super::{admit, anybody, said};
use crate::support::{
    Endpoint, ManualClock, api_key, good_answer, good_token, key_answer, verifier,
};

/// The SHA-256 of `password`.
const DIGEST: &str = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";

/// All ways of this crate, forwards and backwards: the order does not matter.
fn gates(endpoint: &Endpoint, clock: &ManualClock) -> [Gate; 2] {
    let opaque = || endpoint.introspection(clock).build().expect("a way");
    let basic = || Basic::fixed("api", [("scraper", DIGEST)]).expect("a list");
    let keys = || ApiKeys::new(opaque());
    [
        Gate::from(verifier())
            .with(opaque())
            .with(keys())
            .with(basic()),
        Gate::new()
            .with(basic())
            .with(keys())
            .with(opaque())
            .with(verifier()),
    ]
}

fn authorization(value: &str) -> (&str, &str) {
    ("authorization", value)
}

fn x_api_key(value: &str) -> (&str, &str) {
    ("x-api-key", value)
}

#[tokio::test]
async fn each_request_has_one_judge_whatever_the_order() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let key = api_key(1);
    endpoint.knows("opaque", good_answer());
    endpoint.knows(&key, key_answer());
    let of_jwt = format!("Bearer {}", good_token());
    let of_key = format!("Bearer {key}");
    let of_basic = format!("Basic {}", STANDARD.encode("scraper:password"));
    for gate in gates(&endpoint, &clock) {
        for (headers, judgement) in [
            (vec![], "missing_token"),
            (vec![authorization(&of_jwt)], "access_token"),
            (vec![authorization("Bearer opaque")], "opaque_token"),
            (vec![authorization(&of_key)], "api_key"),
            (vec![x_api_key(&key)], "api_key"),
            (vec![authorization(&of_basic)], "basic"),
            (vec![authorization("Bearer a.b.c")], "malformed_token"),
            (vec![authorization("Bearer csk_ab")], "malformed_api_key"),
            (vec![authorization("Bearer csk_.a.b")], "malformed_token"),
            (vec![authorization("Bearer unknown")], "token_inactive"),
            (vec![authorization("Bearer")], "malformed_token"),
            (vec![authorization("Digest a")], "missing_token"),
            (vec![authorization(&key)], "missing_token"),
            (
                vec![authorization(&of_jwt), x_api_key(&key)],
                "invalid_request",
            ),
            (
                vec![authorization("Bearer opaque"), x_api_key(&key)],
                "invalid_request",
            ),
            (
                vec![authorization(&of_basic), x_api_key(&key)],
                "invalid_request",
            ),
            (
                vec![authorization("Digest a"), x_api_key(&key)],
                "invalid_request",
            ),
            (
                vec![authorization(&of_jwt), authorization(&of_basic)],
                "invalid_request",
            ),
            (vec![x_api_key(&key), x_api_key(&key)], "invalid_request"),
        ] {
            let admitted = admit(&gate, &anybody(), &headers).await;
            assert_eq!(said(&admitted), judgement, "{headers:?}");
        }
    }
}

#[tokio::test]
async fn a_second_token_in_the_query_is_refused_beside_each() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let key = api_key(1);
    endpoint.knows("opaque", good_answer());
    endpoint.knows(&key, key_answer());
    let [gate, _] = gates(&endpoint, &clock);
    let of_basic = format!("Basic {}", STANDARD.encode("scraper:password"));
    for (name, value) in [
        ("authorization", "Bearer opaque"),
        ("x-api-key", &key),
        ("authorization", &of_basic),
    ] {
        for (uri, passes) in [("/?q=1", true), ("/?access_token=opaque", false)] {
            let request = Request::get(uri).header(name, value).body(());
            let (mut parts, ()) = request.expect("a request").into_parts();
            let admitted = gate.admit(&mut parts, &anybody()).await;
            assert_eq!(admitted.is_ok(), passes, "{name} with {uri}");
            let error = admitted.err().map(|refusal| refusal.status());
            assert_eq!(error, (!passes).then_some(http::StatusCode::BAD_REQUEST));
        }
    }
}

#[tokio::test]
async fn what_a_route_does_not_take_is_not_judged_at_all() {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let key = api_key(1);
    endpoint.knows("opaque", good_answer());
    endpoint.knows(&key, key_answer());
    let [gate, _] = gates(&endpoint, &clock);
    let only_basic = Guard::new().only([Method::Basic]);
    for header in [
        ("authorization", format!("Bearer {}", good_token())),
        ("authorization", "Bearer opaque".to_owned()),
        ("x-api-key", key.clone()),
    ] {
        let header = [(header.0, header.1.as_str())];
        let hits = endpoint.hits();
        let refused = admit(&gate, &only_basic, &header).await;
        assert_eq!(said(&refused), "method_refused", "{header:?}");
        assert_eq!(endpoint.hits(), hits, "nobody was asked");
        assert!(admit(&gate, &anybody(), &header).await.is_ok(), "the twin");
    }
}
