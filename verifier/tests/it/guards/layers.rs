//! Several guards around one route, and what they leave in the request for one another.

use axum::http::Request;
use axum::routing::{any, get};
use axum::{Extension, Router};
use countersign_verifier::{Gate, Guard, Identity, Method, Principal};

use super::{
    Counting, bearer, gate_of_three, get_as, get_as_stranger, refusal, send, subject, welcome,
};
use crate::support::{good_token, verifier};

async fn extension(Extension(principal): Extension<Principal>) -> String {
    principal.subject().to_owned()
}

#[tokio::test]
async fn every_guard_on_the_way_is_asked() {
    let gate = Gate::from(verifier());
    let inner = Router::new()
        .route("/notes", get(subject))
        .route_layer(gate.guard(Guard::new().scope("notes:read")));
    let app = Router::new()
        .nest("/staff", inner)
        .layer(gate.guard(Guard::new().role("editor")))
        .with_state(gate);
    let may = |roles: &[&str], scope: &str| bearer(roles, scope);
    let answer = get_as(&app, "/staff/notes", &may(&["editor"], "notes:read")).await;
    assert_eq!(answer, welcome());
    let answer = get_as(&app, "/staff/notes", &may(&["editor"], "openid")).await;
    assert_eq!(answer, refusal(403, "insufficient_scope"));
    let answer = get_as(&app, "/staff/notes", &may(&["reader"], "notes:read")).await;
    assert_eq!(answer, refusal(403, "insufficient_role"));
    let answer = get_as_stranger(&app, "/staff/notes").await;
    assert_eq!(answer, refusal(401, "missing_token"));
}

#[tokio::test]
async fn within_one_request_nobody_is_asked_twice() {
    let badges = Counting::new(Method::Custom("badge"), "x-badge");
    let gate = Gate::new().with(badges.clone());
    let app = Router::new()
        .route("/", get(subject))
        .route_layer(gate.guard(Guard::new().role("editor")))
        .layer(gate.guard(Guard::new().allow(Method::Custom("badge"))))
        .with_state(gate);
    for requests in 1..=3 {
        let reply = send(&app, "GET", "/", &[("x-badge", "ann")]).await;
        assert_eq!(reply.seen(), (200, "ann".to_owned()));
        assert_eq!(badges.asked(), requests);
    }
}

#[tokio::test]
async fn a_guard_that_names_methods_is_not_passed_by_another() {
    let gate = gate_of_three();
    let behind = |guard| {
        Router::new()
            .route("/", get(subject))
            .route_layer(gate.guard(guard))
            .layer(gate.guard(Guard::new().any_method()))
            .with_state(gate.clone())
    };
    let token = format!("Bearer {}", good_token());
    let (token, key) = (("authorization", token.as_str()), ("x-key", "ann"));
    for (guard, with_token, with_key) in [
        (Guard::new(), 200, 200),
        (Guard::new().allow_api_key(), 200, 200),
        (Guard::new().only([Method::ApiKey]), 401, 200),
        (Guard::new().only([Method::AccessToken]), 200, 401),
    ] {
        let app = behind(guard.clone());
        for (header, status) in [(token, with_token), (key, with_key)] {
            let reply = send(&app, "GET", "/", &[header]).await;
            assert_eq!(reply.status, status, "{guard:?} {}", header.0);
            let refused = reply.seen().1 == "method_refused";
            assert_eq!(refused, status == 401, "{}", reply.text);
        }
    }
}

