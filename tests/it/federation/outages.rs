//! A provider that is slow, down or out of its mind keeps nobody waiting, and nobody out who has another way in.

use std::time::{Duration, Instant};

use countersign::store::linked_account::LinkedAccount;

use super::upstream::Ill;
use super::{SESSIONS, World};
use crate::support::{Answer, Browser, Site, TestServer, at_once, seconds};

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

const ENDPOINTS: [&str; 4] = [
    "/.well-known/openid-configuration",
    "/jwks",
    "/token",
    "/userinfo",
];

/// A world whose provider leaves something for each of its endpoints to say, and a request of an application that waits.
async fn waiting() -> (World, Browser, String) {
    let world = World::start().await;
    world.ada().await;
    world.upstream.says(serde_json::json!({"sub": "u-1"}));
    let app = world.server.app_client().await;
    let mut browser = world.server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let link = href(&page.body, "/login/with/up");
    (world, browser, link)
}

/// The first link of a page that begins so.
fn href(body: &str, begins: &str) -> String {
    let link = body.split("href=\"").find(|link| link.starts_with(begins));
    let link = link.unwrap_or_else(|| panic!("no link to {begins}: {body}"));
    let link = link.split('"').next().unwrap();
    link.replace("&#38;", "&").replace("&amp;", "&")
}

/// Goes there and back, as far as it goes.
async fn try_at(world: &World, browser: &mut Browser, link: &str) -> Answer {
    let sent = browser.get(link).await;
    match sent.status.as_u16() {
        303 => browser.get(&world.upstream.agree(sent.location())).await,
        _ => sent,
    }
}

/// The page says that it is the provider, and leads on: to the same once more and to the other ways in, with the request that
/// waits.
fn leads_on(page: Answer, status: u16, link: &str) -> String {
    let page = page.expect_page(status);
    assert_eq!(href(&page.body, "/login/with/up"), link, "again");
    let login = href(&page.body, "/login?");
    assert_eq!(
        login.split_once('?'),
        link.split_once('?').map(|(_, query)| ("/login", query))
    );
    login
}

#[tokio::test]
async fn whatever_is_ill_there_is_said_and_can_be_tried_again() {
    for path in ENDPOINTS {
        for ill in [
            Ill::Answers(500, "{\"error\":\"server_error\"}"),
            Ill::Answers(404, "not found"),
            Ill::Answers(200, "<html>Maintenance</html>"),
            Ill::Answers(200, "[]"),
            Ill::Answers(200, "null"),
            Ill::Answers(200, ""),
            Ill::Answers(302, ""),
        ] {
            let (world, mut browser, link) = waiting().await;
            world.upstream.script().ill = Some((path, ill));
            let page = try_at(&world, &mut browser, &link).await;
            let status = page.status.as_u16();
            assert!(
                matches!(status, 502 | 504),
                "{path} {ill:?}: {}",
                page.dump()
            );
            let login = leads_on(page, status, &link);
            assert!(!browser.is_signed_in().await, "{path} {ill:?}");
            browser.get(&login).await.expect(200);
            // It was asked for a moment ago: no flood of people becomes one there.
            world.upstream.script().ill = None;
            world.server.clock.advance(seconds(30));
            let there = try_at(&world, &mut browser, &link).await.expect(303);
            browser.follow(there).await.expect(303).code();
        }
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "how long it really takes")]
async fn an_endpoint_that_sleeps_keeps_nobody_waiting() {
    let told = at_once(ENDPOINTS.len(), |index| async move {
        let (world, mut browser, link) = waiting().await;
        world.upstream.script().ill = Some((ENDPOINTS[index], Ill::Sleeps));
        let begun = Instant::now();
        let page = try_at(&world, &mut browser, &link).await;
        leads_on(page, 504, &link);
        begun.elapsed()
    });
    for took in told.await {
        assert!(took < Duration::from_secs(8), "{took:?}");
    }
}

#[tokio::test]
async fn a_provider_that_is_offline_is_said_to_be_before_and_after() {
    let (world, mut browser, link) = waiting().await;
    let sent = browser.get(&link).await.expect(303);
    let back = world.upstream.agree(sent.location());
    world.upstream.goes_offline().await;
    let page = browser.get(&back).await;
    leads_on(page, 504, &link);
    // Another server, which knows nothing of it yet.
    let mut other = browser.clone();
    other.node = world.server.another_node().await;
    let page = other.get(&link).await;
    let login = leads_on(page, 504, &link);
    let page = other.get(&login).await.expect(200);
    assert!(page.has_form("/login"), "{}", page.dump());
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
