//! An assertion is good once, on whichever node and after whichever restart (RFC 7523 section 3, `jti`).

use super::{ask, claims, refused, server, service, signing, used};
use crate::support::{Node, Signer, at_once, seconds};

#[tokio::test]
async fn an_assertion_is_good_once() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    let other = service(&server, signing(&key)).await;
    let token = key.sign(&claims(&client, "1"));
    ask(&client, &token).await.expect(200);
    refused(ask(&client, &token).await);
    // The same `jti` in another assertion, and where it was used elsewhere.
    server.clock.advance(seconds(1));
    refused(ask(&client, &key.sign(&claims(&client, "1"))).await);
    let again = server.another_node().await;
    refused(ask(&client.at(&again), &token).await);
    // To its very end, by the clock of a node that is a minute behind.
    server.clock.advance(seconds(118));
    refused(ask(&client, &token).await);
    assert_eq!(used(&server).await, 1);
    ask(&other, &key.sign(&claims(&other, "1")))
        .await
        .expect(200);
    ask(&client, &key.sign(&claims(&client, "2")))
        .await
        .expect(200);
}

#[tokio::test]
async fn of_many_at_once_on_two_nodes_one_is_first() {
    let server = server().await;
    let another = server.another_node().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    let nodes = [Node::clone(&server), another];
    for round in 0..3 {
        let token = key.sign(&claims(&client, &round.to_string()));
        let answers = at_once(20, |number| {
            let (client, token) = (client.at(&nodes[number % 2]), token.clone());
            async move { ask(&client, &token).await }
        });
        let answers = answers.await;
        let good = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(good, 1);
        assert_eq!(used(&server).await, round + 1);
    }
}

/// What cannot be remembered is not believed.
#[tokio::test]
async fn without_memory_there_is_no_token() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    ask(&client, &key.sign(&claims(&client, "1")))
        .await
        .expect(200);
    server
        .tamper("ALTER TABLE used_assertions RENAME TO away")
        .await;
    let answer = ask(&client, &key.sign(&claims(&client, "2"))).await;
    assert!(answer.status.is_server_error(), "{}", answer.dump());
    server
        .tamper("ALTER TABLE away RENAME TO used_assertions")
        .await;
    ask(&client, &key.sign(&claims(&client, "2")))
        .await
        .expect(200);
}
