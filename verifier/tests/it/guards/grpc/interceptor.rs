//! A guard that cannot wait.

use std::time::Duration;

use countersign_verifier::{Gate, Guard, Method, Principal};
use http::{Extensions, HeaderMap};
use tonic::metadata::MetadataMap;
use tonic::service::Interceptor as _;
use tonic::{Code, Request, Status};

use super::{carrying, refusal, seen, table, told, welcome};
use crate::guards::Counting;
use crate::support::{Issuer, ManualClock};

fn intercept(gate: &Gate, guard: &Guard, headers: HeaderMap) -> Result<Request<()>, Status> {
    let request = Request::from_parts(MetadataMap::from_headers(headers), Extensions::new(), ());
    gate.interceptor(guard.clone()).call(request)
}

/// What an interceptor says to a request with these headers.
pub(super) fn intercepted(
    gate: &Gate,
    guard: &Guard,
    headers: HeaderMap,
) -> Result<String, (Code, String)> {
    let judged = intercept(gate, guard, headers);
    seen(judged.map(|request| {
        let principal = Principal::of_grpc(&request).expect("a principal");
        principal.subject().to_owned()
    }))
}

#[tokio::test]
async fn an_interceptor_judges_as_a_layer_does() {
    for case in table::cases() {
        let judge = |headers| intercept(&table::gate(), &case.guard, headers);
        let [accepted, refused] = [table::accepted(), case.sent].map(judge);
        assert!(accepted.is_ok(), "{:?}", case.told);
        let refused = refused.expect_err("a refusal");
        assert_eq!(told(&refused), case.told);
        assert_eq!(refused.code(), Code::from_i32(case.grpc_code));
    }
}

#[tokio::test]
async fn an_interceptor_never_waits() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let gate = Gate::from(issuer.verifier(&clock).build().expect("a verifier"));
    let (guard, headers) = (
        Guard::new(),
        carrying(&format!("Bearer {}", issuer.token("k1"))),
    );
    let first = intercepted(&gate, &guard, headers.clone());
    assert_eq!(first, refusal(Code::Unavailable, "temporarily_unavailable"));
    let keys_are_on_their_way = async {
        while intercepted(&gate, &guard, headers.clone()) != welcome() {
            tokio::task::yield_now().await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(10), keys_are_on_their_way);
    in_time.await.expect("the keys arrive");
    let slow = Gate::new().with(Counting::new(Method::ApiKey, "x-key"));
    let mut key = HeaderMap::new();
    key.insert("x-key", "ann".parse().expect("a value"));
    let asked = intercepted(&slow, &Guard::new().allow_api_key(), key);
    assert_eq!(asked, refusal(Code::Unavailable, "temporarily_unavailable"));
}