#[tokio::test]
async fn who_was_refused_is_no_less_a_stranger_to_the_next_guard() {
    let keys = Counting::new(Method::ApiKey, "x-key");
    let gate = Gate::from(verifier()).with(keys.clone());
    let with_key = || {
        let request = Request::get("/").header("x-key", "ann").body(());
        request.expect("a request").into_parts().0
    };
    let guard = |role| Guard::new().role(role).allow_api_key();
    let mut let_in = with_key();
    assert!(gate.admit(&mut let_in, &guard("editor")).await.is_ok());
    let next = gate.admit(&mut let_in, &Guard::new()).await;
    assert!(next.is_ok(), "the twin");
    let mut refused = with_key();
    for (guard, reason) in [
        (guard("admin"), "insufficient_role"),
        (Guard::new(), "method_refused"),
    ] {
        let refusal = gate.admit(&mut refused, &guard).await.map(drop);
        let refusal = refusal.expect_err(reason);
        assert_eq!(refusal.error.reason(), reason);
        assert!(refused.extensions.get::<Principal>().is_none(), "{reason}");
    }
    assert_eq!(keys.asked(), 2, "once for each request");
}

#[tokio::test]
async fn a_method_that_no_guard_names_is_refused_unasked() {
    let keys = Counting::new(Method::ApiKey, "x-key");
    let gate = Gate::from(verifier()).with(keys.clone());
    let app = |guard| {
        Router::new()
            .route("/", get(subject))
            .route_layer(gate.guard(guard))
            .with_state(gate.clone())
    };
    let (open, closed) = (app(Guard::new().allow_api_key()), app(Guard::new()));
    let allowed = send(&open, "GET", "/", &[("x-key", "ann")]).await;
    assert_eq!(allowed.seen(), (200, "ann".to_owned()));
    let refused = send(&closed, "GET", "/", &[("x-key", "ann")]).await;
    assert_eq!(refused.seen(), refusal(401, "method_refused"));
    assert_eq!(keys.asked(), 1);
}

#[tokio::test]
async fn a_gate_for_one_audience_does_not_vouch_for_another() {
    let (ours, other) = (
        Gate::from(verifier()),
        Gate::from(verifier().for_audience("https://other.example.org")),
    );
    let bearer = format!("Bearer {}", good_token());
    let behind_ours = |state: Gate| {
        Router::new()
            .route("/", get(subject))
            .layer(ours.guard(Guard::new()))
            .with_state(state)
    };
    let same = behind_ours(ours.clone());
    assert_eq!(get_as(&same, "/", &bearer).await, welcome());
    let mixed = behind_ours(other);
    assert_eq!(
        get_as(&mixed, "/", &bearer).await,
        refusal(401, "wrong_audience")
    );
}

#[tokio::test]
async fn a_principal_that_no_gate_has_put_there_opens_nothing() {
    let gate = Gate::from(verifier());
    let identity = Identity {
        subject: "mallory".into(),
        roles: vec!["editor".into()],
        ..Identity::default()
    };
    let forged = Principal::new(Method::AccessToken, identity);
    let app = Router::new()
        .route("/", get(extension))
        .layer(gate.guard(Guard::new().role("editor")))
        .layer(Extension(forged));
    let answer = get_as(&app, "/", &bearer(&["editor"], "")).await;
    assert_eq!(answer, welcome());
    for (name, value) in [
        ("principal", "mallory"),
        ("x-forwarded-user", "mallory"),
        ("accept", "*/*"),
    ] {
        let reply = send(&app, "GET", "/", &[(name, value)]).await;
        assert_eq!(reply.seen(), refusal(401, "missing_token"), "{name}");
    }
}

#[tokio::test]
async fn no_method_of_http_goes_around_a_layer() {
    let gate = Gate::from(verifier());
    let app = Router::new()
        .route("/", any(subject))
        .layer(gate.guard(Guard::new()))
        .with_state(gate);
    let token = format!("Bearer {}", good_token());
    for method in ["GET", "HEAD", "OPTIONS", "POST", "TRACE", "PROPFIND"] {
        let good = send(&app, method, "/", &[("authorization", &token)]).await;
        assert_eq!(good.status, 200, "{method}");
        assert_eq!(send(&app, method, "/", &[]).await.status, 401, "{method}");
    }
}
