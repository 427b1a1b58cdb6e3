//! `/register` and `/register/finish`: the address first, then the account, with the link that a letter brings.

use countersign::store::role::{self, Holder};
use countersign::store::user;

use super::{PASSWORD, ask, asked, fill, open, users};
use crate::support::{at_once, covers, minutes, seconds};

covers!("/register", "/register/finish");

#[tokio::test]
async fn a_link_makes_the_account_and_signs_in_to_it() {
    let server = open().await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser, "ada@example.org").await;
    assert_eq!(
        users(&server).await,
        0,
        "nothing is made before the link is followed"
    );

    let answer = fill(&mut browser, &link, "ada").await.expect(303);
    assert_eq!(answer.location(), "/account");
    assert!(browser.is_signed_in().await);
    let found = user::find_by_identifier(&mut server.app.db.read(), "ada@example.org").await;
    let ada = found.unwrap().unwrap();
    assert_eq!(ada.username, "ada");
    assert!(ada.email_verified);
    let events = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'account_created'";
    assert_eq!(server.number(events).await, 1);
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(303);
}

#[tokio::test]
async fn opening_a_link_changes_nothing() {
    let server = open().await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser, "ada@example.org").await;
    for _ in 0..3 {
        let page = server.browser().get(&link).await.expect(200);
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(
            !page.form("/").action.contains("token"),
            "the secret stays out of addresses"
        );
    }
    assert_eq!(users(&server).await, 0);
    fill(&mut browser, &link, "ada").await.expect(303);
    assert!(
        !server
            .log
            .text()
            .contains(link.split("token=").nth(1).unwrap())
    );
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let server = open().await;
    server.person("known").await;
    let mut browser = server.browser();
    let known = ask(&mut browser, "known@example.org").await.expect(200);
    let fresh = ask(&mut browser, "fresh@example.org").await.expect(200);
    assert_eq!(known.body.replace("known@", "fresh@"), fresh.body);

    let letters = server.outbox().await;
    let names: Vec<&str> = letters.iter().map(|letter| letter.name.as_str()).collect();
    assert_eq!(names, ["mail-register-known", "mail-register"]);
    let links = "SELECT COUNT(*) AS value FROM mail_links WHERE email_key = 'known@example.org'";
    assert_eq!(server.number(links).await, 0);
}

#[tokio::test]
async fn a_link_works_once_and_for_its_time() {
    let server = open().await;
    let mut browser = server.browser();
    let used = asked(&server, &mut browser, "ada@example.org").await;
    fill(&mut browser, &used, "ada").await.expect(303);
    let replaced = asked(&server, &mut server.browser(), "bob@example.org").await;
    let latest = asked(&server, &mut server.browser(), "bob@example.org").await;
    let cut = &latest[..latest.len() - 1];
    for dead in [
        used.as_str(),
        &replaced,
        cut,
        "/register/finish",
        "/register/finish?token=%00",
    ] {
        server.browser().get(dead).await.expect_page(410);
    }
    let mut late = server.browser();
    let form = late.get(&latest).await.expect(200).form("/");
    let form = form.set("username", "bob").set("password", PASSWORD);
    for dead in [&used, &replaced] {
        let token = dead.split("token=").nth(1).unwrap();
        late.post(&form.clone().set("token", token))
            .await
            .expect_page(410);
    }
    server.clock.advance(minutes(15) - seconds(1));
    late.get(&latest).await.expect(200);
    server.clock.advance(seconds(1));
    late.get(&latest).await.expect_page(410);
    late.post(&form).await.expect_page(410);
    assert_eq!(users(&server).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_uses_of_one_link_one_makes_an_account() {
    let server = open().await;
    let link = asked(&server, &mut server.browser(), "ada@example.org").await;
    let mut prepared = Vec::new();
    for number in 0..50 {
        let mut browser = server.browser();
        let form = browser.get(&link).await.expect(200).form("/");
        let form = form
            .set("username", &format!("ada-{number}"))
            .set("password", PASSWORD);
        prepared.push((browser, form));
    }
    let answers = at_once(50, |number| {
        let (mut browser, form) = prepared[number].clone();
        async move { browser.post(&form).await.status.as_u16() }
    })
    .await;
    let made = answers.iter().filter(|status| **status == 303).count();
    assert_eq!(made, 1, "{answers:?}");
    let refused = |status: &&u16| matches!(**status, 410 | 422 | 503);
    assert_eq!(answers.iter().filter(refused).count(), 49, "{answers:?}");
    assert_eq!(users(&server).await, 1);
}

#[tokio::test]
async fn a_form_says_nothing_that_it_is_not_asked() {
    let server = open().await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser, "ada@example.org").await;
    let form = browser.get(&link).await.expect(200).form("/");
    let form = [
        ("username", "ada"),
        ("password", PASSWORD),
        ("email", "root@example.org"),
        ("id", "chosen"),
        ("email_verified", "true"),
        ("roles", "countersign-admin"),
        ("role", "administrator"),
        ("gender", "other"),
        ("phone_number_verified", "true"),
    ]
    .into_iter()
    .fold(form, |form, (name, value)| form.set(name, value));
    browser.post(&form).await.expect(303);
    let found = user::find_by_identifier(&mut server.app.db.read(), "ada").await;
    let ada = found.unwrap().unwrap();
    assert_eq!(ada.email.as_deref(), Some("ada@example.org"));
    assert_ne!(ada.id, "chosen");
    assert!(ada.profile.is_empty());
    let held = role::held_by(&mut server.app.db.read(), &Holder::User(ada.id)).await;
    assert!(held.unwrap().is_empty());
}

#[tokio::test]
async fn a_name_that_is_taken_leaves_the_link_alive() {
    let server = open().await;
    server.person("ada").await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser, "bob@example.org").await;
    fill(&mut browser, &link, "ADA").await.expect(422);
    fill(&mut browser, &link, "two words").await.expect(422);
    fill(&mut browser, &link, "bob").await.expect(303);
    assert_eq!(users(&server).await, 2);
}

#[tokio::test]
async fn the_application_that_waits_is_answered_afterwards() {
    let server = open().await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let login = browser.authorize(&app, |params| params).await.expect(200);
    let register = login.body.split("href=\"/register").nth(1).unwrap();
    let register = format!("/register{}", register.split('"').next().unwrap());
    let page = browser.get(&register).await.expect(200);
    let form = page.form("/register").set("email", "ada@example.org");
    browser.post(&form).await.expect(200);
    let link = server.last_letter_to("ada@example.org").await.link.unwrap();

    // In another browser the account is made, and nothing waits.
    let page = server.browser().get(&link).await.expect(200);
    assert!(page.has_form("/register/finish"));
    let answer = fill(&mut browser, &link, "ada").await.expect(303);
    let answer = browser.follow(answer).await.expect(303);
    assert!(!answer.code().is_empty());
}
