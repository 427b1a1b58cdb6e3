//! Refreshing (RFC 6749 section 6, RFC 9700 section 4.14): each token once, never more than was granted, never for ever.

use countersign::store::session;

use crate::support::{TestServer, Tokens, days, hours, seconds, signed_in};

const LIVE: &str = "SELECT COUNT(*) AS value FROM grants WHERE revoked_at IS NULL";

#[tokio::test]
async fn a_used_token_revokes_its_family_and_no_other() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let (mut browser, mut phone) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    phone.sign_in(&ada).await;
    let first = browser.tokens(&app).await;
    let of_phone = phone.tokens(&app).await;
    let second = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    assert_ne!(first.refresh, second.refresh);
    let third = Tokens::of(&app.refresh(&second.refresh).await.expect(200));
    app.userinfo(&third.access).await.expect(200);

    // Within the grace too: its successor has been used, so this is no lost answer.
    app.refresh(&first.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.refresh(&third.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&third.access)
        .await
        .expect_error(401, "invalid_token");
    app.refresh(&of_phone.refresh).await.expect(200);
    assert_eq!(server.number(LIVE).await, 1);
}

#[tokio::test]
async fn scope_is_narrowed_for_one_token_and_never_widened() {
    let (_server, _, app, mut browser) = signed_in().await;
    let first = browser.tokens(&app).await;
    let narrow = app
        .refresh_with(&first.refresh, |params| params.and("scope", "openid"))
        .await
        .expect(200);
    let narrow = Tokens::of(&narrow);
    assert_eq!(narrow.access_claims()["scope"], "openid");
    assert!(
        app.userinfo(&narrow.access)
            .await
            .expect(200)
            .json()
            .get("email")
            .is_none()
    );

    for more in [
        "openid phone",
        "openid profile email roles",
        "\"",
        &"x".repeat(2000),
    ] {
        let answer = app
            .refresh_with(&narrow.refresh, |params| params.and("scope", more))
            .await;
        answer.expect_error(400, "invalid_scope");
    }
    // Asked for too much, nothing was used up; and the narrowing was of that one token.
    let whole = Tokens::of(&app.refresh(&narrow.refresh).await.expect(200));
    assert_eq!(whole.scope, "openid profile email");
}

#[tokio::test]
async fn another_client_revokes_the_family() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (app, thief) = (
        server.app_client().await,
        server.client(|new| new.public = true).await,
    );
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let tokens = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    thief
        .refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused() {
    let (_server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let code = browser.code(&app).await;
    let cut = &tokens.refresh[..tokens.refresh.len() - 1];
    let (longer, swapped) = (
        format!("{}A", tokens.refresh),
        tokens.refresh.to_uppercase(),
    );
    for other in [
        cut,
        &longer,
        &swapped,
        &tokens.access,
        &tokens.id,
        &code,
        "x",
    ] {
        app.refresh(other).await.expect_error(400, "invalid_grant");
    }
    app.refresh("").await.expect_error(400, "invalid_request");
    app.refresh(&tokens.refresh).await.expect(200);
}

#[tokio::test]
async fn unused_it_dies_after_its_idle_time() {
    let (server, _, app, mut browser) = signed_in().await;
    let (first, second) = (browser.tokens(&app).await, browser.tokens(&app).await);
    server.clock.advance(days(30) - seconds(1));
    app.refresh(&first.refresh).await.expect(200);
    server.clock.advance(seconds(1));
    app.refresh(&second.refresh)
        .await
        .expect_error(400, "invalid_grant");
}

#[tokio::test]
async fn no_rotation_moves_the_absolute_end() {
    let (server, _, app, mut browser) = signed_in().await;
    let mut tokens = browser.tokens(&app).await;
    for _ in 0..4 {
        server.clock.advance(days(22));
        tokens = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    }
    server.clock.advance(days(2) - seconds(1));
    tokens = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    server.clock.advance(seconds(1));
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
}

/// Tokens live by their own lifetimes, whether or not old rows have been cleared away.
#[tokio::test]
async fn clearing_old_sessions_away_ends_no_token() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    server.clock.advance(hours(40));
    let tokens = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));

    let kept = server.app.now() - hours(24);
    let cleared = server
        .app
        .db
        .write(move |tx| Box::pin(session::expire(tx, kept)));
    cleared.await.unwrap();
    app.refresh(&tokens.refresh).await.expect(200);
}
