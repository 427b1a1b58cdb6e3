//! Forwarded headers: ignored, unless a proxy that the operator named sent them.

use std::net::SocketAddr;

use crate::support::relying_party::basic;
use crate::support::{Answer, Params, TestServer};

const WRONG: &str = "not the password at all";

/// Failed sign-ins from one peer that claims to come from elsewhere each time.
async fn guesses(server: &TestServer, peer: [u8; 4], forwarded: impl Fn(u8) -> String) -> Vec<u16> {
    let mut statuses = Vec::new();
    for number in 0..4 {
        let mut browser = server.browser();
        browser.peer = SocketAddr::from((peer, 1));
        let form = browser.get("/login").await.form("/login");
        let form = form
            .set("identifier", &format!("guess-{number}"))
            .set("password", WRONG);
        let claimed = forwarded(number);
        let headers = [
            ("x-forwarded-for", claimed.as_str()),
            ("forwarded", claimed.as_str()),
        ];
        let answer: Answer = browser.post_with(&form, &headers).await;
        statuses.push(answer.status.as_u16());
    }
    statuses
}

fn each_another(number: u8) -> String {
    format!("203.0.113.{number}")
}

#[tokio::test]
async fn only_a_named_proxy_is_believed() {
    let change = |config: &mut countersign::config::Config| {
        config.throttle.address_free = 1;
        config.trusted_proxies = "10.1.0.2".parse().unwrap();
    };
    let server = TestServer::with(change).await;
    assert_eq!(
        guesses(&server, [10, 1, 0, 2], each_another).await,
        [401, 401, 401, 401]
    );
    let server = TestServer::with(change).await;
    assert_eq!(
        guesses(&server, [192, 0, 2, 1], each_another).await,
        [401, 401, 429, 429]
    );
    // What the client wrote before the proxy's own entry does not count, nor what is no address.
    let server = TestServer::with(change).await;
    let spoofed = |number: u8| format!("203.0.113.{number}, 198.51.100.1");
    assert_eq!(
        guesses(&server, [10, 1, 0, 2], spoofed).await,
        [401, 401, 429, 429]
    );
    let server = TestServer::with(change).await;
    let named = |number: u8| format!("host-{number}.example.org");
    assert_eq!(
        guesses(&server, [10, 1, 0, 2], named).await,
        [401, 401, 429, 429]
    );
}

#[tokio::test]
async fn nobody_is_believed_by_default() {
    let server = TestServer::with(|config| config.throttle.address_free = 1).await;
    assert_eq!(
        guesses(&server, [127, 0, 0, 1], each_another).await,
        [401, 401, 429, 429]
    );
}

#[test]
fn a_list_that_covers_everybody_is_refused() {
    let parse = |text: &str| text.parse::<countersign::config::TrustedProxies>();
    assert!(parse("10.0.0.0/8, 192.0.2.1").is_ok());
    for bad in ["0.0.0.0/0", "::/0", "*", "proxy.example.org"] {
        assert!(parse(bad).is_err(), "{bad}");
    }
}

/// No answer is built from what a request says of its host.
#[tokio::test]
async fn hosts_are_not_taken_from_requests() {
    let server = TestServer::start().await;
    server.resource("https://notes.example.org", &[]).await;
    let service = server.service(&["https://notes.example.org"]).await;
    let header = basic(&service.id, service.secret.as_deref().unwrap());
    let poisoned = [
        ("authorization", header.as_str()),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("forwarded", "host=evil.example;proto=https"),
    ];
    let answer = service
        .token_with(
            &poisoned,
            Params::of(&[("grant_type", "client_credentials")]),
        )
        .await
        .expect(200);
    let claims = crate::support::claims(answer.json()["access_token"].as_str().unwrap());
    assert_eq!(claims["iss"], "http://localhost:8080");
}
