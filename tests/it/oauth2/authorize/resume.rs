//! `/oauth2/authorize/resume`: a request goes on in the browser that began it, and is answered once.

use crate::support::{TestServer, at_once, covers, minutes, seconds};

covers!("/oauth2/authorize/resume");

const KEPT: &str = "SELECT COUNT(*) AS value FROM authorization_requests";
const CODES: &str = "SELECT COUNT(*) AS value FROM authorization_codes";

/// Login CSRF: a link to the attacker's own request is worth nothing in the victim's browser.
#[tokio::test]
async fn another_browser_cannot_take_it_up() {
    let server = TestServer::start().await;
    let (ada, mallory) = (server.person("ada").await, server.person("mallory").await);
    let app = server.app_client().await;
    let mut attacker = server.browser();
    let page = attacker.authorize(&app, |params| params).await.expect(200);
    let login = page.form("/login").action;
    let resume = login.replace("/login", "/oauth2/authorize/resume");
    let consent = login.replace("/login", "/consent");

    let mut victim = server.browser();
    victim.sign_in(&ada).await;
    for url in [&login, &resume, &consent] {
        let answer = victim.get(url).await;
        victim.follow(answer).await.expect_page(400);
    }
    assert_eq!(server.number(CODES).await, 0);
    assert_eq!(server.number(KEPT).await, 1);
    assert!(
        !attacker
            .sign_in_at(&page, &mallory)
            .await
            .expect(303)
            .code()
            .is_empty()
    );
}

#[tokio::test]
async fn it_is_answered_once() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let resume = page
        .form("/login")
        .action
        .replace("/login", "/oauth2/authorize/resume");
    browser.sign_in_at(&page, &ada).await.expect(303).code();

    browser.get(&resume).await.expect_page(400);
    assert_eq!(
        (server.number(CODES).await, server.number(KEPT).await),
        (1, 0)
    );
    browser
        .get("/oauth2/authorize/resume")
        .await
        .expect_page(400);
    browser
        .get("/oauth2/authorize/resume?request=invented")
        .await
        .expect_page(400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_at_once_one_is_answered() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let resume = page
        .form("/login")
        .action
        .replace("/login", "/oauth2/authorize/resume");
    browser.sign_in(&ada).await;
    let answers = at_once(20, |number| {
        let (mut browser, resume) = (browser.clone(), resume.clone());
        if number % 2 == 1 {
            browser.node = another.clone();
        }
        async move { browser.get(&resume).await.status.as_u16() }
    })
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 303).count(),
        1,
        "{answers:?}"
    );
    assert!(
        answers.iter().all(|status| matches!(status, 303 | 400)),
        "{answers:?}"
    );
    assert_eq!(server.number(CODES).await, 1);
}

#[tokio::test]
async fn it_waits_for_half_an_hour() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    server.clock.advance(minutes(30) - seconds(1));
    browser
        .clone()
        .sign_in_at(&page, &ada)
        .await
        .expect(303)
        .code();

    let page = browser.authorize(&app, |params| params).await.expect(200);
    server.clock.advance(minutes(30));
    let form = page
        .form("/login")
        .set("identifier", "ada")
        .set("password", &ada.password);
    browser.post(&form).await.expect_page(400);
    assert_eq!(server.number(CODES).await, 1);
}

#[tokio::test]
async fn a_client_that_was_disabled_meanwhile_gets_nothing() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (app, doomed) = (server.app_client().await, server.app_client().await);
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    browser
        .clone()
        .sign_in_at(&page, &ada)
        .await
        .expect(303)
        .code();

    let page = browser
        .authorize(&doomed, |params| params)
        .await
        .expect(200);
    countersign::oauth::registration::disable(&server.app, &doomed.id)
        .await
        .unwrap();
    let form = page
        .form("/login")
        .set("identifier", "ada")
        .set("password", &ada.password);
    browser.post(&form).await.expect_page(400);
    assert_eq!(server.number(CODES).await, 1);
}

/// A second tab has its own request; neither disturbs the other.
#[tokio::test]
async fn two_tabs_are_two_requests() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let first = browser
        .authorize(&app, |params| params.set("state", "first"))
        .await
        .expect(200);
    let second = browser
        .authorize(&app, |params| params.set("state", "second"))
        .await
        .expect(200);
    let answer = browser.sign_in_at(&second, &ada).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("second"));
    let resume = first
        .form("/login")
        .action
        .replace("/login", "/oauth2/authorize/resume");
    let answer = browser.get(&resume).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("first"));
}
