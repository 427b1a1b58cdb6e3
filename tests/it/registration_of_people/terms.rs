//! `/terms`: who has not agreed to the version in force is asked before an application is answered.

use countersign::config::{Config, Flags, Sources};

use super::{PASSWORD, asked};
use crate::support::{TestServer, covers, signed_in};

covers!("/terms");

fn with_terms(config: &mut Config) {
    let env = [
        ("COUNTERSIGN_TERMS__VERSION", "2026-11"),
        ("COUNTERSIGN_TERMS__URL", "https://example.org/terms"),
        ("COUNTERSIGN_ACCOUNTS__REGISTRATION", "open"),
    ];
    let env = env.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let flags = Flags::default();
    let loaded = Config::load(Sources {
        file: None,
        env,
        flags,
    })
    .unwrap();
    config.terms = loaded.terms;
    config.accounts = loaded.accounts;
}

async fn server() -> TestServer {
    TestServer::with(with_terms).await
}

async fn agreed(server: &TestServer) -> i64 {
    let count = "SELECT COUNT(*) AS value FROM users WHERE terms_version = '2026-11'";
    server.number(count).await
}

#[tokio::test]
async fn an_application_waits_until_the_terms_are_agreed_to() {
    let server = server().await;
    let (ada, app) = (server.person("ada").await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let silent = |params: crate::support::Params| params.set("prompt", "none");
    let refused = browser.authorize(&app, silent).await;
    refused.expect_redirected_error("interaction_required");
    let page = browser.authorize(&app, |params| params).await.expect(200);
    assert!(page.body.contains("https://example.org/terms"));
    let old = page
        .form("/terms")
        .set("decision", "accept")
        .set("version", "2025");
    let again = browser.post(&old).await.expect(303);
    assert!(again.location().starts_with("/terms?request="));
    assert_eq!(agreed(&server).await, 0);

    let form = page.form("/terms").set("decision", "accept");
    let answer = browser.post(&form).await.expect(303);
    assert!(!browser.follow(answer).await.expect(303).code().is_empty());
    assert_eq!(agreed(&server).await, 1);
    let events = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'terms_accepted'";
    assert_eq!(server.number(events).await, 1);
    assert!(
        !browser.code(&app).await.is_empty(),
        "nobody is asked twice"
    );
}

#[tokio::test]
async fn who_does_not_agree_is_signed_out() {
    let server = server().await;
    let (ada, app) = (server.person("ada").await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let form = page.form("/terms").set("decision", "refuse");
    browser
        .post(&form.clone().set("csrf", "x"))
        .await
        .expect_page(403);
    assert!(browser.is_signed_in().await);
    browser.post(&form).await.expect(200);
    assert!(!browser.is_signed_in().await);
    assert_eq!(agreed(&server).await, 0);
}

#[tokio::test]
async fn who_registers_agrees_then_and_there() {
    let server = server().await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser, "ada@example.org").await;
    let form = browser.get(&link).await.expect(200).form("/");
    let form = form.set("username", "ada").set("password", PASSWORD);
    browser.post(&form).await.expect(422);
    assert_eq!(agreed(&server).await, 0);
    browser.post(&form.set("terms", "yes")).await.expect(303);
    assert_eq!(agreed(&server).await, 1);
}

#[tokio::test]
async fn where_there_are_no_terms_nobody_is_asked() {
    let (_server, _, _, mut browser) = signed_in().await;
    assert_eq!(
        browser.get("/terms").await.expect(303).location(),
        "/account"
    );
}
