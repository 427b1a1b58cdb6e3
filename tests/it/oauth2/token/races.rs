//! Fifty at once, over two nodes on one database: one redemption wins, and refreshes never fork a family.

use std::collections::BTreeSet;

use crate::support::{TestServer, Tokens, VERIFIER, at_once};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_redemptions_one_succeeds() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let code = browser.code(&app).await;
    let nodes = [app.clone(), app.at(&another)];
    let answers = at_once(50, |number| {
        let (party, code) = (nodes[number % 2].clone(), code.clone());
        async move { party.redeem(&code, VERIFIER).await }
    })
    .await;
    let (good, bad): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!(good.len(), 1);
    for answer in bad {
        answer.expect_error(400, "invalid_grant");
    }
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM grants").await,
        1
    );
    // The others were replays, so what the one got is dead.
    let tokens = Tokens::of(&good[0]);
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_refreshes_have_one_successor() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let first = browser.tokens(&app).await;
    let nodes = [app.clone(), app.at(&another)];
    let answers = at_once(50, |number| {
        let (party, token) = (nodes[number % 2].clone(), first.refresh.clone());
        async move { Tokens::of(&party.refresh(&token).await.expect(200)).refresh }
    })
    .await;
    let successors: BTreeSet<String> = answers.into_iter().collect();
    assert_eq!(successors.len(), 1, "the family forked");
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM refresh_tokens WHERE consumed_at IS NULL")
            .await,
        1
    );
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM grants WHERE revoked_at IS NULL")
            .await,
        1
    );
    app.refresh(successors.first().unwrap()).await.expect(200);
}
