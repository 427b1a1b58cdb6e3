//! API keys: where they are carried, where they are accepted, and that nobody is asked about what is none.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use countersign_verifier::{ApiKeys, Error, Gate, Guard, Identity};
use serde_json::json;

use super::{admit, anybody, bearer, said};
use crate::support::{
    Endpoint, ManualClock, api_key, good_answer, good_token, key_answer, verifier,
};

async fn endpoint_and_gate() -> (Endpoint, ManualClock, Gate) {
    let (endpoint, clock) = (Endpoint::start().await, ManualClock::new());
    let way = endpoint.introspection(&clock).build().expect("a way");
    let gate = Gate::from(verifier())
        .with(way.clone())
        .with(ApiKeys::new(way));
    (endpoint, clock, gate)
}

#[tokio::test]
async fn a_key_opens_what_takes_keys() {
    let (endpoint, _, gate) = endpoint_and_gate().await;
    let key = api_key(1);
    endpoint.knows(&key, key_answer());
    let reading = Guard::new().scope("notes:read").allow_api_key();
    for header in [
        ("x-api-key", key.as_str()),
        ("authorization", &format!("Bearer {key}")),
    ] {
        let principal = admit(&gate, &reading, &[header]).await.expect("somebody");
        assert_eq!(principal.method().name(), "api_key");
        assert_eq!((principal.subject(), principal.client()), ("user-1", None));
    }
    assert_eq!(endpoint.hits(), 1, "one question, however it is carried");
    let form = vec![("token".to_owned(), key.clone())];
    assert_eq!(endpoint.last_question().form, form);
    let writing = Guard::new().scope("notes:write").allow_api_key();
    let refused = admit(&gate, &writing, &[("x-api-key", &key)]).await;
    assert_eq!(said(&refused), "insufficient_scope");
}

#[tokio::test]
async fn where_no_keys_are_taken_nobody_is_asked_about_one() {
    let (endpoint, _, gate) = endpoint_and_gate().await;
    let key = api_key(1);
    endpoint.knows(&key, key_answer());
    for header in [
        ("x-api-key", key.as_str()),
        ("authorization", &format!("Bearer {key}")),
    ] {
        let refused = admit(&gate, &Guard::new(), &[header]).await;
        assert_eq!(said(&refused), "method_refused");
        assert_eq!(endpoint.hits(), 0);
    }
    let twin = admit(&gate, &anybody(), &[("x-api-key", &key)]).await;
    assert_eq!(said(&twin), "api_key");
}

#[tokio::test]
async fn nobody_is_asked_about_a_typo() {
    let (endpoint, _, gate) = endpoint_and_gate().await;
    let key = api_key(1);
    endpoint.knows(&key, key_answer());
    let mut typo = key.clone();
    let last = if typo.ends_with('0') { "1" } else { "0" };
    typo.replace_range(key.len() - 1.., last);
    for text in [
        typo.as_str(),
        "csk_",
        &key[..49],
        &format!("{key}0"),
        &key.to_lowercase(),
    ] {
        let value = format!("Bearer {text}");
        for header in [("x-api-key", text), ("authorization", &value)] {
            let refused = admit(&gate, &anybody(), &[header]).await;
            assert_eq!(said(&refused), "malformed_api_key", "{header:?}");
        }
    }
    for text in ["", "opaque", "\u{e9}"] {
        let refused = admit(&gate, &anybody(), &[("x-api-key", text)]).await;
        assert_eq!(said(&refused), "malformed_api_key", "{text:?}");
    }
    assert_eq!(endpoint.hits(), 0);
    let twin = admit(&gate, &anybody(), &[("x-api-key", &key)]).await;
    assert_eq!(said(&twin), "api_key");
}

#[tokio::test]
async fn a_revoked_key_is_refused_within_the_bound() {
    let (endpoint, clock, gate) = endpoint_and_gate().await;
    let key = api_key(1);
    endpoint.knows(&key, key_answer());
    let header = [("x-api-key", key.as_str())];
    assert_eq!(said(&admit(&gate, &anybody(), &header).await), "api_key");
    endpoint.revoke(&key);
    clock.advance(30);
    assert_eq!(
        said(&admit(&gate, &anybody(), &header).await),
        "token_inactive"
    );
}

#[tokio::test]
async fn no_answer_passes_for_one_of_the_other_kind() {
    let (endpoint, _, gate) = endpoint_and_gate().await;
    let (key, other_key) = (api_key(1), api_key(2));
    endpoint.knows(&key, key_answer());
    endpoint.knows(&other_key, good_answer());
    endpoint.knows("opaque", good_answer());
    endpoint.knows("other-opaque", key_answer());
    for (token, judgement) in [
        (key.as_str(), "api_key"),
        (&other_key, "invalid_claim"),
        ("opaque", "opaque_token"),
        ("other-opaque", "invalid_claim"),
    ] {
        let value = format!("Bearer {token}");
        let admitted = admit(&gate, &anybody(), &[("authorization", &value)]).await;
        assert_eq!(said(&admitted), judgement, "{token}");
    }
}

