//! Two nodes on one database are one server: sessions, codes, keys, throttles and registrations are shared.

use countersign::identity::{account, session};
use countersign::oauth::signing_keys::{self, Rotate};
use countersign::oauth::{client_secret, registration};
use tokio_util::sync::CancellationToken;

use crate::support::{Node, RelyingParty, TestServer, Tokens, VERIFIER, header};

/// Longer than a reading of the revision is trusted, and well under the second that is promised.
async fn soon() {
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
}

#[tokio::test]
async fn what_one_begins_the_other_goes_on_with() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let there = app.at(&another);
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    browser.node = another.clone();
    let page = browser.sign_in_at(&page, &ada).await.expect(200);
    browser.node = Node::clone(&server);
    let code = browser.decide(&page, "allow").await.expect(303).code();
    let tokens = Tokens::of(&there.redeem(&code, VERIFIER).await.expect(200));
    app.userinfo(&tokens.access).await.expect(200);
    let tokens = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    there.refresh(&tokens.refresh).await.expect(200);

    // And a replay at the first kills what the second issued.
    app.redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    there
        .userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
}

/// "Sign out everywhere", disabling and deleting hold at the next request, wherever it arrives.
#[tokio::test]
async fn what_one_ends_is_over_at_the_other() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let app = server.app_client().await;
    let there = app.at(&another);
    let mut adas = another.browser();
    adas.sign_in(&ada).await;
    let tokens = adas.tokens(&there).await;
    assert!(adas.is_signed_in().await);
    account::disable(&server.app, &ada.user).await.unwrap();
    assert!(!adas.is_signed_in().await);
    there
        .userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
    there
        .refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");

    let (mut here, mut bobs) = (server.browser(), another.browser());
    here.sign_in(&bob).await;
    bobs.sign_in(&bob).await;
    let kept = session::find(&server.app, &here.session_cookie())
        .await
        .unwrap()
        .unwrap();
    session::end_others(&server.app, &kept).await.unwrap();
    assert!(!bobs.is_signed_in().await);
    here.node = another.clone();
    assert!(here.is_signed_in().await);
}

/// Nodes remember clients, and forget them within a second of a change elsewhere.
#[tokio::test]
async fn a_client_changed_at_one_is_changed_at_the_other() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    server.resource("https://notes.example.org", &[]).await;
    soon().await;
    let service = server.service(&["https://notes.example.org"]).await;
    let there = service.at(&another);
    soon().await;
    there.client_credentials(|params| params).await.expect(200);

    let known = server
        .app
        .catalog
        .client(&service.id)
        .await
        .unwrap()
        .unwrap();
    let pause = std::time::Duration::ZERO;
    let secret = client_secret::rotate(&server.app, &known.client, pause)
        .await
        .unwrap();
    soon().await;
    there
        .client_credentials(|params| params)
        .await
        .expect_error(401, "invalid_client");
    let renewed = RelyingParty {
        secret: Some(secret),
        ..there
    };
    renewed
        .client_credentials(|params| params)
        .await
        .expect(200);

    registration::disable(&server.app, &service.id)
        .await
        .unwrap();
    soon().await;
    renewed
        .client_credentials(|params| params)
        .await
        .expect_error(401, "invalid_client");
}

#[tokio::test]
async fn keys_are_the_same_on_every_node() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let before = browser.tokens(&app).await;
    app.at(&another).userinfo(&before.access).await.expect(200);

    let kid = signing_keys::rotate(&server.app, Rotate::Leaked, None)
        .await
        .unwrap();
    // What the job of every node does when the revision moves.
    signing_keys::turn(&another.app).await.unwrap();
    app.at(&another)
        .userinfo(&before.access)
        .await
        .expect_error(401, "invalid_token");
    let after = browser.tokens(&app.at(&another)).await;
    assert_eq!(header(&after.access)["kid"], kid[0]);
}

/// A token may arrive before the node has heard of the key that signed it.
#[tokio::test]
async fn a_token_of_a_new_key_is_good_at_once() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let there = app.at(&another);
    for _ in 0..2 {
        let kid = signing_keys::rotate(&server.app, Rotate::Now, None)
            .await
            .unwrap();
        let tokens = browser.tokens(&app).await;
        assert_eq!(header(&tokens.access)["kid"], kid[0]);
        there.userinfo(&tokens.access).await.expect(200);
        let mut unknown: Vec<&str> = tokens.access.split('.').collect();
        let made_up = "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IngifQ";
        unknown[0] = made_up;
        let unknown = unknown.join(".");
        there
            .userinfo(&unknown)
            .await
            .expect_error(401, "invalid_token");
    }
    // Keys are read again only after a change, whatever arrives: here a row that nobody announced is not seen.
    let kid = signing_keys::rotate(&server.app, Rotate::Now, None)
        .await
        .unwrap();
    server.tamper("UPDATE revision SET value = value - 1").await;
    let tokens = browser.tokens(&app).await;
    assert_eq!(header(&tokens.access)["kid"], kid[0]);
    let answer = there.userinfo(&tokens.access).await;
    answer.expect_error(401, "invalid_token");
    server.tamper("UPDATE revision SET value = value + 1").await;
    there.userinfo(&tokens.access).await.expect(200);
}

/// Nobody has to tell a node: its jobs see that the revision moved.
#[tokio::test]
async fn a_node_follows_a_rotation_by_itself() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let stop = CancellationToken::new();
    let jobs = countersign::jobs::start(&another.app, stop.clone());
    let kid = signing_keys::rotate(&server.app, Rotate::Ahead, None)
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let published = another.nobody().get("/oauth2/jwks").await.expect(200).body;
    assert!(published.contains(&kid[0]), "{published}");
    stop.cancel();
    jobs.wait().await;
}

/// Two nodes that start on an empty table at once agree on one key.
#[tokio::test]
async fn two_first_starts_make_one_key() {
    let server = TestServer::start().await;
    server.tamper("DELETE FROM signing_keys").await;
    let (left, right) = tokio::join!(signing_keys::turn(&server.app), async {
        let another = server.another_node().await;
        signing_keys::turn(&another.app).await.map(|()| another)
    });
    left.unwrap();
    signing_keys::turn(&server.app).await.unwrap();
    let keys = |node: &Node| {
        let nobody = node.nobody();
        async move { nobody.get("/oauth2/jwks").await.expect(200).body }
    };
    assert_eq!(keys(&server).await, keys(&right.unwrap()).await);
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM signing_keys")
            .await,
        1
    );
}

#[tokio::test]
async fn guesses_at_one_count_at_the_other() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    for number in 0..6 {
        let node = if number % 2 == 0 {
            Node::clone(&server)
        } else {
            another.clone()
        };
        node.browser()
            .try_sign_in("ada", "not the password at all")
            .await
            .expect(401);
    }
    another
        .browser()
        .try_sign_in("ada", &ada.password)
        .await
        .expect(429);
    server
        .browser()
        .try_sign_in("ada", &ada.password)
        .await
        .expect(429);
}
