//! What comes back is believed in the browser that was sent, from the provider that it was sent to, once, and in time
//! (RFC 9700 sections 2.1 and 4.4). Without any of these nobody is signed in and no code is redeemed.

use serde_json::json;
use url::Url;

use super::{SESSIONS, World, provider};
use crate::support::{TestServer, at_once, covers, minutes};

covers!("/login/with/{provider}/callback");

/// `name` of a callback's URL as something else, or not at all.
fn with(url: &str, name: &str, value: Option<&str>) -> String {
    let mut changed = Url::parse(url).unwrap();
    let pairs: Vec<(String, String)> = changed
        .query_pairs()
        .filter(|(known, _)| known != name)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let pairs = pairs
        .into_iter()
        .chain(value.map(|value| (name.to_owned(), value.to_owned())));
    changed
        .query_pairs_mut()
        .clear()
        .extend_pairs(pairs.collect::<Vec<_>>());
    changed.into()
}

#[tokio::test]
async fn a_state_is_needed_and_works_once() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = world.server.browser();
    let sent = browser.get("/login/with/up").await.expect(303);
    let back = world.upstream.agree(sent.location());
    let foreign = "A".repeat(43);
    for wrong in [None, Some(""), Some("x"), Some(foreign.as_str())] {
        browser
            .get(&with(&back, "state", wrong))
            .await
            .expect_page(400);
    }
    browser
        .get(&format!("{back}&state=twice"))
        .await
        .expect_page(400);
    assert_eq!(world.upstream.hits("/token"), 0);
    assert_eq!(world.server.number(SESSIONS).await, 0);

    browser.get(&back).await.expect(303);
    assert!(browser.is_signed_in().await);
    browser.get(&back).await.expect_page(400);
    assert_eq!(world.upstream.hits("/token"), 1);
    assert_eq!(world.server.number(SESSIONS).await, 1);
}

/// Login CSRF: a link to the answer of an attacker's sign-in signs nobody in, and does not use up the attacker's.
#[tokio::test]
async fn another_browser_is_refused() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = world.server.browser();
    let sent = browser.get("/login/with/up").await.expect(303);
    let back = world.upstream.agree(sent.location());
    let mut other = world.server.browser();
    other.get("/login").await;
    other.get(&back).await.expect_page(400);
    world.server.browser().get(&back).await.expect_page(400);
    assert!(!other.is_signed_in().await);
    assert_eq!(world.upstream.hits("/token"), 0);
    browser.get(&back).await.expect(303);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn ten_minutes_are_enough() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = world.server.browser();
    let sent = browser.get("/login/with/up").await.expect(303);
    let back = world.upstream.agree(sent.location());
    world.server.clock.advance(minutes(10));
    browser.get(&back).await.expect_page(400);
    assert_eq!(world.upstream.hits("/token"), 0);
    assert_eq!(world.server.number(SESSIONS).await, 0);
}

#[tokio::test]
async fn of_many_at_once_one_comes_in() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = world.server.browser();
    let sent = browser.get("/login/with/up").await.expect(303);
    let back = world.upstream.agree(sent.location());
    let answers = at_once(8, |_| {
        let (mut browser, back) = (browser.clone(), back.clone());
        async move { browser.get(&back).await.status.as_u16() }
    })
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 303).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(world.upstream.hits("/token"), 1);
    assert_eq!(world.server.number(SESSIONS).await, 1);
}

/// Mix-up (RFC 9700 section 4.4): an answer at another provider's address is not this one's.
#[tokio::test]
async fn an_answer_of_one_provider_is_not_anothers() {
    let (one, two) = (
        super::Upstream::start().await,
        super::Upstream::start().await,
    );
    let server = TestServer::with(|config| {
        let second = super::Provider {
            id: "second".to_owned(),
            ..provider(&[("ISSUER", &two.issuer())])
        };
        config.providers = vec![provider(&[("ISSUER", &one.issuer())]), second];
    })
    .await;
    server.person("ada").await;
    server.tamper(super::LINK_ADA).await;
    server
        .tamper("INSERT INTO linked_accounts (provider, subject, user_id, label, linked_at) SELECT 'second', 'u-1', id, '', 0 FROM users")
        .await;
    let mut browser = server.browser();
    let sent = browser.get("/login/with/up").await.expect(303);
    let back = one.agree(sent.location());
    let elsewhere = back.replace("/with/up/", "/with/second/");
    assert_ne!(elsewhere, back);
    browser.get(&elsewhere).await.expect_page(400);
    assert_eq!((one.hits("/token"), two.hits("/token")), (0, 0));
    assert!(!browser.is_signed_in().await);
    browser.get(&back).await.expect(303);
    assert!(browser.is_signed_in().await);
}

/// RFC 9207 section 2.4.
#[tokio::test]
async fn an_answer_that_says_who_it_is_from_is_from_them() {
    for says_always in [false, true] {
        let world = World::start().await;
        world.ada().await;
        world.upstream.script().metadata["authorization_response_iss_parameter_supported"] =
            json!(says_always);
        let issuer = world.upstream.issuer();
        for (iss, good) in [
            (Some(issuer.as_str()), true),
            (Some("https://evil.example"), false),
            (Some(&format!("{issuer}/")), false),
            (None, !says_always),
        ] {
            let mut browser = world.server.browser();
            let sent = browser.get("/login/with/up").await.expect(303);
            let back = world.upstream.agree(sent.location());
            let redeemed = world.upstream.hits("/token");
            let answer = browser.get(&with(&back, "iss", iss)).await;
            assert_eq!(
                answer.status == 303,
                good,
                "{says_always} {iss:?} {}",
                answer.dump()
            );
            assert_eq!(world.upstream.hits("/token") > redeemed, good);
            assert_eq!(browser.is_signed_in().await, good);
        }
    }
}

#[tokio::test]
async fn a_provider_that_is_switched_off_meanwhile_refuses() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = world.server.browser();
    let sent = browser.get("/login/with/up").await.expect(303);
    let back = world.upstream.agree(sent.location());
    let off = world
        .server
        .another_node_with(|config| config.providers[0].enabled = false)
        .await;
    let gone = world
        .server
        .another_node_with(|config| config.providers.clear())
        .await;
    for node in [off, gone] {
        let mut there = browser.clone();
        there.node = node;
        there.get(&back).await.expect_page(404);
        assert!(!there.is_signed_in().await);
    }
    assert_eq!(world.upstream.hits("/token"), 0);
    browser.get(&back).await.expect(303);
}

/// What a provider puts into the address is nobody's to read here.
#[tokio::test]
async fn an_error_of_theirs_is_said_in_our_words() {
    let world = World::start().await;
    world.ada().await;
    for (error, status) in [
        ("access_denied", 403),
        ("server_error", 502),
        ("<script>", 502),
    ] {
        let mut browser = world.server.browser();
        let sent = browser.get("/login/with/up").await.expect(303);
        let back = world.upstream.agree(sent.location());
        let back = with(&with(&back, "code", None), "error", Some(error));
        let back = with(
            &back,
            "error_description",
            Some("Call <b>+1 555</b> at once"),
        );
        let page = browser.get(&back).await.expect_page(status);
        assert!(
            !page.body.contains("1 555") && !page.body.contains("<script>\""),
            "{}",
            page.dump()
        );
        assert!(page.body.contains("href=\"/login"), "a way on");
        assert!(!browser.is_signed_in().await);
    }
    assert_eq!(world.upstream.hits("/token"), 0);
    assert!(world.lets_in().await);
}
