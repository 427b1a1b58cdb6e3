//! A directory that cannot be asked: a page that says so, soon; who has a password here goes on.

use std::time::Duration;

use countersign::config::{Config, Security};

use super::{kept_out, let_in, server_of, server_with};
use crate::support::site::{Says, Site};
use crate::support::slapd::{PASSWORD, Slapd};
use crate::support::{TestServer, seconds};

#[tokio::test]
async fn a_directory_that_is_down_is_our_trouble_and_not_the_persons() {
    let mut slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let bob = server.person("bob").await;
    let_in(&server, "ada", PASSWORD).await;
    slapd.stop();
    for name in ["ada", "nobody"] {
        let answer = server
            .browser()
            .try_sign_in(name, PASSWORD)
            .await
            .expect(503);
        assert!(
            answer.body.contains("Your organisation cannot be asked"),
            "{}",
            answer.dump()
        );
        assert!(!answer.header("retry-after").is_empty() && answer.header("set-cookie").is_empty());
    }
    server.browser().sign_in(&bob).await;
    kept_out(&server, "bob", PASSWORD).await;
    // An empty password is nobody's, whether the directory can be asked or not.
    kept_out(&server, "ada", "").await;
    slapd.start().await;
    server.clock.advance(seconds(11));
    let_in(&server, "ada", PASSWORD).await;
}

/// A server whose directory takes calls and answers none.
async fn server_left_waiting(hangs: &Site, change: impl FnOnce(&mut Config)) -> TestServer {
    TestServer::with(|config| {
        let url = format!("ldap://{}", hangs.address);
        config.directory.url = Some(url.parse().unwrap());
        config.directory.base_dn = Some("dc=example,dc=org".to_owned());
        config.directory.timeout = Duration::from_millis(300);
        change(config);
    })
    .await
}

#[tokio::test]
async fn a_directory_that_hangs_holds_nobody_up_for_long() {
    let hangs = Site::start(Says::Silence).await;
    let server = server_left_waiting(&hangs, |_| ()).await;
    let bob = server.person("bob").await;
    for _ in 0..3 {
        let mut browser = server.browser();
        let asked = browser.try_sign_in("ada", PASSWORD);
        let answer = tokio::time::timeout(Duration::from_secs(3), asked).await;
        answer.expect("soon").expect(503);
    }
    // It counts as down now: it is not even called.
    let calls = hangs.connections();
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(503);
    assert_eq!(hangs.connections(), calls);
    server.browser().sign_in(&bob).await;
    assert_eq!(
        hangs.connections(),
        calls,
        "nobody asks it of somebody who is known here"
    );
    server.clock.advance(seconds(11));
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(503);
    assert_eq!(hangs.connections(), calls + 1);
}

/// Searches cost the directory as much as the passwords that follow them.
#[tokio::test]
async fn who_has_guessed_too_often_does_not_even_have_it_asked() {
    let hangs = Site::start(Says::Silence).await;
    let server = server_left_waiting(&hangs, |config| config.throttle.address_free = 1).await;
    server.person("bob").await;
    let mut browser = server.browser();
    browser.try_sign_in("ada", PASSWORD).await.expect(503);
    let calls = hangs.connections();
    for _ in 0..2 {
        browser.try_sign_in("bob", "a wrong one").await.expect(401);
    }
    browser.try_sign_in("ada", PASSWORD).await.expect(429);
    assert_eq!(hangs.connections(), calls);
    let mut elsewhere = server.browser();
    elsewhere.peer = ([198, 51, 100, 7], 40_000).into();
    elsewhere.try_sign_in("ada", PASSWORD).await.expect(503);
    let calls = hangs.connections();
    server.clock.advance(seconds(2));
    browser.try_sign_in("ada", PASSWORD).await.expect(503);
    assert_eq!(hangs.connections(), calls + 1);
}

#[tokio::test]
async fn what_is_no_directory_is_trouble() {
    let site = Site::with("a page").await;
    let server = TestServer::with(|config| {
        config.directory.url = Some(format!("ldap://{}", site.address).parse().unwrap());
        config.directory.base_dn = Some("dc=example,dc=org".to_owned());
        config.directory.timeout = Duration::from_millis(500);
    })
    .await;
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(503);
}

#[tokio::test]
async fn its_certificate_is_verified() {
    let slapd = Slapd::with(&["ada"]).await;
    for security in [Security::Tls, Security::StartTls] {
        let server = server_with(&slapd, |config| {
            config.directory.url = Some(slapd.url(security));
            config.directory.ca_file = Some(slapd.authority());
        })
        .await;
        let_in(&server, "ada", PASSWORD).await;
        let trusting_the_machine = server
            .another_node_with(|config| config.directory.ca_file = None)
            .await;
        let by_another_name = server
            .another_node_with(|config| {
                let mut url = slapd.url(security);
                url.host = "127.0.0.1".to_owned();
                config.directory.url = Some(url);
            })
            .await;
        for node in [trusting_the_machine, by_another_name] {
            node.browser()
                .try_sign_in("ada", PASSWORD)
                .await
                .expect(503);
        }
    }
}

/// Whoever stands between could take the offer of StartTLS away: then nothing is said at all.
#[tokio::test]
async fn without_encryption_no_password_is_sent() {
    let slapd = Slapd::with(&["ada"]).await;
    let site = Site::start(Says::Silence).await;
    let server = server_with(&slapd, |config| {
        let mut url = slapd.url(Security::StartTls);
        url.host = "127.0.0.1".to_owned();
        url.port = site.address.port();
        config.directory.url = Some(url);
        config.directory.timeout = Duration::from_millis(300);
    })
    .await;
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(503);
    let said = site.requests().concat();
    assert!(!said.contains(PASSWORD) && !said.contains("not of a person"));
}
