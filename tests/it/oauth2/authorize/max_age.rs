//! `max_age` (OIDC Core section 3.1.2.1): an authentication that is too old is made anew, and `auth_time` says so.

use crate::support::{Params, TestServer, Tokens, VERIFIER, claims, minutes, seconds, signed_in};

#[tokio::test]
async fn an_authentication_that_is_too_old_is_made_anew() {
    let (server, ada, app, mut browser) = signed_in().await;
    let young = |params: Params| params.set("max_age", "600");
    server.clock.advance(minutes(10));
    browser.authorize(&app, young).await.expect(303).code();

    server.clock.advance(seconds(1));
    browser
        .authorize(&app, |params| young(params).set("prompt", "none"))
        .await
        .expect_redirected_error("login_required");
    let page = browser.authorize(&app, young).await.expect(200);
    assert!(page.has_form("/login"), "{}", page.dump());
    let answer = browser.sign_in_at(&page, &ada).await.expect(303);
    let tokens = app
        .redeem(&answer.code(), VERIFIER)
        .await
        .expect(200)
        .json();
    let proven = claims(tokens["id_token"].as_str().unwrap())["auth_time"]
        .as_i64()
        .unwrap();
    assert_eq!(proven, server.app.now().seconds());
}

#[tokio::test]
async fn zero_always_asks() {
    let (server, ada, app, mut browser) = signed_in().await;
    server.clock.advance(seconds(1));
    browser
        .authorize(&app, |params| params)
        .await
        .expect(303)
        .code();
    let page = browser
        .authorize(&app, |params| params.set("max_age", "0"))
        .await
        .expect(200);
    assert!(page.has_form("/login"), "{}", page.dump());
    // However long the person takes to answer.
    server.clock.advance(minutes(3));
    browser.sign_in_at(&page, &ada).await.expect(303).code();
}

/// A sign-in for this very request grows old too, while the person thinks about what to allow.
#[tokio::test]
async fn who_waits_too_long_at_consent_proves_it_again() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    for (max_age, waits) in [("600", 600), ("0", 60)] {
        let ask = |params: Params| params.set("max_age", max_age);
        let app = server.client(|new| new.first_party = false).await;
        let mut browser = server.browser();
        let page = browser.authorize(&app, ask).await.expect(200);
        let page = browser.sign_in_at(&page, &ada).await.expect(200);
        server.clock.advance(seconds(waits));
        browser.decide(&page, "allow").await.expect(303).code();

        let app = server.client(|new| new.first_party = false).await;
        let mut browser = server.browser();
        let page = browser.authorize(&app, ask).await.expect(200);
        let page = browser.sign_in_at(&page, &ada).await.expect(200);
        assert!(page.has_form("/consent"), "{}", page.dump());
        server.clock.advance(seconds(waits + 1));
        let codes = "SELECT COUNT(*) AS value FROM authorization_codes";
        let before = server.number(codes).await;
        let page = browser.decide(&page, "allow").await.expect(200);
        assert!(page.has_form("/login"), "{}", page.dump());
        assert_eq!(server.number(codes).await, before);
        // Once is enough: what they allowed is not asked again.
        let answer = browser.sign_in_at(&page, &ada).await.expect(303);
        let tokens = Tokens::of(&app.redeem(&answer.code(), VERIFIER).await.expect(200));
        let proven = tokens.id_claims()["auth_time"].as_i64().unwrap();
        assert_eq!(proven, server.app.now().seconds());
    }
}
