//! `/dev/mail`: where a server under development shows its letters, and where it must not.

use countersign::config::Config;
use countersign::mail::LetterName;

use super::queue::letter;
use crate::support::{Smtp, TestServer, covers};

covers!("/dev/mail", "/dev/mail/{id}", "/dev/mail/{id}/html");

/// Where the first letter of the list is.
async fn first_letter(server: &TestServer) -> String {
    let list = server.browser().get("/dev/mail").await.expect(200);
    let link = list
        .body
        .split("href=\"")
        .find(|rest| rest.starts_with("/dev/mail/"));
    link.expect("a letter")
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_developer_reads_letters_and_follows_their_links() {
    let server = TestServer::start().await;
    let empty = server.browser().get("/dev/mail").await.expect(200);
    assert!(empty.body.contains("There is no letter yet"));
    let asked = letter(LetterName::Recover, "ada@example.org").link("/recover?token=abc", None);
    server.post(asked).await;
    let path = first_letter(&server).await;
    let page = server.browser().get(&path).await.expect(200);
    let link = format!("{}/recover?token=abc", server.issuer());
    assert!(
        page.body.contains(&format!("href=\"{link}\"")),
        "{}",
        page.dump()
    );
    assert!(page.body.contains("Choose a new password") && page.body.contains("ada@example.org"));
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("frame-src 'self'") && !policy.contains("unsafe-"),
        "{policy}"
    );
}

/// A letter as a page: it has its own styles, and can do nothing to the page around it.
#[tokio::test]
async fn a_letter_is_shown_in_bounds() {
    let server = TestServer::start().await;
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    let path = first_letter(&server).await;
    let html = server
        .browser()
        .get(&format!("{path}/html"))
        .await
        .expect(200);
    let policy = html.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "sandbox allow-popups",
        "frame-ancestors 'self'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !policy.contains("script") && !policy.contains("allow-same-origin"),
        "{policy}"
    );
    assert_eq!(html.header("x-frame-options"), "");
    assert_eq!(html.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_is_no_letter_is_not_there() {
    let server = TestServer::start().await;
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    let path = first_letter(&server).await;
    server.browser().get(&path).await.expect(200);
    for wrong in ["/dev/mail/x", "/dev/mail/x/html", "/dev/mail/x/text"] {
        server.browser().get(wrong).await.expect(404);
    }
}

#[tokio::test]
async fn where_letters_are_sent_there_is_no_mailbox() {
    let smtp = Smtp::start().await;
    let public = |config: &mut Config| config.issuer = "https://id.example.org".parse().unwrap();
    let here = TestServer::start().await;
    here.post(letter(LetterName::Test, "ada@example.org")).await;
    let path = first_letter(&here).await;
    let nodes = [
        here.another_node_with(|config| smtp.configure(config))
            .await,
        here.another_node_with(public).await,
        here.another_node_with(|config| {
            public(config);
            config.mail.dev = Some(true);
        })
        .await,
        here.another_node_with(|config| config.mail.dev = Some(false))
            .await,
    ];
    for path in ["/dev/mail", &path, &format!("{path}/html")] {
        here.browser().get(path).await.expect(200);
        for node in &nodes {
            node.browser().get(path).await.expect(404);
        }
    }
}

/// A container listens to all; what comes from the Internet reads nobody's letters.
#[tokio::test]
async fn a_public_address_sees_no_mailbox() {
    let server = TestServer::start().await;
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    let path = first_letter(&server).await;
    for (address, status) in [
        ("127.0.0.1:1", 200),
        ("172.17.0.1:1", 200),
        ("8.8.8.8:1", 404),
        ("[2600::1]:1", 404),
    ] {
        let mut browser = server.browser();
        browser.peer = address.parse().unwrap();
        for path in ["/dev/mail", &path, &format!("{path}/html")] {
            browser.get(path).await.expect(status);
        }
    }
}

/// Letters that lay in a mailbox are not sent when the server gets to send some.
#[tokio::test]
async fn what_was_read_here_is_never_sent() {
    let smtp = Smtp::start().await;
    let server = TestServer::start().await;
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    let sending = server
        .another_node_with(|config| smtp.configure(config))
        .await;
    sending
        .post(letter(LetterName::Test, "bob@example.org"))
        .await;
    sending.send_letters().await;
    let to: Vec<String> = smtp.letters().into_iter().map(|letter| letter.to).collect();
    assert_eq!(to, ["bob@example.org"]);
}
