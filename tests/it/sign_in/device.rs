//! Devices that somebody signed in on before.

use crate::support::{Browser, Person, TestServer, at_once, days, seconds};

const NEW: &str = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'new_device'";

/// Guesses until the account is slowed down.
async fn guess(server: &TestServer, identifier: &str) {
    let mut stranger = server.browser();
    stranger.peer = ([198, 51, 100, 7], 40_000).into();
    let mut status = 0;
    for _ in 0..8 {
        status = stranger
            .try_sign_in(identifier, "a guess at it")
            .await
            .status
            .as_u16();
    }
    assert_eq!(status, 429);
}

async fn again(browser: &mut Browser, person: &Person) -> u16 {
    browser.cookies.remove(crate::support::browser::SESSION);
    browser
        .try_sign_in(&person.user.username, &person.password)
        .await
        .status
        .as_u16()
}

/// No lockout is a weapon against somebody's own device.
#[tokio::test]
async fn guesses_from_elsewhere_do_not_slow_a_known_device() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (mut known, mut unknown) = (server.browser(), server.browser());
    known.sign_in(&ada).await;
    guess(&server, "ada").await;
    assert_eq!(again(&mut unknown, &ada).await, 429);
    assert_eq!(again(&mut known, &ada).await, 303);
    guess(&server, "ada@example.org").await;
    assert_eq!(again(&mut known, &ada).await, 303);
}

/// A cookie of one's own account helps with nobody else's, and guesses on the known device count too.
#[tokio::test]
async fn a_known_device_is_known_for_its_own_people() {
    let server = TestServer::start().await;
    let (ada, eve) = (server.person("ada").await, server.person("eve").await);
    let mut browser = server.browser();
    browser.sign_in(&eve).await;
    guess(&server, "ada").await;
    assert_eq!(again(&mut browser, &ada).await, 429);
    let mut statuses = Vec::new();
    for _ in 0..8 {
        browser.cookies.remove(crate::support::browser::SESSION);
        statuses.push(
            browser
                .try_sign_in("eve", "a guess at it")
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(statuses[..5], [401; 5]);
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

/// Parallel guesses on it all count.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parallel_guesses_on_a_known_device_are_counted() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.get("/login?as=another").await.expect(200);
    let form = page
        .form("/login?as=another")
        .set("identifier", "ada")
        .set("password", "a guess");
    let guesses = at_once(20, |_| {
        let (mut browser, form) = (browser.clone(), form.clone());
        async move { browser.post(&form).await.status.as_u16() }
    });
    let evaluated = guesses
        .await
        .into_iter()
        .filter(|status| *status == 401)
        .count();
    assert!(evaluated <= 6, "{evaluated} guesses were evaluated");
}

#[tokio::test]
async fn a_device_that_is_new_to_a_person_is_told_of_once() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (mut first, mut second) = (server.browser(), server.browser());
    first.sign_in(&ada).await;
    assert_eq!(server.number(NEW).await, 0, "the first is no news");
    second.sign_in(&ada).await;
    assert_eq!(server.number(NEW).await, 1);
    server.letter("mail-new-device", "ada@example.org").await;
    let letters = server.outbox().await.len();
    server.clock.advance(seconds(5));
    assert_eq!(again(&mut second, &ada).await, 303);
    assert_eq!(server.number(NEW).await, 1);
    assert_eq!(server.outbox().await.len(), letters);
    server.clock.advance(days(181));
    countersign::jobs::clean(&server.app).await;
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM known_devices")
            .await,
        0
    );
}
