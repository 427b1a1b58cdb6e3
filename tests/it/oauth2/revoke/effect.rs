//! What ends with a token that is revoked, and what goes on.

use super::{NOTES, REMEMBERED};
use crate::support::{TestServer, Tokens, minutes, seconds, signed_in};

#[tokio::test]
async fn an_access_token_goes_alone() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let next = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    for token in [&tokens.access, &next.access] {
        app.userinfo(token).await.expect(200);
        assert!(app.finds_active(token).await);
    }
    for _ in 0..2 {
        let answer = app.revoke(&tokens.access).await.expect(200);
        assert_eq!(answer.body, "");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    app.userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
    assert!(!app.finds_active(&tokens.access).await);
    // The grant stands: its other tokens live, and it gives more.
    app.userinfo(&next.access).await.expect(200);
    assert!(app.finds_active(&next.refresh).await);
    app.refresh(&next.refresh).await.expect(200);
    assert_eq!(server.number(REMEMBERED).await, 1);
    assert!(!server.log.text().contains(&tokens.access));
}

#[tokio::test]
async fn a_refresh_token_takes_its_grant_along() {
    let (_server, _, app, mut browser) = signed_in().await;
    let (first, other) = (browser.tokens(&app).await, browser.tokens(&app).await);
    let second = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    app.revoke(&second.refresh).await.expect(200);
    for tokens in [&first, &second] {
        app.refresh(&tokens.refresh)
            .await
            .expect_error(400, "invalid_grant");
        app.userinfo(&tokens.access)
            .await
            .expect_error(401, "invalid_token");
        assert!(!app.finds_active(&tokens.access).await);
        assert!(!app.finds_active(&tokens.refresh).await);
    }
    app.userinfo(&other.access).await.expect(200);
    app.refresh(&other.refresh).await.expect(200);
}

/// Its holder wants the family ended, whichever token of it they still have.
#[tokio::test]
async fn a_used_or_expired_refresh_token_names_its_family_too() {
    let (server, _, app, mut browser) = signed_in().await;
    let first = browser.tokens(&app).await;
    let second = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    app.userinfo(&second.access).await.expect(200);
    app.revoke(&first.refresh).await.expect(200);
    app.userinfo(&second.access)
        .await
        .expect_error(401, "invalid_token");

    let first = browser.tokens(&app).await;
    let second = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    server
        .tamper("UPDATE refresh_tokens SET expires_at = 1 WHERE consumed_at IS NOT NULL")
        .await;
    app.userinfo(&second.access).await.expect(200);
    app.revoke(&first.refresh).await.expect(200);
    app.refresh(&second.refresh)
        .await
        .expect_error(400, "invalid_grant");
}

#[tokio::test]
async fn what_a_client_has_for_itself_can_be_revoked() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let (service, api) = (server.service(&[NOTES]).await, server.api(&[NOTES]).await);
    let issue = async || Tokens::of(&service.client_credentials(|params| params).await).access;
    let (revoked, kept) = (issue().await, issue().await);
    assert!(api.finds_active(&revoked).await);
    service.revoke(&revoked).await.expect(200);
    assert!(!api.finds_active(&revoked).await);
    assert!(!service.finds_active(&revoked).await);
    assert!(api.finds_active(&kept).await);
}

/// Verifiers give a token a few seconds more, so its end is remembered for longer than it lives.
#[tokio::test]
async fn a_revoked_token_never_comes_back() {
    let (server, _, app, mut browser) = signed_in().await;
    let (revoked, kept) = (browser.tokens(&app).await, browser.tokens(&app).await);
    app.revoke(&revoked.access).await.expect(200);
    let lifetime = server.app.config.tokens.access_token;
    server.clock.advance(lifetime + seconds(4));
    app.userinfo(&kept.access).await.expect(200);
    app.userinfo(&revoked.access)
        .await
        .expect_error(401, "invalid_token");
    let expire = async || {
        let now = server.app.now();
        let db = &server.app.db;
        db.write(move |tx| Box::pin(countersign::store::revoked_token::expire(tx, now)))
            .await
            .unwrap()
    };
    assert_eq!(expire().await, 0);
    server.clock.advance(minutes(2));
    assert_eq!(expire().await, 1);
}
