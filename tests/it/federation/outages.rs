//! A provider that is slow, down or out of its mind keeps nobody waiting, and nobody out who has another way in.

use std::time::{Duration, Instant};

use countersign::store::linked_account::LinkedAccount;

use super::{SESSIONS, World};
use crate::support::{Site, TestServer};

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "how long it really takes")]
async fn a_slow_provider_is_given_up_on() {
    let world = World::start().await;
    let ada = world.ada().await;
    let mut browser = world.server.browser();
    let sent = browser.get("/login/with/up").await.expect(303);
    let back = world.upstream.agree(sent.location());
    world.upstream.script().slow = Duration::from_secs(60);
    let begun = Instant::now();
    let page = browser.get(&back).await.expect_page(504);
    assert!(
        begun.elapsed() < Duration::from_secs(6),
        "{:?}",
        begun.elapsed()
    );
    assert!(page.body.contains("href=\"/login"), "a way on");
    let mut other = world.server.browser();
    other.sign_in(&ada).await;
    assert!(other.is_signed_in().await);
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_to_be() {
    let world = World::start().await;
    world.ada().await;
    assert!(world.lets_in().await);
    let sessions = world.server.number(SESSIONS).await;
    for (status, body, said) in [
        (503, "", 504),
        (500, "{\"error\":\"server_error\"}", 504),
        (400, "{\"error\":\"invalid_grant\"}", 502),
        (200, "{}", 502),
        (200, "<html>", 502),
        (200, "{\"error\":\"bad_verification_code\"}", 502),
        (
            200,
            "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}",
            502,
        ),
        (302, "", 502),
    ] {
        world.upstream.script().refuses = Some((status, body.to_owned()));
        let mut browser = world.server.browser();
        let answer = world.round(&mut browser).await;
        assert_eq!(
            answer.status.as_u16(),
            said,
            "{status} {body}: {}",
            answer.dump()
        );
        assert!(!browser.is_signed_in().await);
    }
    assert_eq!(world.server.number(SESSIONS).await, sessions);
    world.upstream.script().refuses = None;
    assert!(world.lets_in().await);
}

/// Where private addresses are not allowed no provider leads there, whatever its metadata say.
#[tokio::test]
async fn nobody_is_sent_into_the_network_behind_the_server() {
    let world = World::start().await;
    world
        .server
        .browser()
        .get("/login/with/up")
        .await
        .expect(303);
    let site = Site::with("{}").await;
    let guarded = TestServer::with(|config| {
        config.outbound.allow_private = Some(false);
        config.providers = vec![super::provider(&[("ISSUER", &site.url(""))])];
    })
    .await;
    guarded
        .browser()
        .get("/login/with/up")
        .await
        .expect_page(504);
    assert_eq!(site.connections(), 0);
}

/// Neither secrets of ours nor tokens of theirs reach the log or a page.
#[tokio::test]
async fn nothing_secret_is_logged() {
    let world = World::with(|provider| provider.keep_tokens = true).await;
    world.ada().await;
    assert!(world.lets_in().await);
    world.upstream.claims("nonce", serde_json::json!("another"));
    let mut browser = world.server.browser();
    let page = world.round(&mut browser).await.expect_page(502);
    let log = world.server.log.text();
    assert!(log.contains("not let in through a provider"), "{log}");
    for secret in [
        super::SECRET,
        super::upstream::ACCESS_TOKEN,
        "code-1",
        "upstream-refresh-token",
    ] {
        assert!(
            !log.contains(secret) && !page.body.contains(secret),
            "{secret}"
        );
    }
    let kept: Option<LinkedAccount> = world
        .server
        .row("SELECT * FROM linked_accounts", Vec::new())
        .await;
    let kept = kept.and_then(|link| link.tokens).expect("tokens are kept");
    assert!(
        !String::from_utf8_lossy(&kept).contains("upstream-"),
        "sealed"
    );
    let without = World::start().await;
    without.ada().await;
    assert!(without.lets_in().await);
    let none = "SELECT COUNT(*) AS value FROM linked_accounts WHERE tokens IS NOT NULL";
    assert_eq!(without.server.number(none).await, 0);
}
