//! The axum half: extractor and layers, and what clients are told (RFC 6750 section 3).

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::{Extension, Router, routing::get};
use countersign_verifier::{Error, Gate, Guard, Principal, Verifier};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::support::{
    Answer, Issuer, ManualClock, good_token, header, payload, token, verifier, with,
};

async fn subject(principal: Principal) -> String {
    principal.subject().to_owned()
}

async fn extension(Extension(principal): Extension<Principal>) -> String {
    principal.subject().to_owned()
}

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
        .merge(
            Router::new()
                .route("/extension", get(extension))
                .layer(gate.guard(Guard::new())),
        )
        .with_state(gate.clone())
}

async fn call(app: &Router, uri: &str, authorization: &[&str]) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::get(uri);
    for value in authorization {
        request = request.header("authorization", *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let response = app.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 16).await.expect("a body");
    (
        parts.status,
        parts.headers,
        String::from_utf8(body.to_vec()).expect("text"),
    )
}

fn challenge(headers: &HeaderMap) -> &str {
    headers
        .get("www-authenticate")
        .map_or("", |value| value.to_str().expect("text"))
}

fn body(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[tokio::test]
async fn a_good_token_opens_what_it_may() {
    let (app, bearer) = (app(&verifier()), format!("Bearer {}", good_token()));
    for uri in ["/me", "/editors", "/readers", "/extension"] {
        let (status, _, text) = call(&app, uri, &[&bearer]).await;
        assert_eq!((status, text.as_str()), (StatusCode::OK, "user-1"), "{uri}");
    }
    assert_eq!(call(&app, "/open", &[]).await.0, StatusCode::OK);
}

#[tokio::test]
async fn without_a_token_the_challenge_has_no_error() {
    let app = app(&verifier());
    for uri in ["/me", "/editors", "/readers", "/extension"] {
        let (status, headers, text) = call(&app, uri, &[]).await;
        assert_eq!(
            (status, challenge(&headers)),
            (
                StatusCode::UNAUTHORIZED,
                r#"Bearer realm="https://api.example.org""#
            )
        );
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(body(&text)["error"], "missing_token");
        assert_eq!(
            call(&app, uri, &["Basic YTpi"]).await.0,
            StatusCode::UNAUTHORIZED
        );
    }
}

#[tokio::test]
async fn a_bad_token_is_a_401_that_says_why() {
    let app = app(&verifier());
    let expired = format!("Bearer {}", token(&header(), &with("exp", Some(json!(1)))));
    let (status, headers, text) = call(&app, "/me", &[&expired]).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(
        challenge(&headers)
            .ends_with(r#"error="invalid_token", error_description="the token has expired""#)
    );
    assert_eq!(
        body(&text),
        json!({ "error": "invalid_token", "error_description": "the token has expired", "reason": "token_expired" })
    );
    for value in [
        "Bearer",
        "Bearer ",
        "Bearer x",
        &format!("Bearer {} x", good_token()),
        &format!("Bearer {},", good_token()),
    ] {
        assert_eq!(
            call(&app, "/me", &[value]).await.0,
            StatusCode::UNAUTHORIZED,
            "{value}"
        );
    }
}

#[tokio::test]
async fn a_token_comes_in_one_header_and_nowhere_else() {
    let (app, good) = (app(&verifier()), good_token());
    let bearer = format!("Bearer {good}");
    let query = format!("/me?access_token={good}");
    assert_eq!(call(&app, &query, &[]).await.0, StatusCode::UNAUTHORIZED);
    for (uri, headers) in [
        (query.as_str(), vec![bearer.as_str()]),
        ("/me", vec![&bearer, &bearer]),
        ("/me", vec!["Basic YTpi", &bearer]),
    ] {
        let (status, headers, text) = call(&app, uri, &headers).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(challenge(&headers).contains(r#"error="invalid_request""#));
        assert_eq!(body(&text)["error"], "invalid_request");
    }
}

#[tokio::test]
async fn a_missing_right_is_a_403_that_names_it() {
    let (app, bearer) = (app(&verifier()), format!("Bearer {}", good_token()));
    let (status, headers, text) = call(&app, "/admins", &[&bearer]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(
        challenge(&headers).contains(
            r#"error="insufficient_scope", error_description="the role admin is required""#
        )
    );
    assert_eq!(
        body(&text),
        json!({
            "error": "insufficient_scope", "error_description": "the role admin is required",
            "reason": "insufficient_role",
        })
    );
    for uri in ["/writers", "/writes"] {
        let (status, headers, text) = call(&app, uri, &[&bearer]).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{uri}");
        assert!(challenge(&headers).ends_with(r#"scope="notes:write""#));
        assert_eq!(body(&text)["error"], "insufficient_scope");
    }
    let mut admin = payload();
    admin["roles"] = json!(["admin"]);
    let bearer = format!("Bearer {}", token(&header(), &admin));
    assert_eq!(call(&app, "/admins", &[&bearer]).await.0, StatusCode::OK);
    assert_eq!(
        call(&app, "/editors", &[&bearer]).await.0,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_guard_for_one_audience_does_not_vouch_for_another() {
    let (ours, other) = (
        Gate::from(verifier()),
        Gate::from(verifier().for_audience("https://other.example.org")),
    );
    let bearer = format!("Bearer {}", good_token());
    let same = Router::new()
        .route("/", get(subject))
        .layer(ours.guard(Guard::new()))
        .with_state(ours.clone());
    assert_eq!(call(&same, "/", &[&bearer]).await.0, StatusCode::OK);
    let mixed = Router::new()
        .route("/", get(subject))
        .layer(ours.guard(Guard::new()))
        .with_state(other);
    assert_eq!(
        call(&mixed, "/", &[&bearer]).await.0,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn without_keys_the_answer_is_503_and_says_when() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    issuer.keys(Answer::Status(500));
    let app = app(&issuer.verifier(&clock).build().expect("a verifier"));
    let bearer = format!("Bearer {}", issuer.token("k1"));
    let (status, headers, text) = call(&app, "/editors", &[&bearer]).await;
    assert_eq!(
        (status, &headers["retry-after"]),
        (
            StatusCode::SERVICE_UNAVAILABLE,
            &"30".parse().expect("a value")
        )
    );
    assert_eq!(challenge(&headers), "");
    assert_eq!(body(&text)["error"], "temporarily_unavailable");
    issuer.publish(&["k1"]);
    clock.advance(30);
    assert_eq!(call(&app, "/editors", &[&bearer]).await.0, StatusCode::OK);
}
