//! The router that denies by default.

use axum::Router;
use axum::extract::{FromRef, State};
use axum::routing::{any, get, post};
use countersign_verifier::{Gate, Guard, GuardedRouter, Principal};

use super::{bearer, gate_of_three, get_as, get_as_stranger, refusal, send, subject, welcome};
use crate::support::{good_token, header, token, verifier, with};

fn app() -> Router {
    let admin = GuardedRouter::new()
        .public("/status", get(|| async { "up" }))
        .route("/purge", Guard::new().role("admin"), post(subject));
    let more = GuardedRouter::new().route("/any", Guard::new().role("editor"), any(subject));
    let with_fallback = get(subject).fallback(|| async { "the fallback" });
    GuardedRouter::new()
        .public("/", get(|| async { "home" }))
        .route("/me", Guard::new(), get(subject))
        .route("/notes", Guard::new().scope("notes:read"), get(subject))
        .route("/notes", Guard::new().scope("notes:write"), post(subject))
        .route("/fallback", Guard::new(), with_fallback)
        .nest("/admin", admin)
        .merge(more)
        .with_state(gate_of_three())
}

#[tokio::test]
async fn what_is_public_was_said_to_be() {
    let app = app();
    for (uri, text) in [("/", "home"), ("/admin/status", "up")] {
        assert_eq!(
            get_as_stranger(&app, uri).await,
            (200, text.to_owned()),
            "{uri}"
        );
        assert_eq!(send(&app, "HEAD", uri, &[]).await.status, 200, "{uri}");
    }
    for uri in ["/me", "/notes", "/fallback", "/any", "/admin/purge"] {
        for method in ["GET", "HEAD", "POST", "DELETE", "OPTIONS"] {
            let reply = send(&app, method, uri, &[]).await;
            assert_eq!(reply.status, 401, "{method} {uri}");
            let challenge = reply.challenge();
            assert!(challenge.starts_with("Bearer realm="), "{challenge}");
        }
    }
}

#[tokio::test]
async fn each_route_has_its_own_guard() {
    let app = app();
    let calls = [
        ("GET", "/me", &[][..], "", 200),
        ("GET", "/notes", &[], "notes:read", 200),
        ("HEAD", "/notes", &[], "notes:read", 200),
        ("POST", "/notes", &[], "notes:read", 403),
        ("POST", "/notes", &[], "notes:write", 200),
        ("GET", "/notes", &[], "notes:write", 403),
        ("HEAD", "/notes", &[], "notes:write", 403),
        ("POST", "/admin/purge", &["admin"], "", 200),
        ("POST", "/admin/purge", &["editor"], "", 403),
        ("DELETE", "/any", &["editor"], "", 200),
        ("DELETE", "/any", &["admin"], "", 403),
        ("GET", "/fallback", &[], "", 200),
        ("PATCH", "/fallback", &[], "", 200),
    ];
    for (method, uri, roles, scope, status) in calls {
        let token = bearer(roles, scope);
        let reply = send(&app, method, uri, &[("authorization", &token)]).await;
        assert_eq!(reply.status, status, "{method} {uri} {roles:?} {scope}");
    }
}

#[tokio::test]
async fn only_who_is_known_learns_what_is_not_there() {
    let app = app();
    let (good, expired) = (good_token(), token(&header(), &with("exp", Some(1.into()))));
    let (good, expired) = (format!("Bearer {good}"), format!("Bearer {expired}"));
    for (uri, status) in [
        ("/nothing", 404),
        ("/admin/nothing", 404),
        ("/me/more", 404),
    ] {
        assert_eq!(get_as(&app, uri, &good).await.0, status, "{uri}");
        let with_key = send(&app, "GET", uri, &[("x-key", "ann")]).await;
        assert_eq!(with_key.status, status, "{uri}");
        assert_eq!(
            get_as(&app, uri, &expired).await,
            refusal(401, "token_expired")
        );
        assert_eq!(
            get_as_stranger(&app, uri).await,
            refusal(401, "missing_token")
        );
    }
    for uri in ["/", "/me", "/admin/purge"] {
        let known = send(&app, "DELETE", uri, &[("authorization", &good)]).await;
        assert_eq!(known.status, 405, "{uri}");
        assert!(known.headers.contains_key("allow"), "{uri}");
        assert_eq!(send(&app, "DELETE", uri, &[]).await.status, 401, "{uri}");
    }
}

#[tokio::test]
async fn the_gate_may_be_a_part_of_the_state() {
    #[derive(Clone)]
    struct App {
        gate: Gate,
        greeting: &'static str,
    }
    impl FromRef<App> for Gate {
        fn from_ref(app: &App) -> Self {
            app.gate.clone()
        }
    }
    async fn greet(State(app): State<App>, principal: Principal) -> String {
        format!("{} {}", app.greeting, principal.subject())
    }
    let gate = Gate::from(verifier());
    let app: Router = GuardedRouter::new()
        .route("/", Guard::new(), get(greet))
        .with_state(App {
            gate,
            greeting: "hello",
        });
    let answer = get_as(&app, "/", &bearer(&[], "")).await;
    assert_eq!(answer, (200, "hello user-1".into()));
    assert_eq!(
        get_as_stranger(&app, "/").await,
        refusal(401, "missing_token")
    );
}

#[tokio::test]
async fn a_public_route_may_know_people() {
    async fn greet(principal: Option<Principal>) -> String {
        principal.map_or("stranger".into(), |known| known.subject().to_owned())
    }
    let app: Router = GuardedRouter::new()
        .public("/", get(greet))
        .with_state(Gate::from(verifier()));
    assert_eq!(get_as_stranger(&app, "/").await, (200, "stranger".into()));
    let good = bearer(&[], "");
    assert_eq!(get_as(&app, "/", &good).await, welcome());
    let spoilt = format!("{good}x");
    assert_eq!(get_as(&app, "/", &spoilt).await.0, 401);
}
