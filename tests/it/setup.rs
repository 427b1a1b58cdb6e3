//! `/setup`: the one-time link that makes the first administrator, and nobody twice.

use countersign::domain::Role;
use countersign::identity::setup;
use countersign::store::role::{self, Holder};

use crate::support::{Browser, TestServer, at_once, covers, hours, seconds};

covers!("/setup");

const PASSWORD: &str = "four unrelated plain words";

async fn link(server: &TestServer) -> String {
    format!(
        "/setup?token={}",
        setup::new_link(&server.app).await.unwrap().unwrap()
    )
}

async fn filled(browser: &mut Browser, link: &str, username: &str) -> crate::support::Answer {
    let form = browser.get(link).await.expect(200).form("/setup");
    let form = form
        .set("username", username)
        .set("email", "root@example.org")
        .set("password", PASSWORD);
    browser.post(&form).await
}

#[tokio::test]
async fn the_link_works_once() {
    let server = TestServer::start().await;
    let (first, second) = (link(&server).await, link(&server).await);
    let mut browser = server.browser();
    assert_eq!(
        filled(&mut browser, &first, "root")
            .await
            .expect(303)
            .location(),
        "/login"
    );
    browser.try_sign_in("root", PASSWORD).await.expect(303);
    let found = countersign::store::user::find_by_identifier(&mut server.app.db.read(), "root")
        .await
        .unwrap();
    let held = role::held_by(&mut server.app.db.read(), &Holder::User(found.unwrap().id))
        .await
        .unwrap();
    assert_eq!(held[0].name, Role::ADMINISTRATOR);

    for dead in [&first, &second] {
        server.browser().get(dead).await.expect_page(410);
    }
    let csrf = browser
        .get("/account/profile")
        .await
        .form("/account/profile");
    let forged = csrf.set("username", "mallory").set("password", PASSWORD);
    for dead in [&first, &second] {
        let form = crate::support::Form {
            action: dead.clone(),
            ..forged.clone()
        };
        browser.post(&form).await.expect_page(410);
    }
    assert!(setup::new_link(&server.app).await.unwrap().is_none());
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM users").await,
        1
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_at_once_one_succeeds() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let link = link(&server).await;
    let mut prepared = Vec::new();
    for number in 0..20 {
        let mut browser = if number % 2 == 0 {
            server.browser()
        } else {
            another.browser()
        };
        let form = browser.get(&link).await.expect(200).form("/setup");
        let form = form
            .set("username", &format!("root-{number}"))
            .set("email", "")
            .set("password", PASSWORD);
        prepared.push((browser, form));
    }
    let answers = at_once(20, |number| {
        let (mut browser, form) = prepared[number].clone();
        async move { browser.post(&form).await.status.as_u16() }
    })
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 303).count(),
        1,
        "{answers:?}"
    );
    assert!(
        answers.iter().all(|status| matches!(status, 303 | 410)),
        "{answers:?}"
    );
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM users").await,
        1
    );
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM user_roles")
            .await,
        1
    );
}

#[tokio::test]
async fn a_foreign_or_old_link_opens_nothing() {
    let server = TestServer::start().await;
    let good = link(&server).await;
    server.browser().get(&good).await.expect(200);
    let cut = &good[..good.len() - 1];
    for bad in [
        "/setup",
        "/setup?token=",
        "/setup?token=x",
        cut,
        &format!("{good}A"),
        "/setup?token=%00",
    ] {
        server.browser().get(bad).await.expect_page(410);
    }
    server.clock.advance(hours(24) - seconds(1));
    server.browser().get(&good).await.expect(200);
    let mut late = server.browser();
    let form = late.get(&good).await.expect(200).form("/setup");
    server.clock.advance(seconds(1));
    server.browser().get(&good).await.expect_page(410);
    let form = form
        .set("username", "root")
        .set("email", "")
        .set("password", PASSWORD);
    late.post(&form).await.expect_page(410);
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM users").await,
        0
    );
}

#[tokio::test]
async fn what_cannot_be_an_account_is_refused_and_the_link_stays() {
    let server = TestServer::start().await;
    let link = link(&server).await;
    let mut browser = server.browser();
    let form = browser
        .get(&link)
        .await
        .expect(200)
        .form("/setup")
        .set("email", "root@example.org");
    let with =
        |name: &str, password: &str| form.clone().set("username", name).set("password", password);
    for bad in [
        with("root", "short"),
        with("", PASSWORD),
        with("two words", PASSWORD),
        with("root", ""),
    ] {
        browser.post(&bad).await.expect(422);
    }
    browser
        .post(&with("root", PASSWORD).set("email", "no address"))
        .await
        .expect(422);
    browser
        .post(&with("root", PASSWORD).set("csrf", "x"))
        .await
        .expect_page(403);
    browser
        .post_with(
            &with("root", PASSWORD),
            &[("origin", "https://evil.example")],
        )
        .await
        .expect_page(403);
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM users").await,
        0
    );
    browser.post(&with("root", PASSWORD)).await.expect(303);
}
