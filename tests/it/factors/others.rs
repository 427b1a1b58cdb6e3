//! A second factor is of one person, and of an account that is open: whoever learnt a password gets no further with another's.

use countersign::identity::account;

use super::with_phone;
use crate::support::{minutes, seconds};

const SESSIONS: &str = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL";

/// Eve is signed in with her own phone, and knows Ada's password.
#[tokio::test]
async fn ones_own_codes_do_not_finish_anothers_sign_in() {
    let (server, ada, phone, _) = with_phone().await;
    let (eve, hers) = server.person_with_phone("eve").await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&eve).await;
    let code = hers.code(server.app.now());
    browser.enter(&page, &code).await.expect(303);
    let codes = browser.make_recovery_codes().await;
    server.clock.advance(seconds(60));
    let before = server.number(SESSIONS).await;

    let form = browser.get("/login?as=another").await.form("/login");
    let form = form.set("identifier", "ada").set("password", &ada.password);
    let answer = browser.post(&form).await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    let code = hers.code(server.app.now());
    browser.enter(&page, &code).await.expect(401);
    let mut recovery = page.form("/login/code").set("code", &codes[0]);
    recovery.action = recovery.action.replace("/code", "/recovery-code");
    browser.post(&recovery).await.expect(303);
    assert_eq!(server.number(SESSIONS).await, before);

    let right = phone.code(server.app.now());
    browser.enter(&page, &right).await.expect(303);
    assert_eq!(server.number(SESSIONS).await, before + 1);
}

#[tokio::test]
async fn an_account_that_is_disabled_between_two_factors_stays_closed() {
    let (server, ada, phone, _) = with_phone().await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    account::disable(&server.app, &ada.user).await.unwrap();
    server.clock.advance(seconds(30));
    let code = phone.code(server.app.now());
    browser.enter(&page, &code).await.expect(403);
    assert!(!browser.is_signed_in().await);
    assert_eq!(server.number(SESSIONS).await, 0);

    let account = account::enable(&server.app, &ada.user).await;
    assert!(account.unwrap());
    server.clock.advance(minutes(1));
    let page = browser.half_sign_in(&ada).await;
    let code = phone.code(server.app.now());
    browser.enter(&page, &code).await.expect(303);
    assert!(browser.is_signed_in().await);
}
