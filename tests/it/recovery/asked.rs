//! `/recover`: the page says the same for everybody, and does about the same.

use countersign::identity::account::{self, NewUser};

use super::{ask, asked};
use crate::support::{TestServer, covers, seconds};

covers!("/recover");

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let server = TestServer::start().await;
    server.person("known").await;
    server
        .person_with("unverified", |new| new.email_verified = false)
        .await;
    server
        .person_with("passwordless", |new| new.password = None)
        .await;
    let disabled = server.person("disabled").await;
    account::disable(&server.app, &disabled.user).await.unwrap();
    let mut browser = server.browser();
    let known = ask(&mut browser, "known").await.expect(200);
    assert_eq!(
        server.last_letter_to("known@example.org").await.name,
        "mail-recover"
    );
    for other in [
        "known@example.org",
        "nobody-here",
        "nobody-here@example.org",
        "unverified",
        "unverified@example.org",
        "passwordless",
        "disabled",
        "",
    ] {
        let answer = ask(&mut browser, other).await.expect(200);
        assert_eq!(answer.body, known.body, "{other}");
    }
    let letters = server.outbox().await;
    let sent: Vec<(&str, &str)> = letters
        .iter()
        .map(|letter| (letter.name.as_str(), letter.to.as_str()))
        .collect();
    let expected = [
        ("mail-recover", "known@example.org"),
        ("mail-recover", "known@example.org"),
        ("mail-recover-unknown", "nobody-here@example.org"),
    ];
    assert_eq!(sent, expected);
}

/// Somebody who signs in at another provider alone is told so, and nobody but them.
#[tokio::test]
async fn a_letter_says_where_the_password_is_that_is_kept_elsewhere() {
    const LINKED: &str = "INSERT INTO linked_accounts (provider, subject, user_id, label, linked_at) \
        SELECT 'up', username, id, username, 0 FROM users WHERE username <> 'unlinked'";
    let server = TestServer::with(|config| {
        let issuer = [("ISSUER", "https://up.example"), ("NAME", "Upstream & Co")];
        config.providers = vec![crate::federation::provider(&issuer)];
    })
    .await;
    let without = |new: &mut NewUser| new.password = None;
    server.person("known").await;
    server.person_with("linked", without).await;
    server.person_with("unlinked", without).await;
    server
        .person_with("unverified", |new| {
            new.password = None;
            new.email_verified = false;
        })
        .await;
    server.tamper(LINKED).await;
    let mut browser = server.browser();
    let known = ask(&mut browser, "known").await.expect(200);
    for other in ["linked", "unlinked", "unverified"] {
        let answer = ask(&mut browser, other).await.expect(200);
        assert_eq!(answer.body, known.body, "{other}");
    }
    let letters = server.outbox().await;
    let sent: Vec<&str> = letters.iter().map(|letter| letter.name.as_str()).collect();
    // A password here comes before the link.
    assert_eq!(sent, ["mail-recover", "mail-recover-linked"]);
    let told = server.last_letter_to("linked@example.org").await;
    let text = told.text.replace('\n', " ");
    assert!(
        text.contains("your account at Upstream & Co"),
        "{}",
        told.text
    );
    assert_eq!(told.link, Some(format!("{}/login", server.issuer())));
    let links = "SELECT COUNT(*) AS value FROM mail_links WHERE user_id IS NOT NULL";
    assert_eq!(server.number(links).await, 1);
}

/// What is not written is not waited for: without a trace, a name that nobody has would be answered sooner.
#[tokio::test]
async fn whoever_is_asked_for_something_is_written() {
    let server = TestServer::start().await;
    server.person("known").await;
    server
        .person_with("unverified", |new| new.email_verified = false)
        .await;
    for name in [
        "known",
        "nobody-here",
        "nobody-there",
        "nobody-else",
        "nobody-at-all",
        "nobody-here@example.org",
        "unverified",
        "",
    ] {
        server.clock.advance(seconds(60));
        ask(&mut server.browser(), name).await.expect(200);
        let latest = "SELECT MAX(created_at) AS value FROM mail_links";
        let now = server.app.now().millis();
        assert_eq!(server.number(latest).await, now, "{name}");
    }
    let kept = "SELECT COUNT(*) AS value FROM mails";
    assert_eq!(
        server.number(kept).await,
        2,
        "what is for nobody is taken back"
    );
    let names = "SELECT COUNT(*) AS value FROM mail_links WHERE email_key LIKE 'nobody-%' OR detail LIKE '%nobody-%'";
    assert_eq!(server.number(names).await, 0, "nobody is written down");
}

#[tokio::test]
async fn the_letter_goes_to_the_address_of_the_account_and_leads_to_the_issuer() {
    let server = TestServer::start().await;
    server.person("ada").await;
    let mut browser = server.browser();
    browser.says = vec![
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
        ("x-forwarded-server", "evil.example"),
    ];
    let page = browser.get("/recover").await.expect(200);
    let form = page.form("/recover").set("identifier", "ADA");
    let form = form
        .set("email", "evil@evil.example")
        .set("to", "evil@evil.example");
    browser.post(&form).await.expect(200);
    let letters = server.outbox().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to, "ada@example.org");
    let link = letters[0].link.clone().unwrap();
    assert!(link.starts_with(&format!("{}/recover/password?token=", server.issuer())));
}

#[tokio::test]
async fn a_mailbox_is_not_flooded_by_whatever_name() {
    let server = TestServer::start().await;
    server.person("ada").await;
    for _ in 0..4 {
        for name in ["ada", "ADA", "ada@example.org"] {
            ask(&mut server.browser(), name).await.expect(200);
        }
    }
    assert_eq!(server.outbox().await.len(), 3);
}

#[tokio::test]
async fn one_network_does_not_ask_for_everybody() {
    let server = TestServer::with(|config| config.accounts.address_free = 1).await;
    server.person("ada").await;
    asked(&server, "ada", "ada@example.org").await;
    ask(&mut server.browser(), "bob").await.expect(200);
    ask(&mut server.browser(), "ada").await.expect_page(429);
    assert_eq!(server.outbox().await.len(), 1);
    server.clock.advance(seconds(2));
    ask(&mut server.browser(), "ada").await.expect(200);
}

#[tokio::test]
async fn where_no_letters_are_sent_nobody_is_promised_one() {
    let server = TestServer::with(|config| config.mail.dev = Some(false)).await;
    server.browser().get("/recover").await.expect_page(403);
    let mut browser = server.browser();
    let login = browser.get("/login").await.expect(200);
    assert!(!login.body.contains("/recover"));
    let form = crate::support::Form {
        action: "/recover".to_owned(),
        ..login.form("/login")
    };
    browser
        .post(&form.set("identifier", "ada"))
        .await
        .expect_page(403);
}
