//! How long a session lives, by the server's clock.

use std::time::Duration;

use crate::support::{TestServer, hours, minutes, seconds};

#[tokio::test]
async fn it_ends_when_idle() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for _ in 0..3 {
        server.clock.advance(minutes(29));
        assert!(browser.is_signed_in().await);
    }
    server.clock.advance(minutes(30));
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn it_ends_after_its_absolute_time_however_busy() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let end = hours(12);
    let mut past = Duration::ZERO;
    while past + minutes(20) < end {
        server.clock.advance(minutes(20));
        past += minutes(20);
        assert!(browser.is_signed_in().await);
    }
    server.clock.advance(end - past - seconds(1));
    assert!(browser.is_signed_in().await);
    server.clock.advance(seconds(1));
    assert!(!browser.is_signed_in().await);
}

/// A cookie's value is looked up whole: nothing near it opens anything.
#[tokio::test]
async fn nothing_near_a_cookie_opens_the_session() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let good = browser.session_cookie();
    assert!(good.len() >= 22, "128 bits at least");
    for bad in [
        &good[1..],
        &format!("{good}A"),
        &good.to_uppercase(),
        "",
        &"x".repeat(5000),
    ] {
        let mut other = browser.clone();
        other.cookies.set(crate::support::browser::SESSION, bad);
        assert!(!other.is_signed_in().await, "{bad}");
    }
    assert!(browser.is_signed_in().await);
}
