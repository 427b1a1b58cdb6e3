//! `/verify`: an address is shown to be somebody's before an application is answered for them.

use super::open;
use crate::support::{Browser, Person, TestServer, covers, minutes};

covers!("/verify", "/verify/confirm");

async fn unverified(server: &TestServer, name: &str) -> Person {
    server
        .person_with(name, |new| new.email_verified = false)
        .await
}

async fn sent(server: &TestServer, browser: &mut Browser, email: &str) -> String {
    let page = browser.get("/verify").await.expect(200);
    browser.post(&page.form("/verify")).await.expect(200);
    server.last_letter_to(email).await.link.unwrap()
}

async fn is_verified(server: &TestServer) -> bool {
    let count = "SELECT COUNT(*) AS value FROM users WHERE email_verified";
    server.number(count).await > 0
}

#[tokio::test]
async fn an_application_waits_until_the_address_is_verified() {
    let server = open().await;
    let (ada, app) = (unverified(&server, "ada").await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let told = browser.post(&page.form("/verify")).await.expect(200);
    let on = told
        .body
        .split("href=\"/oauth2/authorize/resume")
        .nth(1)
        .unwrap();
    let on = format!("/oauth2/authorize/resume{}", on.split('"').next().unwrap());
    let again = browser.get(&on).await.expect(303);
    assert!(again.location().starts_with("/verify?request="));

    let link = server.last_letter_to("ada@example.org").await.link.unwrap();
    let page = browser.get(&link).await.expect(200);
    assert!(
        !is_verified(&server).await,
        "to open a link changes nothing"
    );
    browser
        .post(&page.form("/verify/confirm"))
        .await
        .expect(200);
    assert!(is_verified(&server).await);
    assert!(!browser.get(&on).await.expect(303).code().is_empty());
    let silent = |params: crate::support::Params| params.set("prompt", "none");
    assert!(!browser.authorize(&app, silent).await.code().is_empty());
}

#[tokio::test]
async fn only_whoever_is_signed_in_to_the_account_verifies_its_address() {
    let server = open().await;
    let mallory = server
        .person_with("mallory", |new| {
            new.email = Some("victim@example.org".to_owned());
            new.email_verified = false;
        })
        .await;
    let bob = unverified(&server, "bob").await;
    let mut theirs = server.browser();
    theirs.sign_in(&mallory).await;
    let link = sent(&server, &mut theirs, "victim@example.org").await;

    server.browser().get(&link).await.expect_page(401);
    let mut another = server.browser();
    another.sign_in(&bob).await;
    another.get(&link).await.expect_page(410);
    let own = sent(&server, &mut another, "bob@example.org").await;
    let form = another.get(&own).await.expect(200).form("/verify/confirm");
    let token = link.split("token=").nth(1).unwrap();
    another
        .post(&form.set("token", token))
        .await
        .expect_page(410);
    assert!(!is_verified(&server).await);
}

#[tokio::test]
async fn a_link_verifies_once_and_only_the_address_that_it_went_to() {
    let server = open().await;
    let ada = unverified(&server, "ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let replaced = sent(&server, &mut browser, "ada@example.org").await;
    let moved = sent(&server, &mut browser, "ada@example.org").await;
    browser.get(&replaced).await.expect_page(410);
    let form = browser
        .get(&moved)
        .await
        .expect(200)
        .form("/verify/confirm");
    server
        .tamper("UPDATE users SET email = 'x@example.org', email_key = 'x@example.org'")
        .await;
    browser.post(&form).await.expect_page(410);
    assert!(!is_verified(&server).await);

    let late = sent(&server, &mut browser, "x@example.org").await;
    server.clock.advance(minutes(15));
    browser.get(&late).await.expect_page(410);
    let good = sent(&server, &mut browser, "x@example.org").await;
    let form = browser.get(&good).await.expect(200).form("/verify/confirm");
    browser.post(&form).await.expect(200);
    browser.post(&form).await.expect_page(410);
    assert!(is_verified(&server).await);
}

/// Where nobody registers, the operator made the account.
#[tokio::test]
async fn accounts_of_the_operator_are_taken_as_they_are() {
    let server = TestServer::start().await;
    let (ada, app) = (unverified(&server, "ada").await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    assert!(!browser.code(&app).await.is_empty());
}
