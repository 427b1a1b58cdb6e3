//! `id_token_hint` and `login_hint` (OIDC Core section 3.1.2.1): whom the application expects.

use crate::support::{Params, TestServer, hours, minutes, seconds};

fn hinted(token: &str) -> impl Fn(Params) -> Params {
    let token = token.to_owned();
    move |params| params.set("id_token_hint", &token)
}

#[tokio::test]
async fn only_the_person_of_the_hint_is_answered_for() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let of_ada = browser.tokens(&app).await.id;
    let mut other = server.browser();
    other.sign_in(&bob).await;
    let of_bob = other.tokens(&app).await.id;
    server.clock.advance(seconds(1));
    browser
        .authorize(&app, hinted(&of_ada))
        .await
        .expect(303)
        .code();
    let silent = |params: Params| hinted(&of_bob)(params).set("prompt", "none");
    browser
        .authorize(&app, silent)
        .await
        .expect_redirected_error("login_required");

    // Whoever signs in now is not the person expected either.
    let page = browser.authorize(&app, hinted(&of_bob)).await.expect(200);
    browser
        .sign_in_at(&page, &ada)
        .await
        .expect_redirected_error("login_required");
}

#[tokio::test]
async fn an_expired_hint_still_names_its_person_and_a_forged_one_does_not() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (app, other) = (server.app_client().await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    server.clock.advance(hours(2));
    browser.sign_in(&ada).await;
    server.clock.advance(minutes(1));
    browser
        .authorize(&app, hinted(&tokens.id))
        .await
        .expect(303)
        .code();

    let (signed, _) = tokens.id.rsplit_once('.').unwrap();
    let unsigned = tokens
        .id
        .split('.')
        .nth(1)
        .map(|claims| format!("eyJhbGciOiJub25lIn0.{claims}."));
    for forged in [
        &format!("{signed}.AAAA"),
        signed,
        &unsigned.unwrap(),
        &tokens.access,
        "x",
    ] {
        browser
            .authorize(&app, hinted(forged))
            .await
            .expect_redirected_error("invalid_request");
    }
    // An ID token that another client was issued is no hint for this one.
    browser
        .authorize(&other, hinted(&tokens.id))
        .await
        .expect_redirected_error("invalid_request");
}

#[tokio::test]
async fn a_login_hint_fills_in_the_name_and_decides_nothing() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser
        .authorize(&app, |params| params.set("login_hint", "somebody else"))
        .await
        .expect(200);
    assert_eq!(page.form("/login").value("identifier"), "somebody else");
    browser.sign_in_at(&page, &ada).await.expect(303).code();
}
