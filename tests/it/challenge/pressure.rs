//! When work is asked for: never, always, or when there were many failures; then of those only whom it concerns.

use std::net::SocketAddr;

use countersign::config::When;

use super::{WRONG, asks_for_work, attempts, on_failures, worked};
use crate::support::{Answer, Browser, TestServer, hours, minutes};

fn from(server: &TestServer, number: u8) -> Browser {
    let mut browser = server.browser();
    browser.peer = SocketAddr::from(([203, 0, 113, number], 1));
    browser
}

async fn is_asked(browser: &mut Browser) -> bool {
    asks_for_work(&browser.get("/login").await.expect(200))
}

/// Tries again on the page that came back, with its work done.
async fn again(browser: &mut Browser, page: &Answer, password: &str) -> Answer {
    let form = worked(page, "/login").set("password", password);
    browser.post(&form).await
}

#[tokio::test]
async fn by_default_people_who_mistype_do_not_meet_it() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    for _ in 0..5 {
        let page = browser.try_sign_in("ada", WRONG).await.expect(401);
        assert!(!asks_for_work(&page));
    }
    browser.sign_in(&ada).await;
}

#[tokio::test]
async fn it_can_be_off() {
    let server = on_failures(|config| {
        config.challenge.when = When::Off;
        config.challenge.account = 1;
    })
    .await;
    for _ in 0..3 {
        let page = server.browser().try_sign_in("ada", WRONG).await.expect(401);
        assert!(!asks_for_work(&page));
    }
}

/// At the account alone, under all its names, and not on its owner's own device.
#[tokio::test]
async fn many_failures_at_an_account_make_its_sign_ins_take_work() {
    let server = on_failures(|config| config.challenge.account = 3).await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let mut own = from(&server, 9);
    own.sign_in(&ada).await;
    own.cookies.remove(crate::support::browser::SESSION);
    for number in 0..2 {
        let page = from(&server, number).try_sign_in("ada", WRONG).await;
        assert!(!asks_for_work(&page.expect(401)));
    }
    let mut guesser = from(&server, 3);
    let page = guesser.try_sign_in("ada@example.org", WRONG).await;
    assert!(asks_for_work(&page.expect(401)));

    let mut stranger = from(&server, 4);
    assert!(!is_asked(&mut stranger).await, "no name, no work");
    let before = attempts(&server).await;
    let page = stranger.try_sign_in("ADA", &ada.password).await.expect(422);
    assert_eq!(attempts(&server).await, before);
    again(&mut stranger, &page, &ada.password).await.expect(303);

    let page = from(&server, 5).try_sign_in("ada", WRONG).await.expect(401);
    assert!(!asks_for_work(&page), "a sign-in forgets the failures");
    for number in 6..8 {
        let guess = from(&server, number).try_sign_in("ada", WRONG).await;
        guess.expect(401);
    }
    from(&server, 8).sign_in(&bob).await;
    own.sign_in(&ada).await;
}

#[tokio::test]
async fn a_name_that_nobody_has_is_treated_alike() {
    let server = on_failures(|config| config.challenge.account = 2).await;
    for _ in 0..2 {
        let mut browser = server.browser();
        browser.try_sign_in("nobody", WRONG).await.expect(401);
    }
    let mut browser = server.browser();
    let page = browser.try_sign_in("Nobody", WRONG).await.expect(422);
    again(&mut browser, &page, WRONG).await.expect(401);
    let mut browser = server.browser();
    browser.try_sign_in("nobody-else", WRONG).await.expect(401);
}

#[tokio::test]
async fn many_failures_from_an_address_make_those_from_there_take_work() {
    let server = on_failures(|config| config.challenge.address = 3).await;
    let ada = server.person("ada").await;
    for number in 0..3 {
        assert!(!is_asked(&mut from(&server, 1)).await);
        let name = format!("guess-{number}");
        let guess = from(&server, 1).try_sign_in(&name, WRONG).await;
        guess.expect(401);
    }
    assert!(is_asked(&mut from(&server, 1)).await);
    let mut there = from(&server, 1);
    let form = there.get("/login").await.form("/login");
    let without = form.set("identifier", "ada").set("password", &ada.password);
    let page = there.post(&without).await.expect(422);
    again(&mut there, &page, &ada.password).await.expect(303);
    from(&server, 2).sign_in(&ada).await;
}

/// Guesses that come from everywhere, each at another account.
#[tokio::test]
async fn many_failures_everywhere_make_all_sign_ins_take_work_for_a_while() {
    let server = on_failures(|config| config.challenge.server = 5).await;
    let ada = server.person("ada").await;
    for number in 0..5 {
        let mut guesser = from(&server, number);
        assert!(!is_asked(&mut guesser).await);
        let name = format!("guess-{number}");
        guesser.try_sign_in(&name, WRONG).await.expect(401);
    }
    let mut browser = from(&server, 99);
    let page = browser.get("/login").await.expect(200);
    assert!(asks_for_work(&page));
    assert!(page.body.contains("come back in 60 minutes"));
    let without = page.form("/login").set("identifier", "ada");
    let page = browser.post(&without.set("password", &ada.password)).await;
    again(&mut browser, &page.expect(422), &ada.password)
        .await
        .expect(303);
    server.clock.advance(minutes(59));
    assert!(is_asked(&mut from(&server, 98)).await);
    server.clock.advance(hours(1));
    assert!(!is_asked(&mut from(&server, 98)).await);
    from(&server, 98).sign_in(&ada).await;
}
