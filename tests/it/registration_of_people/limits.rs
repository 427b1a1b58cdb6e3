//! How many letters somebody can cause, and how many registrations come from one network.

use std::net::SocketAddr;

use super::{ask, open, open_with};
use crate::support::{hours, minutes};

#[tokio::test]
async fn a_mailbox_is_not_flooded() {
    let server = open().await;
    for _ in 0..10 {
        ask(&mut server.browser(), "ada@example.org")
            .await
            .expect(200);
    }
    assert_eq!(server.outbox().await.len(), 3);
    server.clock.advance(minutes(15));
    for _ in 0..3 {
        ask(&mut server.browser(), "ADA@example.org")
            .await
            .expect(200);
    }
    assert_eq!(server.outbox().await.len(), 4);
    ask(&mut server.browser(), "bob@example.org")
        .await
        .expect(200);
    assert_eq!(server.outbox().await.len(), 5);
}

#[tokio::test]
async fn one_network_does_not_write_to_everybody() {
    let server = open_with(|config| config.accounts.address_free = 2).await;
    for number in 0..3 {
        let email = format!("ada{number}@example.org");
        ask(&mut server.browser(), &email).await.expect(200);
    }
    ask(&mut server.browser(), "ada3@example.org")
        .await
        .expect_page(429);
    assert_eq!(server.outbox().await.len(), 3);
    let mut elsewhere = server.browser();
    elsewhere.peer = SocketAddr::from(([203, 0, 113, 9], 50_000));
    ask(&mut elsewhere, "ada3@example.org").await.expect(200);
    server.clock.advance(hours(2));
    ask(&mut server.browser(), "ada4@example.org")
        .await
        .expect(200);
}
