//! `/login/code`: a code of the application on a phone, after the password, counted once (RFC 6238 section 5.2).

use countersign::config::When;

use super::with_phone;
use crate::support::{TestServer, at_once, covers, minutes, seconds};

covers!("/login/code");

#[tokio::test]
async fn a_password_alone_does_not_sign_in_whoever_has_a_phone() {
    let (server, ada, phone, _) = with_phone().await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    assert!(!browser.is_signed_in().await);
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM sessions")
            .await,
        1
    );

    let code = phone.code(server.app.now());
    let answer = browser.enter(&page, &code).await.expect(303);
    assert_eq!(answer.location(), "/account");
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn tokens_say_that_there_were_two() {
    let (server, ada, phone, _) = with_phone().await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let page = browser.sign_in_at(&page, &ada).await.expect(200);
    let code = phone.code(server.app.now());
    let answer = browser.enter(&page, &code).await.expect(303);
    let code = browser.follow(answer).await.code();
    let tokens = app
        .redeem(&code, crate::support::VERIFIER)
        .await
        .expect(200);
    let said = crate::support::Tokens::of(&tokens).id_claims();
    assert_eq!(said["acr"], "urn:countersign:aal2");
    assert_eq!(said["amr"], serde_json::json!(["pwd", "otp", "mfa"]));
}

#[tokio::test]
async fn a_code_counts_once_and_so_does_its_step() {
    let (server, ada, phone, _) = with_phone().await;
    let code = phone.code(server.app.now());
    let mut first = server.browser();
    let page = first.half_sign_in(&ada).await;
    first.enter(&page, &code).await.expect(303);

    let mut second = server.browser();
    let page = second.half_sign_in(&ada).await;
    second.enter(&page, &code).await.expect(401);
    // Nor does the code of the step before, which is still within the window.
    let before = phone.code(server.app.now() - seconds(30));
    second.enter(&page, &before).await.expect(401);
    assert!(!second.is_signed_in().await);
    server.clock.advance(seconds(30));
    second
        .enter(&page, &phone.code(server.app.now()))
        .await
        .expect(303);
    assert!(second.is_signed_in().await);
}

#[tokio::test]
async fn the_clock_going_back_brings_no_code_back() {
    let (server, ada, phone, _) = with_phone().await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let code = phone.code(server.app.now());
    browser.enter(&page, &code).await.expect(303);
    server.clock.go_back(minutes(5));
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let earlier = phone.code(server.app.now());
    browser.enter(&page, &earlier).await.expect(401);
    browser.enter(&page, &code).await.expect(401);
}

#[tokio::test]
async fn of_many_who_show_a_code_at_once_on_two_nodes_one_is_in() {
    let server = TestServer::with(|config| {
        config.throttle.account_free = 100;
        config.throttle.address_free = 1000;
        config.challenge.when = When::Off;
    })
    .await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let phone = browser.add_phone().await;
    let other = server.another_node().await;
    server.clock.advance(seconds(60));
    let code = phone.code(server.app.now());

    let mut waiting = Vec::new();
    for number in 0..50 {
        let node = if number % 2 == 0 { &*server } else { &other };
        let mut browser = node.browser();
        let page = browser.half_sign_in(&ada).await;
        waiting.push((browser, page.form("/login/code").set("code", &code)));
    }
    let statuses = at_once(50, |number| {
        let (mut browser, form) = waiting[number].clone();
        async move { browser.post(&form).await.status.as_u16() }
    })
    .await;
    let won = statuses.iter().filter(|status| **status == 303).count();
    assert_eq!(won, 1, "{statuses:?}");
    assert!(
        statuses.iter().all(|status| [303, 401].contains(status)),
        "{statuses:?}"
    );
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM sessions")
            .await,
        2
    );
}

#[tokio::test]
async fn nobody_comes_here_who_showed_nothing() {
    let (server, ada, phone, _) = with_phone().await;
    let code = phone.code(server.app.now());
    let mut browser = server.browser();
    let answer = browser.get("/login/code").await.expect(303);
    assert_eq!(answer.location(), "/login/next");
    let answer = browser.follow(answer).await.expect(200);
    assert!(answer.has_form("/login"));
    let mut form = answer.form("/login").without("password").set("code", &code);
    form.action = "/login/code".to_owned();
    browser.post(&form).await.expect(303);
    assert!(!browser.is_signed_in().await);

    // A sign-in of hers that waits in another browser is not gone on with here.
    let mut hers = server.browser();
    let page = hers.half_sign_in(&ada).await;
    form.action = page.form("/login/code").action;
    let answer = browser.post(&form).await.expect(303);
    assert!(answer.location().starts_with("/login/next"));
    assert!(!browser.is_signed_in().await);
    hers.enter(&page, &code).await.expect(303);
}

#[tokio::test]
async fn a_sign_in_that_waited_too_long_begins_again() {
    let (server, ada, phone, _) = with_phone().await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    server.clock.advance(minutes(11));
    let code = phone.code(server.app.now());
    let answer = browser.enter(&page, &code).await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    assert!(page.has_form("/login") && !browser.is_signed_in().await);
}

#[tokio::test]
async fn what_was_shown_is_worth_nothing_once_the_password_has_changed() {
    let (server, ada, phone, mut elsewhere) = with_phone().await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let form = elsewhere
        .get("/account/password")
        .await
        .expect(200)
        .form("/account/password");
    let form = form
        .set("current_password", &ada.password)
        .set("new_password", "another four plain words");
    elsewhere.post(&form).await.expect(200);
    let code = phone.code(server.app.now());
    browser.enter(&page, &code).await.expect(303);
    assert!(!browser.is_signed_in().await);
}
