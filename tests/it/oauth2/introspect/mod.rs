//! `/oauth2/introspect` (RFC 7662): who may ask, and how.

mod callers;
mod inactive;
mod jwt;
mod protected;
mod response;

use crate::support::relying_party::basic;
use crate::support::{Params, TestServer, covers, signed_in};

covers!("/oauth2/introspect");

const PATH: &str = "/oauth2/introspect";

#[tokio::test]
async fn only_a_client_that_proves_who_it_is_may_ask() {
    let (server, _, app, mut browser) = signed_in().await;
    let public = server.client(|new| new.public = true).await;
    let tokens = browser.tokens(&app).await;
    let of_public = browser.tokens(&public).await;
    assert!(app.finds_active(&tokens.access).await);
    assert!(!public.userinfo(&of_public.access).await.body.is_empty());

    let secret = app.secret.clone().unwrap();
    let token = || Params::of(&[("token", &tokens.access)]);
    let ask = async |headers: &[(&str, &str)], params: Params| {
        let form = ("content-type", "application/x-www-form-urlencoded");
        let headers: Vec<_> = headers.iter().copied().chain([form]).collect();
        let nobody = server.nobody();
        nobody
            .request("POST", PATH, &headers, &params.encode())
            .await
    };
    let posted = token()
        .and("client_id", &app.id)
        .and("client_secret", &secret);
    assert_eq!(ask(&[], posted).await.expect(200).json()["active"], true);

    let wrong = basic(&app.id, "wrong");
    let bearer = format!("Bearer {}", tokens.access);
    for refused in [
        ask(&[], token()).await,
        ask(&[], token().and("client_id", &app.id)).await,
        ask(&[("authorization", &wrong)], token()).await,
        ask(&[("authorization", &bearer)], token()).await,
        // Its own token, and all the same.
        public
            .ask(PATH, &[], Params::of(&[("token", &of_public.access)]))
            .await,
    ] {
        let refused = refused.expect_error(401, "invalid_client");
        assert!(refused.json().get("active").is_none(), "{}", refused.dump());
        assert!(refused.header("www-authenticate").starts_with("Basic "));
    }
}

#[tokio::test]
async fn a_disabled_client_may_not_ask() {
    let (server, _, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    assert!(app.finds_active(&token).await);
    let disabled = countersign::oauth::registration::disable(&server.app, &app.id).await;
    assert!(disabled.unwrap());
    app.ask(PATH, &[], Params::of(&[("token", &token)]))
        .await
        .expect_error(401, "invalid_client");
}

#[tokio::test]
async fn it_is_a_form_in_the_body_with_a_token() {
    let (server, _, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    let good = Params::of(&[("token", &token)]);
    app.ask(PATH, &[], good.clone()).await.expect(200);
    for refused in [
        app.ask(PATH, &[], Params::default()).await,
        app.ask(PATH, &[], good.clone().and("token", "x")).await,
        app.ask(&format!("{PATH}?token={token}"), &[], good.clone())
            .await,
        app.ask(&format!("{PATH}?token={token}"), &[], Params::default())
            .await,
    ] {
        refused.expect_error(400, "invalid_request");
    }
    let nobody = server.nobody();
    nobody
        .get(&format!("{PATH}?token={token}"))
        .await
        .expect(405);
}

/// RFC 7662 section 2.1: a hint helps to find a token and never hides one.
#[tokio::test]
async fn a_hint_is_a_hint() {
    let (_server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    for token in [&tokens.access, &tokens.refresh] {
        let plain = app.introspect(token).await;
        assert_eq!(plain["active"], true);
        for hint in ["access_token", "refresh_token", "pct", "\u{e9}"] {
            let hinted = Params::of(&[("token", token), ("token_type_hint", hint)]);
            let answer = app.ask(PATH, &[], hinted).await.expect(200);
            assert_eq!(answer.json(), plain, "{hint}");
        }
    }
}

/// No script of another site has a secret; so none reads an answer.
#[tokio::test]
async fn it_is_not_for_scripts_of_other_sites() {
    let (server, _, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    let site = [("origin", "https://spa.example.org")];
    let answer = app.ask(PATH, &site, Params::of(&[("token", &token)])).await;
    let answer = answer.expect(200);
    assert!(!answer.headers.contains_key("access-control-allow-origin"));
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    let asks = [site[0], ("access-control-request-method", "POST")];
    let preflight = server.nobody().request("OPTIONS", PATH, &asks, "").await;
    assert!(!preflight.status.is_success(), "{}", preflight.dump());
}

#[tokio::test]
async fn trouble_with_the_database_is_not_inactivity() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    assert!(app.finds_active(&tokens.access).await);
    server.app.db.close().await;
    for token in [&tokens.access, &tokens.refresh] {
        let answer = app.ask(PATH, &[], Params::of(&[("token", token)])).await;
        let answer = answer.expect_error(503, "temporarily_unavailable");
        assert!(answer.json().get("active").is_none());
        assert!(answer.headers.contains_key("retry-after"));
    }
}

/// What metadata says of both endpoints is so.
#[tokio::test]
async fn metadata_names_both_endpoints() {
    let server = TestServer::start().await;
    let document = server
        .nobody()
        .get("/.well-known/openid-configuration")
        .await;
    let document = document.expect(200).json();
    let at = |path: &str| format!("{}{path}", server.issuer());
    assert_eq!(document["introspection_endpoint"], at(PATH));
    assert_eq!(document["revocation_endpoint"], at("/oauth2/revoke"));
    let methods = |name: &str| document[name].as_array().unwrap().clone();
    let token = methods("token_endpoint_auth_methods_supported");
    assert_eq!(methods("revocation_endpoint_auth_methods_supported"), token);
    let introspection = methods("introspection_endpoint_auth_methods_supported");
    let proof = token.into_iter().filter(|method| method != "none");
    assert_eq!(introspection, proof.collect::<Vec<_>>());
}
