//! A lost answer may be asked for again within a short grace, and is the same successor: a family never forks.

use crate::support::{TestServer, Tokens, seconds, signed_in};

#[tokio::test]
async fn a_repetition_within_the_grace_yields_the_same_successor() {
    let (server, _, app, mut browser) = signed_in().await;
    let first = browser.tokens(&app).await;
    let lost = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    server
        .clock
        .advance(seconds(10) - std::time::Duration::from_millis(1));
    let again = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    assert_eq!(lost.refresh, again.refresh);
    app.userinfo(&again.access).await.expect(200);
    // Two rows: the one that was used, and the one successor.
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM refresh_tokens")
            .await,
        2
    );
    app.refresh(&again.refresh).await.expect(200);
}

#[tokio::test]
async fn after_the_grace_it_is_reuse() {
    let (server, _, app, mut browser) = signed_in().await;
    let first = browser.tokens(&app).await;
    let second = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    server.clock.advance(seconds(10));
    app.refresh(&first.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.refresh(&second.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&second.access)
        .await
        .expect_error(401, "invalid_token");
}

#[tokio::test]
async fn without_a_grace_there_is_no_repetition() {
    let server = TestServer::with(|config| config.tokens.refresh_grace = seconds(0)).await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let first = browser.tokens(&app).await;
    let second = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    app.refresh(&first.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.refresh(&second.refresh)
        .await
        .expect_error(400, "invalid_grant");
}

#[tokio::test]
async fn another_client_has_no_grace() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (app, thief) = (server.app_client().await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let first = browser.tokens(&app).await;
    let second = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    thief
        .refresh(&first.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.refresh(&second.refresh)
        .await
        .expect_error(400, "invalid_grant");
}
