//! What clients are told (RFC 6750 section 3).

use std::convert::Infallible;

use axum::body::{Body, to_bytes};
use axum::{Router, routing::get};
use countersign_verifier::{Error, Gate, Guard, Principal, Verifier};
use http::{HeaderMap, Request, Response};
use serde_json::json;
use tower::util::BoxCloneService;
use tower::{Layer as _, Service, ServiceExt as _};

use super::table::{self, Told};
use super::{bearer, get_as, get_as_stranger, refusal, send, subject, welcome};
use crate::support::{Answer, Issuer, ManualClock, good_token, header, token, verifier, with};

async fn writes(principal: Principal) -> Result<String, Error> {
    principal.require_scope("notes:write")?;
    Ok(principal.subject().to_owned())
}

fn app(verifier: &Verifier) -> Router {
    let gate = Gate::from(verifier.clone());
    let guarded = |path: &str, guard| {
        Router::new()
            .route(path, get(subject))
            .route_layer(gate.guard(guard))
    };
    Router::new()
        .route("/open", get(|| async { "open" }))
        .route("/me", get(subject))
        .route("/writes", get(writes))
        .merge(guarded("/editors", Guard::new().role("editor")))
        .merge(guarded("/admins", Guard::new().role("admin")))
        .merge(guarded("/readers", Guard::new().scope("notes:read")))
        .merge(guarded("/writers", Guard::new().scope("notes:write")))
        .with_state(gate.clone())
}

#[tokio::test]
async fn a_good_token_opens_what_it_may() {
    let (app, bearer) = (app(&verifier()), format!("Bearer {}", good_token()));
    for uri in ["/me", "/editors", "/readers"] {
        assert_eq!(get_as(&app, uri, &bearer).await, welcome(), "{uri}");
    }
    assert_eq!(get_as_stranger(&app, "/open").await.0, 200);
}

#[tokio::test]
async fn without_a_token_the_challenge_has_no_error() {
    let app = app(&verifier());
    for uri in ["/me", "/editors", "/readers"] {
        let reply = send(&app, "GET", uri, &[]).await;
        assert_eq!(reply.seen(), refusal(401, "missing_token"));
        assert_eq!(
            reply.challenge(),
            r#"Bearer realm="https://api.example.org""#
        );
        assert_eq!(reply.headers["cache-control"], "no-store");
        assert_eq!(reply.json()["error"], "missing_token");
        assert_eq!(get_as(&app, uri, "Basic YTpi").await.0, 401);
    }
}

#[tokio::test]
async fn a_bad_token_is_a_401_that_says_why() {
    let app = app(&verifier());
    let expired = format!("Bearer {}", token(&header(), &with("exp", Some(json!(1)))));
    let reply = send(&app, "GET", "/me", &[("authorization", &expired)]).await;
    assert_eq!(reply.status, 401);
    let told = r#"error="invalid_token", error_description="the token has expired""#;
    assert!(reply.challenge().ends_with(told));
    assert_eq!(
        reply.json(),
        json!({ "error": "invalid_token", "error_description": "the token has expired", "reason": "token_expired" })
    );
    for value in [
        "Bearer",
        "Bearer ",
        "Bearer x",
        &format!("Bearer {} x", good_token()),
        &format!("Bearer {},", good_token()),
    ] {
        assert_eq!(get_as(&app, "/me", value).await.0, 401, "{value}");
    }
}

