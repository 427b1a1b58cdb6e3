//! Applications that cannot be told at first: tried again, for a day, and in nobody's way.

use countersign::store::logout_notice;

use crate::support::site::{Says, page};
use crate::support::{Browser, Person, RelyingParty, Site, TestServer, hours, minutes, seconds};

fn status(code: u16) -> Says {
    Says::Page(code, String::new(), String::new())
}

/// Signs in, uses the application, and signs out again.
async fn end_one(server: &TestServer, person: &Person, app: &RelyingParty) {
    let mut browser: Browser = server.browser();
    browser.sign_in(person).await;
    browser.tokens(app).await;
    let form = browser.get("/logout").await.form("/logout");
    browser.post(&form).await.expect(200);
}

#[tokio::test]
async fn who_fails_at_first_is_told_later() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let site = Site::start(status(500)).await;
    let app = server.told(&site).await;
    end_one(&server, &ada, &app).await;
    server.tell().await;
    server.tell().await;
    assert_eq!(site.hits(), 1, "not again at once");
    for (wait, says, hits) in [
        (seconds(5), status(400), 2),
        (seconds(29), status(400), 2),
        (seconds(1), status(302), 3),
        (minutes(2), page(""), 4),
    ] {
        site.say(says);
        server.clock.advance(wait);
        server.tell().await;
        assert_eq!(site.hits(), hits);
        assert_eq!(server.waiting().await, i64::from(hits < 4));
    }
    let requests = site.requests();
    let first = server.logout_token(&requests[0], &app.id).await;
    let last = server.logout_token(&requests[3], &app.id).await;
    assert_eq!(first["sid"], last["sid"]);
    assert_ne!(
        first["jti"], last["jti"],
        "each attempt is a token of its own"
    );
    let log = server.log.text();
    assert!(
        log.contains("could not be told") && log.contains("answered 500"),
        "{log}"
    );
}

#[tokio::test]
async fn after_a_day_nobody_is_told_any_more() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let site = Site::start(status(503)).await;
    let app = server.told(&site).await;
    end_one(&server, &ada, &app).await;
    for _ in 0..23 {
        server.tell().await;
        server.clock.advance(hours(1));
        assert_eq!(server.waiting().await, 1);
    }
    server.tell().await;
    assert_eq!(server.waiting().await, 0);
    assert!(server.log.text().contains("given_up=true"));
    let hits = site.hits();
    server.clock.advance(hours(2));
    server.tell().await;
    assert_eq!(site.hits(), hits);
}

/// One application that is down costs one attempt, however many sessions end; the others are told meanwhile.
#[tokio::test]
async fn who_is_down_holds_nobody_up() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (down, up) = (Site::start(status(503)).await, Site::with("").await);
    let (broken, sound) = (server.told(&down).await, server.told(&up).await);
    for _ in 0..40 {
        end_one(&server, &ada, &broken).await;
    }
    end_one(&server, &ada, &sound).await;
    server.tell().await;
    assert_eq!(up.hits(), 1);
    assert!(down.hits() <= 17, "{}", down.hits());
    assert_eq!(server.waiting().await, 40);
    down.say(page(""));
    server.clock.advance(minutes(1));
    server.tell().await;
    assert_eq!(server.waiting().await, 0);
}

/// A node that dies between its claim and its message takes no notice along.
#[tokio::test]
async fn a_claim_runs_out() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let site = Site::with("").await;
    let app = server.told(&site).await;
    end_one(&server, &ada, &app).await;
    let now = server.app.now();
    let claim = server.app.db.write(move |tx| {
        Box::pin(async move { logout_notice::claim(tx, now, now + minutes(2), 10).await })
    });
    assert_eq!(claim.await.unwrap().len(), 1);
    server.clock.advance(seconds(119));
    server.tell().await;
    assert_eq!(site.hits(), 0, "somebody may be at it");
    server.clock.advance(seconds(1));
    server.tell().await;
    assert_eq!((site.hits(), server.waiting().await), (1, 0));
}

/// However long requests may take, nobody else sends what is still under way: the keys are fetched, and then it is posted.
#[tokio::test]
async fn a_claim_outlasts_what_is_sent_under_it() {
    for timeout in [seconds(5), minutes(1)] {
        let server = TestServer::with(|config| config.outbound.timeout = timeout).await;
        let ada = server.person("ada").await;
        let site = Site::start(Says::Silence).await;
        let app = server.told(&site).await;
        end_one(&server, &ada, &app).await;
        let node = (*server).clone();
        let sending = tokio::spawn(async move { node.tell().await });
        for _ in 0..100 {
            if site.hits() == 0 {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        }
        server.clock.advance(timeout * 2 + seconds(1));
        sending.abort();
        assert_eq!(site.hits(), 1);
        server.tell().await;
        assert_eq!(site.hits(), 1, "it was under way");
        site.say(page(""));
        server.clock.advance(minutes(1));
        server.tell().await;
        assert_eq!((site.hits(), server.waiting().await), (2, 0));
    }
}

/// The guard holds here as everywhere: this machine's own network is not reached on a client's word.
#[tokio::test]
async fn an_address_that_may_not_be_reached_is_not() {
    let server = TestServer::with(|config| config.outbound.allow_private = Some(false)).await;
    let ada = server.person("ada").await;
    let site = Site::with("").await;
    let public = "https://rp.example.org/back-channel";
    let app = server
        .client(|new| new.metadata.backchannel_logout_uri = Some(public.to_owned()))
        .await;
    // As it may have been registered before the guard was strict.
    let private = site.url("/back-channel");
    let moved = format!("UPDATE clients SET metadata = REPLACE(metadata, '{public}', '{private}')");
    server.tamper(moved.leak()).await;
    end_one(&server, &ada, &app).await;
    server.tell().await;
    assert_eq!(site.connections(), 0);
    assert_eq!(server.waiting().await, 1);
    assert!(server.log.text().contains("could not be told"));
}
