//! Redeeming a code (RFC 6749 section 4.1.3): once, within a minute, by its client.

use crate::support::{RelyingParty, TestServer, Tokens, VERIFIER, seconds, signed_in};

const LIVE: &str = "SELECT COUNT(*) AS value FROM grants WHERE revoked_at IS NULL";

#[tokio::test]
async fn the_access_token_is_as_rfc_9068_has_it() {
    let (server, ada, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let claims = tokens.access_claims();
    let header = crate::support::header(&tokens.access);
    assert_eq!(
        (&header["typ"], &header["alg"]),
        (&"at+jwt".into(), &"RS256".into())
    );
    assert_eq!(claims["iss"], server.issuer());
    assert_eq!(claims["sub"], ada.user.id.as_str());
    assert_eq!(claims["client_id"], app.id.as_str());
    assert_eq!(claims["aud"], server.issuer());
    assert_eq!(claims["scope"], "openid profile email");
    assert_eq!(claims["iat"], server.app.now().seconds());
    assert_eq!(claims["exp"], server.app.now().seconds() + 600);
    assert_eq!(claims["auth_time"], server.app.now().seconds());
    assert_eq!(claims["roles"], serde_json::json!([]));
    for claim in ["jti", "acr", "sid"] {
        assert!(claims[claim].is_string(), "{claim}: {claims}");
    }
    let verified = server
        .verify(&tokens.access, server.issuer())
        .await
        .unwrap();
    assert_eq!(verified.subject, ada.user.id);
    assert_ne!(
        browser.tokens(&app).await.access_claims()["jti"],
        claims["jti"]
    );
}

#[tokio::test]
async fn a_second_redemption_kills_what_the_first_issued() {
    let (_server, _, app, mut browser) = signed_in().await;
    let bystander = browser.tokens(&app).await;
    let code = browser.code(&app).await;
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    app.userinfo(&tokens.access).await.expect(200);

    app.redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    // Another sign-in of the same person at the same client is not touched.
    app.userinfo(&bystander.access).await.expect(200);
    app.refresh(&bystander.refresh).await.expect(200);
}

#[tokio::test]
async fn a_refreshed_token_dies_with_its_replayed_code() {
    let (server, _, app, mut browser) = signed_in().await;
    let code = browser.code(&app).await;
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    let refreshed = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    // Long after its end a code is still recognised.
    server.clock.advance(seconds(300));
    app.redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&refreshed.access)
        .await
        .expect_error(401, "invalid_token");
    app.refresh(&refreshed.refresh)
        .await
        .expect_error(400, "invalid_grant");
}

#[tokio::test]
async fn it_lives_for_sixty_seconds() {
    let (server, _, app, mut browser) = signed_in().await;
    let code = browser.code(&app).await;
    server.clock.advance(seconds(59));
    app.redeem(&code, VERIFIER).await.expect(200);

    let code = browser.code(&app).await;
    server.clock.advance(seconds(60));
    app.redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    assert_eq!(server.number(LIVE).await, 1);
}

/// A code in the wrong hands burns: whoever holds it next gets nothing either.
#[tokio::test]
async fn another_client_cannot_redeem_it() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let confidential = server.app_client().await;
    let public = server.client(|new| new.public = true).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for thief in [&confidential, &public] {
        let code = browser.code(&app).await;
        thief
            .redeem(&code, VERIFIER)
            .await
            .expect_error(400, "invalid_grant");
        app.redeem(&code, VERIFIER)
            .await
            .expect_error(400, "invalid_grant");
    }
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM grants").await,
        0
    );
    browser.tokens(&app).await;
}

#[tokio::test]
async fn the_redirect_uri_is_that_of_the_request() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let uris = || {
        vec![
            "https://app.example.org/a".to_owned(),
            "https://app.example.org/b".to_owned(),
        ]
    };
    let app = server.client(|new| new.redirect_uris = uris()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.tokens(&app).await;

    let code = browser.code(&app).await;
    let other = RelyingParty {
        redirect_uri: "https://app.example.org/b".to_owned(),
        ..app.clone()
    };
    other
        .redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    let code = browser.code(&app).await;
    let missing = app.redemption(&code, VERIFIER).without("redirect_uri");
    app.token(missing).await.expect_error(400, "invalid_grant");
    assert_eq!(server.number(LIVE).await, 1);
}

#[tokio::test]
async fn what_is_no_code_is_refused() {
    let (_server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let code = browser.code(&app).await;
    let (cut, swapped) = (&code[..code.len() - 1], code.to_uppercase());
    for other in [
        cut,
        &swapped,
        &format!("{code}A"),
        &tokens.refresh,
        &tokens.access,
        "x",
    ] {
        app.redeem(other, VERIFIER)
            .await
            .expect_error(400, "invalid_grant");
    }
    app.redeem("", VERIFIER)
        .await
        .expect_error(400, "invalid_request");
    app.redeem(&code, VERIFIER).await.expect(200);
}
