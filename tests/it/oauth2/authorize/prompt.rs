//! `prompt` (OIDC Core section 3.1.2.1): asked for silence there is no page, asked for a sign-in there is a real one.

use crate::support::{Params, TestServer, hours, minutes, seconds, signed_in};

fn none(params: Params) -> Params {
    params.set("prompt", "none")
}

fn login(params: Params) -> Params {
    params.set("prompt", "login")
}

#[tokio::test]
async fn none_answers_without_a_page_or_not_at_all() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let others = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.authorize(&app, none).await.expect(303).code();
    browser
        .authorize(&others, none)
        .await
        .expect_redirected_error("consent_required");
    server
        .browser()
        .authorize(&app, none)
        .await
        .expect_redirected_error("login_required");

    // An expired session is nobody's.
    server.clock.advance(hours(13));
    browser
        .authorize(&app, none)
        .await
        .expect_redirected_error("login_required");
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM authorization_requests")
            .await,
        0
    );
}

#[tokio::test]
async fn login_authenticates_anew() {
    let (server, ada, app, mut browser) = signed_in().await;
    let first = browser.tokens(&app).await.id_claims()["auth_time"]
        .as_i64()
        .unwrap();
    server.clock.advance(minutes(5));
    let silent = browser.tokens(&app).await.id_claims()["auth_time"]
        .as_i64()
        .unwrap();
    assert_eq!(silent, first);

    let before = browser.session_cookie();
    let page = browser
        .authorize(&app, |params| params.set("prompt", "login"))
        .await
        .expect(200);
    assert!(page.has_form("/login"), "{}", page.dump());
    server.clock.advance(seconds(7));
    let answer = browser.sign_in_at(&page, &ada).await.expect(303);
    let tokens = app
        .redeem(&answer.code(), crate::support::VERIFIER)
        .await
        .expect(200);
    let again = crate::support::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(
        again["auth_time"].as_i64().unwrap(),
        server.app.now().seconds(),
        "auth_time has not moved"
    );
    assert_ne!(
        before,
        browser.session_cookie(),
        "the session's secret is new"
    );
}

/// Going past the page does not count as signing in.
#[tokio::test]
async fn the_page_cannot_be_skipped() {
    let (server, ada, app, mut browser) = signed_in().await;
    server.clock.advance(minutes(1));
    let page = browser.authorize(&app, login).await.expect(200);
    let resume = page
        .form("/login")
        .action
        .replace("/login", "/oauth2/authorize/resume");
    for _ in 0..2 {
        server.clock.advance(seconds(1));
        let answer = browser.get(&resume).await;
        let answer = browser.follow(answer).await.expect(200);
        assert!(answer.has_form("/login"), "{}", answer.dump());
    }
    let wrong = page
        .form("/login")
        .set("identifier", "ada")
        .set("password", "not the password at all");
    browser.post(&wrong).await.expect(401);
    let answer = browser.get(&resume).await;
    assert!(browser.follow(answer).await.expect(200).has_form("/login"));
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM authorization_codes")
            .await,
        0
    );

    assert!(
        !browser
            .sign_in_at(&page, &ada)
            .await
            .expect(303)
            .code()
            .is_empty()
    );
}

#[tokio::test]
async fn consent_asks_again() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&app, |params| params).await.expect(200);
    browser.decide(&page, "allow").await.expect(303).code();
    browser
        .authorize(&app, |params| params)
        .await
        .expect(303)
        .code();

    let page = browser
        .authorize(&app, |params| params.set("prompt", "consent"))
        .await
        .expect(200);
    assert!(page.has_form("/consent"), "{}", page.dump());
    browser
        .decide(&page, "deny")
        .await
        .expect_redirected_error("access_denied");
}