#[tokio::test]
async fn a_token_comes_in_one_header_and_nowhere_else() {
    let (app, good) = (app(&verifier()), good_token());
    let bearer = format!("Bearer {good}");
    assert_eq!(get_as(&app, "/me", &bearer).await, welcome());
    let query = format!("/me?access_token={good}");
    assert_eq!(get_as_stranger(&app, &query).await.0, 401);
    for (uri, values) in [
        (query.as_str(), vec![bearer.as_str()]),
        ("/me", vec![&bearer, &bearer]),
        ("/me", vec!["Basic YTpi", &bearer]),
    ] {
        let headers = values.into_iter().map(|value| ("authorization", value));
        let reply = send(&app, "GET", uri, &headers.collect::<Vec<_>>()).await;
        assert_eq!(reply.seen(), refusal(400, "invalid_request"));
        assert!(reply.challenge().contains(r#"error="invalid_request""#));
    }
}

#[tokio::test]
async fn a_missing_right_is_a_403_that_names_it() {
    let (app, editor) = (app(&verifier()), bearer(&["editor"], "notes:read"));
    let reply = send(&app, "GET", "/admins", &[("authorization", &editor)]).await;
    assert_eq!(reply.status, 403);
    let told = r#"error="insufficient_scope", error_description="the role admin is required""#;
    assert!(reply.challenge().contains(told));
    assert_eq!(
        reply.json(),
        json!({
            "error": "insufficient_scope", "error_description": "the role admin is required",
            "reason": "insufficient_role",
        })
    );
    for uri in ["/writers", "/writes"] {
        let reply = send(&app, "GET", uri, &[("authorization", &editor)]).await;
        assert_eq!(reply.seen(), refusal(403, "insufficient_scope"), "{uri}");
        assert!(reply.challenge().ends_with(r#"scope="notes:write""#));
    }
    let admin = bearer(&["admin"], "notes:write");
    for uri in ["/admins", "/writers", "/writes"] {
        assert_eq!(get_as(&app, uri, &admin).await, welcome(), "{uri}");
    }
    let missing = refusal(403, "insufficient_role");
    assert_eq!(get_as(&app, "/editors", &admin).await, missing);
}

#[tokio::test]
async fn without_keys_the_answer_is_503_and_says_when() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    issuer.keys(Answer::Status(500));
    let app = app(&issuer.verifier(&clock).build().expect("a verifier"));
    let bearer = format!("Bearer {}", issuer.token("k1"));
    let reply = send(&app, "GET", "/editors", &[("authorization", &bearer)]).await;
    assert_eq!((reply.status.as_u16(), reply.challenge()), (503, ""));
    assert_eq!(reply.headers["retry-after"], "30");
    assert_eq!(reply.json()["error"], "temporarily_unavailable");
    issuer.publish(&["k1"]);
    clock.advance(30);
    assert_eq!(get_as(&app, "/editors", &bearer).await, welcome());
}

/// What a service over HTTP answers to a request with these headers.
async fn answer<S>(service: S, sent: &HeaderMap) -> (u16, HeaderMap, Vec<u8>)
where
    S: Service<Request<Body>, Response = Response<Body>, Error: std::fmt::Debug>,
{
    let mut request = Request::new(Body::empty());
    request.headers_mut().extend(sent.clone());
    let (parts, body) = service
        .oneshot(request)
        .await
        .expect("an answer")
        .into_parts();
    let body = to_bytes(body, 1 << 16).await.expect("a body");
    (parts.status.as_u16(), parts.headers, body.to_vec())
}

#[tokio::test]
async fn in_axum_and_in_tower_the_answers_are_those_of_the_table() {
    let bare = tower::service_fn(async |_| Ok::<_, Infallible>(Response::new(Body::empty())));
    for case in table::cases() {
        let guard = table::gate().guard(case.guard);
        let app = Router::new()
            .route("/", get(|| async {}))
            .layer(guard.clone());
        for service in [
            BoxCloneService::new(app),
            BoxCloneService::new(guard.layer(bare)),
        ] {
            let (status, ..) = answer(service.clone(), &table::accepted()).await;
            assert_eq!(status, 200, "{:?}", case.told);
            let (status, headers, body) = answer(service, &case.sent).await;
            assert_eq!(Told::by_http(&headers, &body), case.told);
            assert_eq!(status, case.status, "{:?}", case.told);
        }
    }
}
