//! Documents of clients: kept while they are fresh, fetched once however many want them, and not again soon after a failure.

use std::time::Duration;

use countersign::base::http::{FetchError, Freshness};
use countersign::oauth::remote;

use crate::support::site::{Says, page};
use crate::support::{Site, TestServer, at_once, hours, minutes, seconds};

const RENEWED: Freshness = Freshness::Renewed(Duration::from_secs(30));

async fn text(server: &TestServer, url: &str, freshness: Freshness) -> Result<String, FetchError> {
    let document = remote::document(&server.app, url, freshness).await?;
    Ok(document.text.clone())
}

fn failing() -> Says {
    Says::Page(503, String::new(), String::new())
}

fn aged(cache_control: &str) -> Says {
    let headers = format!("Cache-Control: {cache_control}\r\n");
    Says::Page(200, headers, "aged".to_owned())
}

#[tokio::test]
async fn many_who_want_a_document_make_one_request() {
    let server = TestServer::start().await;
    let site = Site::with("one").await;
    let url = site.url("/keys");
    for freshness in [Freshness::Usual, RENEWED] {
        let (app, url) = (server.app.clone(), url.clone());
        let found = at_once(50, move |_| {
            let (app, url) = (app.clone(), url.clone());
            async move { remote::document(&app, &url, freshness).await.unwrap() }
        });
        assert!(found.await.iter().all(|document| document.text == "one"));
        assert_eq!(site.hits(), 1, "{freshness:?}");
    }
    // Another URL of the same server is another document.
    text(&server, &site.url("/other"), Freshness::Usual)
        .await
        .unwrap();
    assert_eq!(site.hits(), 2);
}

#[tokio::test]
async fn a_document_is_fresh_for_as_long_as_its_server_says() {
    let server = TestServer::start().await;
    for (says, last) in [
        (page("one"), minutes(60)),
        (aged("public, max-age=600"), minutes(10)),
        (aged("max-age=1"), minutes(1)),
        (aged("no-store"), minutes(1)),
        (aged("max-age=nonsense"), minutes(60)),
        (aged("max-age=99999999"), hours(24)),
    ] {
        let site = Site::start(says.clone()).await;
        let url = site.url("/keys");
        let want = || text(&server, &url, Freshness::Usual);
        want().await.unwrap();
        server.clock.advance(last - seconds(1));
        want().await.unwrap();
        assert_eq!(site.hits(), 1, "{says:?}");
        server.clock.advance(seconds(1));
        want().await.unwrap();
        assert_eq!(site.hits(), 2, "{says:?}");
    }
}

#[tokio::test]
async fn a_newer_one_is_asked_for_at_most_twice_a_minute() {
    let server = TestServer::start().await;
    let site = Site::with("one").await;
    let url = site.url("/keys");
    text(&server, &url, Freshness::Usual).await.unwrap();
    site.say(page("two"));
    for _ in 0..20 {
        assert_eq!(text(&server, &url, RENEWED).await.unwrap(), "one");
    }
    assert_eq!(site.hits(), 1);
    server.clock.advance(seconds(30));
    for _ in 0..20 {
        assert_eq!(text(&server, &url, RENEWED).await.unwrap(), "two");
    }
    assert_eq!(site.hits(), 2);
    // A failed attempt counts as well, and takes nothing from those who are content with what is kept.
    site.say(failing());
    server.clock.advance(seconds(30));
    for _ in 0..20 {
        text(&server, &url, RENEWED).await.unwrap_err();
        assert_eq!(text(&server, &url, Freshness::Usual).await.unwrap(), "two");
    }
    assert_eq!(site.hits(), 3);
}

#[tokio::test]
async fn an_older_one_stands_in_while_its_server_has_trouble() {
    let server = TestServer::start().await;
    let site = Site::with("one").await;
    let url = site.url("/keys");
    let want = || text(&server, &url, Freshness::Usual);
    want().await.unwrap();
    site.say(failing());
    server.clock.advance(hours(2));
    for _ in 0..20 {
        assert_eq!(want().await.unwrap(), "one");
    }
    assert_eq!(site.hits(), 2, "no request soon after one that failed");
    server.clock.advance(seconds(30));
    want().await.unwrap();
    assert_eq!(site.hits(), 3);
    server.clock.advance(hours(22));
    want().await.unwrap_err();
    assert_eq!(site.hits(), 4);
    // It is back.
    site.say(page("two"));
    want().await.unwrap_err();
    server.clock.advance(seconds(30));
    assert_eq!(want().await.unwrap(), "two");
}

#[tokio::test]
async fn what_was_never_had_is_not_asked_for_again_at_once() {
    let server = TestServer::start().await;
    let site = Site::start(failing()).await;
    let url = site.url("/keys");
    for _ in 0..20 {
        text(&server, &url, Freshness::Usual).await.unwrap_err();
    }
    assert_eq!(site.hits(), 1);
    site.say(page("one"));
    server.clock.advance(seconds(30));
    assert_eq!(text(&server, &url, Freshness::Usual).await.unwrap(), "one");
}

/// Whoever asks and leaves has not bought another request.
#[tokio::test]
async fn an_attempt_goes_on_when_its_asker_has_left() {
    let server = TestServer::with(|config| config.outbound.timeout = seconds(2)).await;
    let site = Site::start(Says::Silence).await;
    let url = site.url("/keys");
    for _ in 0..10 {
        let want = text(&server, &url, Freshness::Usual);
        let left = tokio::time::timeout(Duration::from_millis(50), want).await;
        assert!(left.is_err(), "it waits");
    }
    assert_eq!(site.hits(), 1);
    text(&server, &url, Freshness::Usual).await.unwrap_err();
    assert_eq!(site.hits(), 1);
}

#[tokio::test]
async fn what_the_guard_refuses_is_neither_fetched_nor_kept() {
    let site = Site::with("one").await;
    let open = TestServer::start().await;
    let url = site.url("/keys");
    text(&open, &url, Freshness::Usual).await.unwrap();
    let guarded = TestServer::with(|config| config.outbound.allow_private = Some(false)).await;
    let refused = text(&guarded, &url, Freshness::Usual).await;
    assert!(matches!(refused, Err(FetchError::Refused(_))));
    assert_eq!(site.connections(), 1);
}
