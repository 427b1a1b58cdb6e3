//! Which addresses may register, where the letter leads, and what is an address at all.

use countersign::config::{RegistrationOfPeople, Words};

use super::{ask, asked, fill, open, open_with, users};
use crate::support::TestServer;

async fn letters(server: &TestServer) -> usize {
    server.outbox().await.len()
}

#[tokio::test]
async fn only_addresses_of_the_named_hosts_register() {
    let server = open_with(|config| {
        config.accounts.registration = RegistrationOfPeople::Domains;
        config.accounts.domains = Words::of(&["good.example", "xn--bcher-kva.example"]);
    })
    .await;
    for good in ["ada@good.example", "bob@GOOD.example", "eve@bücher.example"] {
        ask(&mut server.browser(), good).await.expect(200);
    }
    assert_eq!(letters(&server).await, 3);
    for bad in [
        "ada@evil.example",
        "ada@sub.good.example",
        "ada@notgood.example",
        "ada@good.example.evil.example",
        "ada@evil.example@good.example",
        "\"ada@good.example\"@evil.example",
        "ada@good.example\r\nBcc: b@evil.example",
        "ada",
        "",
    ] {
        ask(&mut server.browser(), bad).await.expect(422);
    }
    assert_eq!(letters(&server).await, 3);
}

/// Whoever closes it or narrows it closes it for links on their way too.
#[tokio::test]
async fn a_link_is_worth_nothing_once_registration_is_off() {
    let server = open().await;
    let link = asked(&server, &mut server.browser(), "ada@example.org").await;
    let closed = server
        .another_node_with(|config| config.accounts.registration = RegistrationOfPeople::Off)
        .await;
    closed.browser().get(&link).await.expect_page(403);
    let mut browser = closed.browser();
    let form = browser.get("/login").await.expect(200).form("/login");
    let token = link.split("token=").nth(1).unwrap();
    for action in ["/register", "/register/finish", "/invite"] {
        let form = crate::support::Form {
            action: action.to_owned(),
            ..form.clone()
        };
        let form = form.set("token", token).set("email", "bob@example.org");
        browser.post(&form).await.expect_page(403);
    }
    assert_eq!(users(&server).await, 0);
    assert_eq!(letters(&server).await, 1);
    let login = closed.browser().get("/login").await.expect(200);
    assert!(!login.body.contains("/register"));
    fill(&mut server.browser(), &link, "ada").await.expect(303);
}

#[tokio::test]
async fn the_link_leads_to_the_configured_issuer_whatever_a_request_says() {
    let server = open().await;
    let mut browser = server.browser();
    browser.says = vec![
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("forwarded", "host=evil.example;proto=https"),
        ("x-original-url", "https://evil.example/"),
        ("referer", "https://evil.example/"),
    ];
    let link = asked(&server, &mut browser, "ada@example.org").await;
    assert!(link.starts_with(&format!("{}/register/finish?token=", server.issuer())));
    let letter = server.last_letter_to("ada@example.org").await;
    assert!(!letter.text.contains("evil") && !letter.html.contains("evil"));
}
