//! What servers of applications are told, and that they are told it once (OIDC Back-Channel Logout sections 2.4 and 2.5).

use countersign::jobs;
use countersign::oauth::registration;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::support::site::page;
use crate::support::{Site, TestServer, at_once, minutes, seconds};

#[tokio::test]
async fn the_logout_token_says_whose_session_ended() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let site = Site::with("").await;
    let app = server.told(&site).await;
    let (mut browser, mut other) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    other.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    other.tokens(&app).await;
    server.tell().await;
    assert_eq!(site.hits(), 0, "nothing has ended yet");
    server.clock.advance(seconds(10));
    let form = browser.get("/logout").await.form("/logout");
    browser.post(&form).await.expect(200);
    server.tell().await;

    let [request] = &site.requests()[..] else {
        panic!("{:?}", site.requests());
    };
    let head = request.to_ascii_lowercase();
    assert!(head.contains("content-type: application/x-www-form-urlencoded\r\n"));
    let claims = server.logout_token(request, &app.id).await;
    let now = server.app.now().seconds();
    let id_token = tokens.id_claims();
    assert_eq!(claims["iss"], id_token["iss"]);
    assert_eq!(claims["sub"], id_token["sub"]);
    assert_eq!(claims["sid"], id_token["sid"]);
    assert_eq!(claims["aud"], json!(app.id));
    assert_eq!(claims["iat"], now);
    let exp = claims["exp"].as_i64().unwrap();
    assert!(exp > now && exp <= now + 120);
    assert!(claims["jti"].as_str().unwrap().len() >= 22);
    let event = "http://schemas.openid.net/event/backchannel-logout";
    assert_eq!(claims["events"], json!({ event: {} }));
    assert!(claims.get("nonce").is_none());
    assert_eq!(claims.as_object().unwrap().len(), 8, "{claims}");

    // Told once: nothing is left, and nothing is said of the session that goes on.
    server.clock.advance(minutes(10));
    server.tell().await;
    assert_eq!((site.hits(), server.waiting().await), (1, 0));
}

/// An ID token, an access token or a logout token is never taken for another of them.
#[tokio::test]
async fn a_logout_token_is_good_for_nothing_else() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let site = Site::with("").await;
    let app = server.told(&site).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.tokens(&app).await;
    let form = browser.get("/logout").await.form("/logout");
    browser.post(&form).await.expect(200);
    server.tell().await;
    let request = site.requests().remove(0);
    let token = request.split_once("logout_token=").unwrap().1.to_owned();
    app.userinfo(&token)
        .await
        .expect_error(401, "invalid_token");
    browser.sign_in(&ada).await;
    let url = format!("/oauth2/logout?id_token_hint={token}");
    assert!(browser.get(&url).await.expect(200).has_form("/logout"));
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn of_two_nodes_one_tells() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let site = Site::with("").await;
    let app = server.told(&site).await;
    for _ in 0..12 {
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        browser.tokens(&app).await;
    }
    countersign::identity::session::end_all(&server.app, &ada.user.id)
        .await
        .unwrap();
    assert_eq!(server.waiting().await, 12);
    let nodes = [(*server).clone(), another];
    at_once(6, |number| {
        let node = nodes[number % 2].clone();
        async move { node.tell().await }
    })
    .await;
    assert_eq!((site.hits(), server.waiting().await), (12, 0));
}

/// Clients without such an address, and those that are out of use, are told nothing; that leaves nothing behind.
#[tokio::test]
async fn who_does_not_ask_or_is_out_of_use_is_not_told() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let site = Site::with("").await;
    let (told, disabled) = (server.told(&site).await, server.told(&site).await);
    let (deleted, plain) = (server.told(&site).await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for app in [&told, &disabled, &deleted, &plain] {
        browser.tokens(app).await;
    }
    registration::disable(&server.app, &disabled.id)
        .await
        .unwrap();
    let form = browser.get("/logout").await.form("/logout");
    browser.post(&form).await.expect(200);
    registration::delete(&server.app, &deleted.id)
        .await
        .unwrap();
    server.tell().await;
    assert_eq!((site.hits(), server.waiting().await), (1, 0));
    server.logout_token(&site.requests()[0], &told.id).await;
}

/// The job is woken, and does not wait for its next look.
#[tokio::test]
async fn a_server_that_runs_tells_at_once() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let site = Site::start(page("")).await;
    let app = server.told(&site).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.tokens(&app).await;
    let stop = CancellationToken::new();
    let running = jobs::start(&server.app, stop.clone());
    tokio::task::yield_now().await;
    let form = browser.get("/logout").await.form("/logout");
    browser.post(&form).await.expect(200);
    for _ in 0..40 {
        if site.hits() == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
    assert_eq!(site.hits(), 1);
    stop.cancel();
    running.wait().await;
}
