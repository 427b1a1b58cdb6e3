//! Staying signed in after the browser was closed, and what that is worth.

use countersign::domain::Session;
use countersign::identity::session;

use crate::support::browser::SESSION;
use crate::support::{Browser, Params, Person, TestServer, days, hours, minutes};

async fn sign_in(browser: &mut Browser, person: &Person, remember: bool) -> String {
    let page = browser.get("/login").await.expect(200);
    let form = page.form("/login");
    let form = form.set("identifier", &person.user.username);
    let form = form.set("password", &person.password);
    let form = match remember {
        true => form.set("remember", "1"),
        false => form,
    };
    let answer = browser.post(&form).await.expect(303);
    let cookies = answer.headers.get_all("set-cookie").iter();
    let session = cookies
        .filter_map(|value| value.to_str().ok())
        .find(|line| line.starts_with(SESSION));
    session.unwrap().to_owned()
}

/// The browser after it was closed and opened: what was only for as long as it was open is gone.
fn reopened(server: &TestServer, before: &Browser) -> Browser {
    let mut browser = server.browser();
    for cookie in [SESSION, "countersign_device"] {
        browser
            .cookies
            .set(cookie, before.cookies.find(cookie).unwrap());
    }
    browser
}

#[tokio::test]
async fn only_who_asked_for_it_stays_signed_in() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (mut kept, mut plain) = (server.browser(), server.browser());
    let cookie = sign_in(&mut kept, &ada, true).await;
    assert!(cookie.contains("; Max-Age=2592000"), "{cookie}");
    let cookie = sign_in(&mut plain, &ada, false).await;
    assert!(!cookie.contains("Max-Age"), "{cookie}");
    server.clock.advance(minutes(31));
    assert!(!plain.is_signed_in().await);
    let mut kept = reopened(&server, &kept);
    assert!(kept.is_signed_in().await);
    server.clock.advance(days(13));
    assert!(kept.is_signed_in().await);
    server.clock.advance(days(14));
    assert!(!kept.is_signed_in().await, "nobody came for too long");
}

#[tokio::test]
async fn a_remembered_session_has_an_end_all_the_same() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    sign_in(&mut browser, &ada, true).await;
    for _ in 0..29 {
        server.clock.advance(days(1));
        assert!(browser.is_signed_in().await);
    }
    server.clock.advance(days(1));
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn where_it_is_not_offered_nobody_stays() {
    let server = TestServer::with(|config| config.sessions.remember = false).await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    let page = browser.get("/login").await.expect(200);
    assert!(!page.body.contains("name=\"remember\""));
    let cookie = sign_in(&mut browser, &ada, true).await;
    assert!(!cookie.contains("Max-Age"), "{cookie}");
    server.clock.advance(minutes(31));
    assert!(!browser.is_signed_in().await);
}

/// Nor does who stayed before the operator changed their mind.
#[tokio::test]
async fn where_it_is_not_offered_any_more_nobody_stays_on() {
    let server = TestServer::start().await;
    let node = server
        .another_node_with(|config| config.sessions.remember = false)
        .await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    sign_in(&mut browser, &ada, true).await;
    server.clock.advance(minutes(31));
    let mut there = browser.clone();
    there.node = node;
    assert!(!there.is_signed_in().await);
    let page = there.get("/accounts").await.expect(303);
    assert_eq!(page.location(), "/login", "nor can they be chosen");
    assert!(browser.is_signed_in().await, "where it is offered they do");
}

/// NIST SP 800-63B-4 section 2.2.3: two factors from long ago are one.
#[tokio::test]
async fn what_was_shown_long_ago_is_one_factor() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    sign_in(&mut browser, &ada, true).await;
    server
        .tamper(
            "UPDATE sessions SET acr = 'urn:countersign:aal2', proofs = \
             '[{\"factor\":\"password\",\"at\":1780315200000,\"level\":\"urn:countersign:aal1\",\"methods\":[\"pwd\"]},\
             {\"factor\":\"totp\",\"at\":1780315200000,\"level\":\"urn:countersign:aal1\",\"methods\":[\"otp\"]}]'",
        )
        .await;
    let strong = |params: Params| params.set("acr_values", "urn:countersign:aal2");
    let claims = browser.tokens_for(&app, strong).await.id_claims();
    assert_eq!(claims["acr"], "urn:countersign:aal2");
    server.clock.advance(hours(13));
    let claims = browser.tokens(&app).await.id_claims();
    assert_eq!(claims["acr"], "urn:countersign:aal1");
    let stored: Vec<Session> = session::of_user(&server.app, &ada.user.id).await.unwrap();
    assert!(stored[0].remembered);
}
