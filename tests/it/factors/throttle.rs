//! Guesses of codes count against the account with those of its password, whatever was right in between.

use super::with_phone;
use crate::support::{at_once, seconds};

#[tokio::test]
async fn the_right_password_in_between_does_not_free_more_guesses() {
    let (server, ada, phone, _) = with_phone().await;
    let mut browser = server.browser();
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let answer = browser.try_sign_in("ada", &ada.password).await;
        if answer.status == 429 {
            statuses.push(429);
            break;
        }
        let page = browser.follow(answer).await.expect(200);
        let wrong = phone.wrong(server.app.now());
        statuses.push(browser.enter(&page, &wrong).await.status.as_u16());
    }
    // Five attempts are free: three passwords and two codes, or so. Then there is a pause for either.
    assert!(
        statuses.len() <= 4 && statuses.last() == Some(&429),
        "{statuses:?}"
    );
    let mut other = server.browser();
    other
        .try_sign_in("ada@example.org", &ada.password)
        .await
        .expect(429);
}

#[tokio::test]
async fn parallel_guesses_all_count() {
    let (server, ada, phone, _) = with_phone().await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let form = page
        .form("/login/code")
        .set("code", &phone.wrong(server.app.now()));
    let statuses = at_once(50, |_| {
        let (mut browser, form) = (browser.clone(), form.clone());
        async move { browser.post(&form).await.status.as_u16() }
    })
    .await;
    let judged = statuses.iter().filter(|status| **status == 401).count();
    assert!(judged <= 5, "{statuses:?}");

    // The right code is not judged during the pause; after it, it is.
    let right = phone.code(server.app.now());
    browser.enter(&page, &right).await.expect(429);
    server.clock.advance(seconds(30));
    let right = phone.code(server.app.now());
    browser.enter(&page, &right).await.expect(303);
    assert!(browser.is_signed_in().await);
    // What was counted is settled with the sign-in.
    let mut other = server.browser();
    other.peer = ([198, 51, 100, 7], 40_000).into();
    other.half_sign_in(&ada).await;
}

/// Whoever guesses at a code has the password already: that is for its owner to know, once an hour.
#[tokio::test]
async fn its_owner_sees_that_somebody_guesses_at_a_code() {
    const REFUSED: &str =
        "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'sign_in_refused'";
    let (server, ada, phone, _) = with_phone().await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    assert_eq!(server.number(REFUSED).await, 0);
    for _ in 0..2 {
        let wrong = phone.wrong(server.app.now());
        browser.enter(&page, &wrong).await.expect(401);
    }
    assert_eq!(server.number(REFUSED).await, 1);
}