#[tokio::test]
async fn a_key_for_another_api_is_refused() {
    let (endpoint, _, gate) = endpoint_and_gate().await;
    let (key, other_key) = (api_key(1), api_key(2));
    endpoint.knows(&key, key_answer());
    let mut answer = key_answer();
    answer["aud"] = json!("https://other.example.org");
    endpoint.knows(&other_key, answer);
    for (key, judgement) in [(key, "api_key"), (other_key, "wrong_audience")] {
        let admitted = admit(&gate, &anybody(), &[("x-api-key", &key)]).await;
        assert_eq!(said(&admitted), judgement);
    }
}

/// A proxy before the API may count its callers by that header.
#[tokio::test]
async fn where_no_way_takes_keys_their_header_means_nothing() {
    let token = format!("Bearer {}", good_token());
    let (token, key) = (
        ("authorization", token.as_str()),
        ("x-api-key", "of a proxy"),
    );
    let without = Gate::from(verifier());
    let (_, _, with) = endpoint_and_gate().await;
    let both = [token, key];
    assert_eq!(
        said(&admit(&without, &anybody(), &both).await),
        "access_token"
    );
    assert_eq!(
        said(&admit(&with, &anybody(), &both).await),
        "invalid_request"
    );
    assert_eq!(
        said(&admit(&without, &anybody(), &[key]).await),
        "missing_token"
    );
}

#[tokio::test]
async fn two_keys_are_one_too_many() {
    let (endpoint, _, gate) = endpoint_and_gate().await;
    let key = api_key(1);
    endpoint.knows(&key, key_answer());
    let value = format!("Bearer {key}");
    let headers = [("x-api-key", key.as_str()), ("authorization", &value)];
    for one in headers {
        assert_eq!(said(&admit(&gate, &anybody(), &[one]).await), "api_key");
        let refused = admit(&gate, &anybody(), &[one, one]).await;
        assert_eq!(said(&refused), "invalid_request");
    }
    let refused = admit(&gate, &anybody(), &headers).await;
    assert_eq!(said(&refused), "invalid_request");
}

/// Keys of the application's own: it knows one, and counts how often it is asked.
fn own() -> (Arc<AtomicUsize>, impl Fn(String) -> OwnAnswer + Clone) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let find = move |key: String| {
        counted.fetch_add(1, Ordering::SeqCst);
        std::future::ready(match key.as_str() {
            "acme_good" => Ok(Some(Identity {
                subject: "robot".to_owned(),
                ..Identity::default()
            })),
            "acme_down" => Err(Error::Unavailable {
                what: "the key store",
                retry_after: 3,
            }),
            _ => Ok(None),
        })
    };
    (asked, find)
}

type OwnAnswer = std::future::Ready<Result<Option<Identity>, Error>>;

#[tokio::test]
async fn an_application_may_have_keys_of_its_own() {
    let (asked, find) = own();
    let gate = Gate::new().with(ApiKeys::by(find));
    for (key, judgement) in [
        ("acme_good", "api_key"),
        ("acme_bad", "token_inactive"),
        ("acme_down", "temporarily_unavailable"),
    ] {
        let admitted = admit(&gate, &anybody(), &[("x-api-key", key)]).await;
        assert_eq!(said(&admitted), judgement);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    let long = "a".repeat(513);
    for key in ["", "a b", &long] {
        let admitted = admit(&gate, &anybody(), &[("x-api-key", key)]).await;
        assert_eq!(said(&admitted), "malformed_api_key");
    }
    let refused = admit(&gate, &Guard::new(), &[("x-api-key", "acme_good")]).await;
    assert_eq!(said(&refused), "method_refused");
    assert_eq!(
        asked.load(Ordering::SeqCst),
        3,
        "and it was not asked again"
    );
}

#[tokio::test]
async fn keys_of_its_own_are_bearer_tokens_only_by_their_prefix() {
    let (asked, find) = own();
    let by_header = bearer(ApiKeys::by(find.clone()), "acme_good").await;
    assert_eq!(said(&by_header), "malformed_token");
    let gate = Gate::new().with(ApiKeys::with_prefix("acme_", find));
    for (header, judgement) in [
        (("authorization", "Bearer acme_good"), "api_key"),
        (("x-api-key", "acme_good"), "api_key"),
        (("authorization", "Bearer other_good"), "malformed_token"),
        (("x-api-key", "other_good"), "malformed_api_key"),
    ] {
        let admitted = admit(&gate, &anybody(), &[header]).await;
        assert_eq!(said(&admitted), judgement, "{header:?}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}
