//! Registration where addresses are not verified: the account is made at once.

use std::sync::Mutex;

use countersign::config::{UsernameChoice, Words};
use countersign::store::user;

use super::{PASSWORD, open_with, users};
use crate::support::{Browser, Form, TestServer, at_once, seconds};

async fn server() -> TestServer {
    open_with(|config| {
        config.accounts.verify_email = false;
        config.accounts.fields = Words::of(&["given_name", "phone_number"]);
        config.accounts.required_fields = Words::of(&["given_name"]);
    })
    .await
}

async fn filled(browser: &mut Browser, username: &str) -> Form {
    let form = browser.get("/register").await.expect(200).form("/register");
    form.set("username", username)
        .set("email", &format!("{username}@example.org"))
        .set("given_name", "Ada")
        .set("password", PASSWORD)
}

#[tokio::test]
async fn the_account_is_made_at_once_and_its_address_is_not_verified() {
    let server = server().await;
    let mut browser = server.browser();
    let form = filled(&mut browser, "ada")
        .await
        .set("phone_number", "+49 30 123456");
    browser.post(&form).await.expect(303);
    assert!(browser.is_signed_in().await);
    let found = user::find_by_identifier(&mut server.app.db.read(), "ada").await;
    let ada = found.unwrap().unwrap();
    assert!(!ada.email_verified && !ada.phone_number_verified);
    assert_eq!(ada.given_name.as_deref(), Some("Ada"));
    assert_eq!(ada.phone_number.as_deref(), Some("+49 30 123456"));
    assert!(server.outbox().await.is_empty());
}

#[tokio::test]
async fn what_is_no_account_is_refused() {
    let server = server().await;
    server.person("ada").await;
    let mut browser = server.browser();
    let good = filled(&mut browser, "bob").await;
    for bad in [
        good.clone().set("username", "ada"),
        good.clone().set("username", "ada@example.org"),
        good.clone().set("username", ""),
        good.clone().set("email", "ada@example.org"),
        good.clone().set("email", "bob"),
        good.clone().set("email", ""),
        good.clone().set("given_name", " "),
        good.clone().set("phone_number", "12"),
        good.clone().set("password", "short"),
    ] {
        browser.post(&bad).await.expect(422);
    }
    browser
        .post(&good.clone().set("csrf", "x"))
        .await
        .expect_page(403);
    browser
        .post_with(&good, &[("origin", "https://evil.example")])
        .await
        .expect_page(403);
    assert_eq!(users(&server).await, 1);
    browser.post(&good).await.expect(303);
}

/// Such a name would keep the owner of the address out, and pass for them in what applications are told.
#[tokio::test]
async fn nobody_is_called_by_an_address_that_is_not_theirs() {
    let server = server().await;
    let mut browser = server.browser();
    let good = filled(&mut browser, "eve").await;
    for name in [
        "boss@corp.example",
        "boss\u{ff20}corp.example",
        "eve\u{fe6b}example.org.evil.example",
        "boss\u{200b}",
        "\u{202e}ssob",
    ] {
        let form = good.clone().set("username", name);
        let answer = browser.post(&form).await.expect(422);
        assert!(answer.body.contains("id=\"username-error\""), "{name:?}");
    }
    assert_eq!(users(&server).await, 0);
    let own = good.set("username", "Eve@example.org");
    browser.post(&own).await.expect(303);
    assert_eq!(users(&server).await, 1);
}

#[tokio::test]
async fn one_network_makes_accounts_at_the_pace_of_letters() {
    let server = open_with(|config| {
        config.accounts.verify_email = false;
        config.accounts.address_free = 2;
    })
    .await;
    for name in ["ada", "bob", "eve"] {
        let mut browser = server.browser();
        let form = filled(&mut browser, name).await;
        browser.post(&form).await.expect(303);
    }
    let mut browser = server.browser();
    let form = filled(&mut browser, "mallory").await;
    browser.post(&form).await.expect_page(429);
    assert_eq!(users(&server).await, 3);
    server.clock.advance(seconds(2));
    browser.post(&form).await.expect(303);
    assert_eq!(users(&server).await, 4);
}

/// Twenty at once want one name, and twenty one address: each is had once, and nobody's account is half made.
#[tokio::test]
async fn of_twenty_who_want_one_name_or_address_one_gets_it() {
    let server = server().await;
    for (name, email) in [("ada", "own"), ("own", "ada")] {
        let mut forms = Vec::new();
        for number in 0..20 {
            let own = format!("own-{name}-{number}");
            let mut browser = server.browser();
            let form = filled(&mut browser, if name == "own" { &own } else { name }).await;
            let address = if email == "own" {
                own
            } else {
                email.to_owned()
            };
            let form = form.set("email", &format!("{address}@example.org"));
            forms.push((browser, form));
        }
        let before = users(&server).await;
        let forms = Mutex::new(forms);
        let answers = at_once(20, |_| {
            let (mut browser, form) = forms.lock().unwrap().pop().unwrap();
            async move { browser.post(&form).await.status.as_u16() }
        });
        let answers = answers.await;
        let made = answers.iter().filter(|status| **status == 303).count();
        assert_eq!(made, 1, "{answers:?}");
        assert!(
            answers
                .iter()
                .all(|status| matches!(status, 303 | 422 | 429 | 503)),
            "{answers:?}"
        );
        assert_eq!(users(&server).await, before + 1);
        server.tamper("DELETE FROM throttle").await;
    }
}

#[tokio::test]
async fn people_can_be_called_by_their_address() {
    let server = open_with(|config| {
        config.accounts.verify_email = false;
        config.accounts.username = UsernameChoice::Email;
    })
    .await;
    let mut browser = server.browser();
    let page = browser.get("/register").await.expect(200);
    assert!(!page.body.contains("name=\"username\""));
    let form = page.form("/register").set("email", "ada@example.org");
    let form = form.set("username", "root").set("password", PASSWORD);
    browser.post(&form).await.expect(303);
    let found = user::find_by_identifier(&mut server.app.db.read(), "ada@example.org").await;
    assert_eq!(found.unwrap().unwrap().username, "ada@example.org");
    let root = user::find_by_identifier(&mut server.app.db.read(), "root").await;
    assert!(root.unwrap().is_none());
}
