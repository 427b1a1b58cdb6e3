//! Demands in the signatures of handlers.

use std::str::FromStr as _;

use axum::Router;
use axum::routing::get;
use countersign_verifier::{
    AnyOf, Gate, Guard, Guarded, GuardedRouter, Method, Permissions, Principal, Roles, Scopes,
    UnknownName, permissions, policies, roles, scopes,
};

use super::{Counting, bearer, get_as, get_as_stranger, refusal, send, welcome};
use crate::support::{NOW, header, token, verifier, with};

roles! {
    /// What people may be.
    enum Role {
        Admin = "admin",
        /// Writes.
        Editor = "editor",
    }
}
scopes! { enum Scope { ReadNotes = "notes:read", WriteNotes = "notes:write" } }
permissions! { enum Permission { ReadReports = "reports:read" } }
policies! {
    struct RecentSignIn = Guard::new().max_age(300);
    struct KeyAlone = Guard::new().only([Method::ApiKey]);
    struct EvenLength = Guard::new().when("the subject is odd", |who| who.subject().len() % 2 == 0);
}

fn app(gate: Gate) -> Router {
    let subject = |who: &Principal| who.subject().to_owned();
    Router::new()
        .route("/admin", get(async move |who: Roles<Admin>| subject(&who)))
        .route(
            "/both",
            get(async move |who: Roles<(Admin, Editor)>| subject(&who)),
        )
        .route(
            "/either",
            get(async move |who: Roles<AnyOf<(Admin, Editor)>>| subject(&who)),
        )
        .route(
            "/notes",
            get(async move |who: Scopes<ReadNotes>| subject(&who)),
        )
        .route(
            "/reports",
            get(async move |who: Permissions<ReadReports>| subject(&who)),
        )
        .route(
            "/recent",
            get(async move |who: Guarded<RecentSignIn>| subject(&who)),
        )
        .route(
            "/even",
            get(async move |who: Guarded<EvenLength>| subject(&who)),
        )
        .route(
            "/two",
            get(async move |_: Scopes<WriteNotes>, who: Roles<Editor>| subject(&who)),
        )
        .route(
            "/key",
            get(async move |who: Guarded<KeyAlone>| subject(&who)),
        )
        .with_state(gate)
}

fn gate() -> Gate {
    Gate::from(verifier()).role_permits(Role::Editor, [Permission::ReadReports])
}

#[tokio::test]
async fn a_handler_runs_only_for_who_has_the_names() {
    let app = app(gate());
    let calls = [
        ("/admin", &["admin"][..], "", 200, ""),
        ("/admin", &["editor"], "", 403, "insufficient_role"),
        ("/both", &["editor", "admin"], "", 200, ""),
        ("/both", &["editor"], "", 403, "insufficient_role"),
        ("/both", &["admin"], "", 403, "insufficient_role"),
        ("/either", &["editor"], "", 200, ""),
        ("/either", &["admin", "reader"], "", 200, ""),
        ("/either", &["reader"], "", 403, "insufficient_role"),
        ("/notes", &[], "notes:read", 200, ""),
        (
            "/notes",
            &["admin"],
            "notes:write",
            403,
            "insufficient_scope",
        ),
        ("/reports", &["editor"], "", 200, ""),
        ("/reports", &["admin"], "", 403, "insufficient_permission"),
        ("/two", &["editor"], "notes:write", 200, ""),
        ("/two", &["editor"], "notes:read", 403, "insufficient_scope"),
        ("/two", &["admin"], "notes:write", 403, "insufficient_role"),
    ];
    for (uri, roles, scope, status, reason) in calls {
        let expected = match status {
            200 => welcome(),
            status => refusal(status, reason),
        };
        let answer = get_as(&app, uri, &bearer(roles, scope)).await;
        assert_eq!(answer, expected, "{uri} {roles:?} {scope}");
        assert_eq!(
            get_as_stranger(&app, uri).await,
            refusal(401, "missing_token")
        );
    }
}

