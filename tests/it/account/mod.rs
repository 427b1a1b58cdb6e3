//! `/account`: a person's own name, password and sessions, and nobody else's.

mod activity;
mod amended;
mod data;
mod delete;
mod freshness;
mod picture;
mod shown;

use crate::support::seed::PASSWORD;
use crate::support::{TestServer, covers};

covers!(
    "/account",
    "/account/profile",
    "/account/language",
    "/account/password",
    "/account/sessions/end",
    "/account/sessions/end-others",
    "/account/sessions/end-all"
);

const NEW: &str = "another few unrelated words";

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_the_sign_in() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    assert_eq!(
        browser.get("/account").await.expect(303).location(),
        "/login"
    );
    let csrf = browser
        .get("/login")
        .await
        .form("/login")
        .value("csrf")
        .to_owned();
    for (page, action) in [
        ("profile", "profile"),
        ("profile", "details"),
        ("profile", "language"),
        ("password", "password"),
        ("sessions", "sessions/end"),
        ("sessions", "sessions/end-others"),
        ("sessions", "sessions/end-all"),
    ] {
        let mut signed_in = server.browser();
        signed_in.sign_in(&ada).await;
        server.browser().sign_in(&ada).await;
        let page = format!("/account/{page}");
        let form = signed_in
            .get(&page)
            .await
            .expect(200)
            .form(&format!("/account/{action}"));
        let form = form
            .set("csrf", &csrf)
            .set("given_name", "Mallory")
            .set("current_password", PASSWORD);
        assert_eq!(
            browser
                .post(&form.set("new_password", NEW))
                .await
                .expect(303)
                .location(),
            "/login"
        );
    }
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NOT NULL")
            .await,
        0
    );
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM users WHERE given_name = 'Ada'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_name_is_changed_and_an_unfit_one_is_not() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let form = browser
        .get("/account/profile")
        .await
        .expect(200)
        .form("/account/profile");
    let answer = browser
        .post(
            &form
                .clone()
                .set("given_name", "Grace")
                .set("family_name", ""),
        )
        .await
        .expect(200);
    assert_eq!(answer.form("/account/profile").value("given_name"), "Grace");
    assert!(!answer.body.contains("Ada"), "{}", answer.dump());
    assert_eq!(
        browser
            .get("/account/profile")
            .await
            .form("/account/profile")
            .value("family_name"),
        ""
    );

    for bad in ["x".repeat(101), "two\nlines".to_owned()] {
        browser
            .post(&form.clone().set("given_name", &bad))
            .await
            .expect(422);
    }
    // What the form does not offer is not changed by sending it (mass assignment).
    let more = form
        .set("given_name", "Grace")
        .set("username", "root")
        .set("email", "x@example.org")
        .set("id", "1");
    browser.post(&more).await.expect(200);
    let same = "SELECT COUNT(*) AS value FROM users WHERE username = 'ada' AND email = 'ada@example.org' AND given_name = 'Grace'";
    assert_eq!(server.number(same).await, 1);
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_the_old_one() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let (mut browser, mut other) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    other.sign_in(&ada).await;
    let tokens = other.tokens(&app).await;
    let form = browser
        .get("/account/password")
        .await
        .expect(200)
        .form("/account/password");
    let with = |current: &str, new: &str| {
        form.clone()
            .set("current_password", current)
            .set("new_password", new)
    };
    for (current, new) in [
        ("not the password at all", NEW),
        ("", NEW),
        (PASSWORD, "short"),
        (PASSWORD, "aaaaaaaaaaaaaaaaaaaa"),
        (PASSWORD, "ada@example.org12"),
        (PASSWORD, &"long ".repeat(300)),
    ] {
        browser.post(&with(current, new)).await.expect(422);
    }
    assert!(other.is_signed_in().await);

    browser.post(&with(PASSWORD, NEW)).await.expect(200);
    assert!(browser.is_signed_in().await, "this session stays");
    assert!(!other.is_signed_in().await, "the others end");
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(401);
    server.browser().try_sign_in("ada", NEW).await.expect(303);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let (mut browser, mut phone, mut laptop) =
        (server.browser(), server.browser(), server.browser());
    phone.user_agent =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1".to_owned();
    for one in [&mut browser, &mut phone, &mut laptop] {
        one.sign_in(&ada).await;
    }
    let of_phone = phone.tokens(&app).await;
    let page = browser.get("/account/sessions").await.expect(200);
    assert!(
        page.body.contains("Safari on iPhone") && page.body.contains("Firefox on Linux"),
        "{}",
        page.dump()
    );
    let sid = of_phone.access_claims()["sid"].as_str().unwrap().to_owned();
    browser
        .post(&page.form("/account/sessions/end").set("id", &sid))
        .await
        .expect(200);
    assert!(!phone.is_signed_in().await);
    app.refresh(&of_phone.refresh)
        .await
        .expect_error(400, "invalid_grant");
    assert!(laptop.is_signed_in().await);

    browser
        .post(
            &browser
                .clone()
                .get("/account/sessions")
                .await
                .form("/account/sessions/end-others"),
        )
        .await
        .expect(200);
    assert!(!laptop.is_signed_in().await);
    assert!(browser.is_signed_in().await);
}

/// Another person's session is out of reach, also for who knows its id.
#[tokio::test]
async fn another_persons_session_cannot_be_ended() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let app = server.app_client().await;
    let (mut adas, mut bobs, mut other) = (server.browser(), server.browser(), server.browser());
    adas.sign_in(&ada).await;
    bobs.sign_in(&bob).await;
    other.sign_in(&bob).await;
    let sid = adas.tokens(&app).await.access_claims()["sid"]
        .as_str()
        .unwrap()
        .to_owned();
    let form = bobs
        .get("/account/sessions")
        .await
        .expect(200)
        .form("/account/sessions/end");
    bobs.post(&form.clone().set("id", &sid)).await.expect(200);
    assert!(adas.is_signed_in().await);
    let others = bobs
        .get("/account/sessions")
        .await
        .form("/account/sessions/end-others");
    bobs.post(&others).await.expect(200);
    assert!(adas.is_signed_in().await);
    assert!(!other.is_signed_in().await);
}
