//! `/login/next` leads on, and lets nobody past.

use crate::support::{TestServer, covers};

covers!("/login/next");

#[tokio::test]
async fn it_leads_who_is_signed_in_on_and_nobody_else() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    let answer = browser.get("/login/next").await.expect(303);
    assert_eq!(answer.location(), "/login");
    let answer = browser
        .get("/login/next?sign_in=invented")
        .await
        .expect(303);
    assert_eq!(answer.location(), "/login?sign_in=invented");
    browser.sign_in(&ada).await;
    let answer = browser.get("/login/next").await.expect(303);
    assert_eq!(answer.location(), "/account");
    let answer = browser.get("/login/next?for=keys").await.expect(303);
    assert_eq!(answer.location(), "/account/keys");
}

#[tokio::test]
async fn no_address_of_others_is_gone_to() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for named in ["https://evil.example", "//evil.example", "/logout", "Keys"] {
        let answer = browser.get(&format!("/login/next?for={named}")).await;
        assert_eq!(answer.expect(303).location(), "/account", "{named}");
    }
}

#[tokio::test]
async fn a_request_that_waits_in_another_browser_is_not_led_to() {
    let server = TestServer::start().await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let url = format!("/oauth2/authorize?{}", app.params().encode());
    let waiting = browser
        .get(&url)
        .await
        .expect(303)
        .location()
        .replace("/login", "/login/next");
    let answer = browser.get(&waiting).await.expect(303);
    assert!(answer.location().starts_with("/login?request="));
    server.browser().get(&waiting).await.expect_page(400);
}
