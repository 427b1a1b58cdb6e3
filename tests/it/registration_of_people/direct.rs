//! Registration where addresses are not verified: the account is made at once.

use countersign::config::{UsernameChoice, Words};
use countersign::store::user;

use super::{PASSWORD, open_with, users};
use crate::support::{Browser, Form, TestServer};

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
