//! What it costs to register where everybody may.

use std::net::SocketAddr;

use countersign::config::RegistrationMode;
use serde_json::json;

use super::{HERE, permission, plain, register, send};
use crate::support::{TestServer, hours, seconds};

const CLIENTS: &str = "SELECT COUNT(*) AS value FROM clients";

#[tokio::test]
async fn an_address_registers_so_many_and_then_waits() {
    let server = TestServer::with(|config| {
        config.registration.mode = RegistrationMode::Open;
        config.registration.open_free = 3;
    })
    .await;
    for _ in 0..4 {
        register(&server, "", &plain()).await.expect(201);
    }
    let answer = register(&server, "", &plain()).await.expect(429);
    assert_eq!(answer.header("retry-after"), "1");
    assert_eq!(server.number(CLIENTS).await, 4);

    // Another address, somebody with a permission, and sign-ins are none the worse for it.
    let mut elsewhere = server.nobody();
    elsewhere.peer = SocketAddr::from(([203, 0, 113, 9], 40_000));
    let headers = [("content-type", "application/json")];
    let body = plain().to_string();
    let other = elsewhere.request("POST", HERE, &headers, &body).await;
    other.expect(201);
    let token = permission(&server).await;
    register(&server, &token, &plain()).await.expect(201);
    let ada = server.person("ada").await;
    server.browser().sign_in(&ada).await;

    server.clock.advance(seconds(1));
    register(&server, "", &plain()).await.expect(201);
    register(&server, "", &plain()).await.expect(429);
    server.clock.advance(hours(2));
    register(&server, "", &plain()).await.expect(201);
}

/// A wrong token is refused where none is needed too.
#[tokio::test]
async fn a_token_counts_where_one_is_brought() {
    let server = TestServer::with(|config| {
        config.registration.mode = RegistrationMode::Open;
    })
    .await;
    register(&server, "", &plain()).await.expect(201);
    let answer = register(&server, "cs_initial_wrong", &plain()).await;
    answer.expect_error(401, "invalid_token");
    assert_eq!(server.number(CLIENTS).await, 1);
}

#[tokio::test]
async fn a_body_has_64_kib_at_most() {
    let server = TestServer::with(|config| config.limits.body_bytes = 1024 * 1024).await;
    let token = permission(&server).await;
    let padded = |length: usize| {
        let mut members = plain();
        members["padding"] = json!("x".repeat(length));
        members.to_string()
    };
    let send = async |body: &str| send(&server, ("POST", HERE), &token, body).await;
    send(&padded(60 * 1024)).await.expect(201);
    let answer = send(&padded(64 * 1024)).await;
    answer.expect_error(400, "invalid_request");
    assert_eq!(server.number(CLIENTS).await, 1);
}
