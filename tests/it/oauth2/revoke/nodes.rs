//! Revoked on one node, a token is dead on every other at the next request.

use countersign::oauth::signing_keys::{self, Rotate};

use crate::support::{Tokens, at_once, signed_in};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn revoked_at_one_it_is_dead_at_the_other_at_once() {
    let (server, _, app, mut browser) = signed_in().await;
    let another = server.another_node().await;
    let there = app.at(&another);
    for _ in 0..5 {
        let tokens = browser.tokens(&app).await;
        there.userinfo(&tokens.access).await.expect(200);
        assert!(there.finds_active(&tokens.access).await);
        app.revoke(&tokens.access).await.expect(200);
        there
            .userinfo(&tokens.access)
            .await
            .expect_error(401, "invalid_token");
        assert!(!there.finds_active(&tokens.access).await);
        assert!(there.finds_active(&tokens.refresh).await);
        there.revoke(&tokens.refresh).await.expect(200);
        app.refresh(&tokens.refresh)
            .await
            .expect_error(400, "invalid_grant");
    }
}

/// A token signed a moment ago with a key that only the other node holds yet: it is revoked, and not taken for forged.
#[tokio::test]
async fn a_token_of_a_new_key_is_known_at_once() {
    let (server, _, app, mut browser) = signed_in().await;
    let another = server.another_node().await;
    let there = app.at(&another);
    for ask_first in [true, false] {
        signing_keys::rotate(&server.app, Rotate::Now, None)
            .await
            .unwrap();
        let tokens = browser.tokens(&app).await;
        if ask_first {
            assert!(there.finds_active(&tokens.access).await);
        }
        there.revoke(&tokens.access).await.expect(200);
        app.userinfo(&tokens.access)
            .await
            .expect_error(401, "invalid_token");
    }
}

/// However refreshes and the revocation interleave, nothing of the grant is alive afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refresh_under_way_does_not_outlive_the_revocation() {
    let (server, _, app, mut browser) = signed_in().await;
    let another = server.another_node().await;
    for round in 0..6 {
        let tokens = browser.tokens(&app).await;
        let nodes = [app.clone(), app.at(&another)];
        let answers = at_once(8, |number| {
            let (party, token) = (nodes[number % 2].clone(), tokens.refresh.clone());
            async move {
                match number == round {
                    true => party.revoke(&token).await,
                    false => party.refresh(&token).await,
                }
            }
        })
        .await;
        for answer in answers
            .iter()
            .filter(|answer| answer.body.contains("access_token"))
        {
            let late = Tokens::of(answer);
            app.userinfo(&late.access)
                .await
                .expect_error(401, "invalid_token");
            app.refresh(&late.refresh)
                .await
                .expect_error(400, "invalid_grant");
        }
        assert!(!app.finds_active(&tokens.access).await);
    }
}
