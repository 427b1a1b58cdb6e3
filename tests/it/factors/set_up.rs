//! `/account/totp`: setting an application up and taking it away, each after fresh proof.

use super::with_phone;
use crate::support::{Phone, covers, minutes, seconds, signed_in};

covers!("/account/totp", "/account/totp/add", "/account/totp/remove");

const SET_UP: &str = "SELECT COUNT(*) AS value FROM totp";
const EVENTS: &str =
    "SELECT COUNT(*) AS value FROM security_events WHERE kind IN ('totp_added', 'totp_removed')";

#[tokio::test]
async fn an_app_counts_once_a_code_has_shown_that_it_is_there() {
    let (server, _, _, mut browser) = signed_in().await;
    let page = browser.get("/account/totp/add").await.expect(200);
    assert!(page.body.contains("<svg class=\"qr\""));
    assert!(page.body.contains("otpauth://totp/Countersign:ada?"));
    let phone = Phone::scan(&page);
    let form = page.form("/account/totp/add");
    let wrong = phone.wrong(server.app.now());
    let again = browser
        .post(&form.clone().set("code", &wrong))
        .await
        .expect(422);
    assert_eq!(server.number(SET_UP).await, 0);
    // The same picture again: who scanned it need not scan another.
    assert_eq!(
        Phone::scan(&again).code(server.app.now()),
        phone.code(server.app.now())
    );
    let code = phone.code(server.app.now());
    let answer = browser
        .post(&again.form("/account/totp/add").set("code", &code))
        .await;
    assert_eq!(answer.expect(303).location(), "/account/recovery-codes");
    assert_eq!(server.number(SET_UP).await, 1);
    assert_eq!(server.number(EVENTS).await, 1);
    let page = browser.get("/account/totp").await.expect(200);
    assert!(page.has_form("/account/totp/remove"));
}

#[tokio::test]
async fn the_seed_is_kept_sealed_and_never_shown_again() {
    let (server, _, _, mut browser) = signed_in().await;
    let page = browser.get("/account/totp/add").await.expect(200);
    let (_, key) = page.body.split_once("<code id=\"secret\">").unwrap();
    let key = key.split('<').next().unwrap().to_owned();
    let phone = Phone::scan(&page);
    let form = page.form("/account/totp/add");
    assert!(!form.value("seed").contains(&key.replace(' ', "")));
    let code = phone.code(server.app.now());
    browser.post(&form.set("code", &code)).await.expect(303);
    for path in ["/account/totp", "/account/totp/add", "/account"] {
        let page = browser.get(path).await;
        assert!(!page.body.contains(&key), "{path}");
    }
    assert_eq!(
        server
            .number("SELECT CAST(LENGTH(sealed) AS BIGINT) AS value FROM totp")
            .await,
        12 + 20 + 16
    );
    assert!(!server.log.text().contains(&key));
}

#[tokio::test]
async fn a_seed_of_another_session_or_of_long_ago_is_not_confirmed() {
    let (server, _, _, mut browser) = signed_in().await;
    let bob = server.person("bob").await;
    let page = browser.get("/account/totp/add").await.expect(200);
    let phone = Phone::scan(&page);
    let hers = page.form("/account/totp/add");

    let mut his = server.browser();
    his.sign_in(&bob).await;
    let form = his
        .get("/account/totp/add")
        .await
        .expect(200)
        .form("/account/totp/add");
    let code = phone.code(server.app.now());
    his.post(&form.set("seed", hers.value("seed")).set("code", &code))
        .await
        .expect(303);
    server.clock.advance(minutes(11));
    let code = phone.code(server.app.now());
    let answer = browser.post(&hers.set("code", &code)).await.expect(303);
    assert_eq!(answer.location(), "/login?for=add-totp");
    assert_eq!(server.number(SET_UP).await, 0);
}

#[tokio::test]
async fn whoever_has_one_shows_it_before_it_is_taken_away() {
    let (server, ada, phone, mut browser) = with_phone().await;
    let page = browser.get("/account/totp").await.expect(200);
    let form = page.form("/account/totp/remove");
    server.clock.advance(minutes(11));
    let answer = browser.post(&form).await.expect(303);
    assert_eq!(answer.location(), "/login?for=totp");
    assert_eq!(server.number(SET_UP).await, 1);

    // The password alone is not enough, and then the code is asked for.
    let page = browser.follow(answer).await.expect(200);
    let form = page.form("/login").set("password", &ada.password);
    let answer = browser.post(&form).await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    assert!(page.has_form("/login/code"), "{}", page.dump());
    let answer = browser
        .enter(&page, &phone.code(server.app.now()))
        .await
        .expect(303);
    assert_eq!(answer.location(), "/account/totp");
    let page = browser.get("/account/totp").await.expect(200);
    browser
        .post(&page.form("/account/totp/remove"))
        .await
        .expect(200);
    assert_eq!(server.number(SET_UP).await, 0);
    assert_eq!(server.number(EVENTS).await, 2);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn nobody_but_who_is_signed_in_comes_here() {
    let (server, _, phone, mut browser) = with_phone().await;
    let form = browser
        .get("/account/totp")
        .await
        .expect(200)
        .form("/account/totp/remove");
    let mut stranger = server.browser();
    for path in ["/account/totp", "/account/totp/add"] {
        let answer = stranger.get(path).await.expect(303);
        assert!(answer.location().starts_with("/login"), "{path}");
    }
    stranger.post(&form).await.expect(403);
    browser
        .post(&form.clone().without("csrf"))
        .await
        .expect(403);
    assert_eq!(server.number(SET_UP).await, 1);
    // A second one does not replace the first.
    let answer = browser.get("/account/totp/add").await.expect(303);
    assert_eq!(answer.location(), "/account/totp");
    server.clock.advance(seconds(30));
    assert_ne!(phone.code(server.app.now()), "");
}
