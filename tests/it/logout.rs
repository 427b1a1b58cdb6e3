//! `/logout`: ends the session at the server, after asking.

use crate::support::browser::SESSION;
use crate::support::{TestServer, covers};

covers!("/logout");

#[tokio::test]
async fn the_session_ends_at_the_server() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let (mut browser, mut phone) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    phone.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let code = browser.code(&app).await;
    let cookie = browser.session_cookie();
    let page = browser.get("/logout").await.expect(200);
    assert!(
        browser.is_signed_in().await,
        "a link alone signs nobody out"
    );

    let answer = browser.post(&page.form("/logout")).await.expect(200);
    assert!(
        answer.header("set-cookie").contains("Max-Age=0"),
        "{}",
        answer.dump()
    );
    assert_eq!(browser.session_cookie(), "");
    let mut replay = server.browser();
    replay.cookies.set(SESSION, &cookie);
    assert_eq!(
        replay.get("/account").await.expect(303).location(),
        "/login"
    );
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.redeem(&code, crate::support::VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    assert!(phone.is_signed_in().await);
}

#[tokio::test]
async fn a_form_of_elsewhere_signs_nobody_out() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let form = browser.get("/logout").await.expect(200).form("/logout");
    browser
        .post(&form.clone().without("csrf"))
        .await
        .expect_page(403);
    browser
        .post_with(&form, &[("origin", "https://evil.example")])
        .await
        .expect_page(403);
    assert!(browser.is_signed_in().await);
    browser.post(&form).await.expect(200);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn who_is_not_signed_in_may_sign_out_too() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    let page = browser.get("/logout").await.expect(200);
    browser.post(&page.form("/logout")).await.expect(200);
}