#[tokio::test]
async fn all_and_any_are_told_apart() {
    let app = app(gate());
    for (uri, told) in [
        ("/both", "the roles admin and editor are required"),
        ("/either", "one of the roles admin or editor is required"),
    ] {
        let reply = send(&app, "GET", uri, &[("authorization", &bearer(&[], ""))]).await;
        assert_eq!(reply.json()["error_description"], told);
    }
}

#[tokio::test]
async fn a_policy_may_ask_anything() {
    let app = app(gate());
    for uri in ["/recent", "/even"] {
        assert_eq!(get_as(&app, uri, &bearer(&[], "")).await, welcome());
    }
    let signed = |name, value| format!("Bearer {}", token(&header(), &with(name, Some(value))));
    let old = signed("auth_time", (NOW - 301).into());
    let step_up = refusal(401, "insufficient_user_authentication");
    assert_eq!(get_as(&app, "/recent", &old).await, step_up);
    let odd = signed("sub", "odd".into());
    assert_eq!(get_as(&app, "/even", &odd).await, refusal(403, "forbidden"));
}

#[tokio::test]
async fn a_type_and_a_layer_agree_and_ask_once() {
    let keys = Counting::new(Method::ApiKey, "x-key");
    let gate = Gate::from(verifier()).with(keys.clone());
    let open = Guard::new().allow_api_key();
    let handler = get(async |_: Roles<Editor>, who: Guarded<KeyAlone>| who.subject().to_owned());
    let admins = get(async |who: Roles<Admin>| who.subject().to_owned());
    let layered: Router = GuardedRouter::new()
        .route("/", open.clone(), handler)
        .route("/admins", open, admins)
        .with_state(gate);
    let key = [("x-key", "ann")];
    let reply = send(&layered, "GET", "/", &key).await;
    assert_eq!((reply.seen(), keys.asked()), ((200, "ann".into()), 1));
    let reply = send(&layered, "GET", "/admins", &key).await;
    assert_eq!(reply.seen(), refusal(403, "insufficient_role"));
    let token = bearer(&["editor"], "");
    let answer = get_as(&layered, "/", &token).await;
    assert_eq!(answer, refusal(401, "method_refused"));
}

#[tokio::test]
async fn a_policy_says_which_methods_it_takes() {
    let keys = Counting::new(Method::ApiKey, "x-key");
    let app = app(gate().with(keys.clone()));
    let reply = send(&app, "GET", "/key", &[("x-key", "ann")]).await;
    assert_eq!(reply.seen(), (200, "ann".into()));
    let reply = send(&app, "GET", "/either", &[("x-key", "ann")]).await;
    assert_eq!(reply.seen(), refusal(401, "method_refused"));
    assert_eq!(keys.asked(), 1);
}

#[test]
fn an_enum_of_names_reads_and_writes_them() {
    assert_eq!(Role::ALL, [Role::Admin, Role::Editor]);
    assert_eq!(Role::Admin.to_string(), "admin");
    assert_eq!(Role::from_str("editor"), Ok(Role::Editor));
    let unknown = Role::from_str("Editor").expect_err("a name in other letters");
    assert_eq!(unknown, UnknownName("Editor".into()));
    assert_eq!(unknown.to_string(), r#""Editor" is not among the names"#);
    let guard = Guard::new().roles(Role::ALL).scope(Scope::ReadNotes);
    assert!(format!("{guard:?}").contains(r#"["admin", "editor"]"#));
}

#[tokio::test]
async fn roles_can_be_matched() {
    let kinds = get(async |who: Principal| {
        let roles: Vec<Role> = who.roles_of().collect();
        let scopes: Vec<Scope> = who.scopes_of().collect();
        let permissions: Vec<Permission> = who.permissions_of().collect();
        format!("{roles:?} {scopes:?} {permissions:?}")
    });
    let app = Router::new().route("/", kinds).with_state(gate());
    let answer = get_as(&app, "/", &bearer(&["x", "editor"], "a notes:write")).await;
    assert_eq!(answer, (200, "[Editor] [WriteNotes] [ReadReports]".into()));
}
