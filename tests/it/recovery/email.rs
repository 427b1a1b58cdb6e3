//! `/account/email`: another address is asked for by who has just proven who they are, and counts once its link is followed.

use countersign::store::user;

use crate::support::{Browser, Person, TestServer, covers, minutes, seconds, signed_in};

covers!("/account/email", "/account/email/confirm");

async fn ask(browser: &mut Browser, email: &str) -> crate::support::Answer {
    let page = browser.get("/account/email").await.expect(200);
    let form = page.form("/account/email").set("email", email);
    browser.post(&form).await
}

async fn asked(server: &TestServer, browser: &mut Browser, email: &str) -> String {
    ask(browser, email).await.expect(200);
    server.last_letter_to(email).await.link.unwrap()
}

async fn email_of(server: &TestServer, person: &Person) -> String {
    let found = user::find(&mut server.app.db.read(), &person.user.id).await;
    found.unwrap().unwrap().email.unwrap()
}

#[tokio::test]
async fn the_address_changes_when_its_link_is_followed() {
    let (server, ada, _, mut browser) = signed_in().await;
    let link = asked(&server, &mut browser, "new@example.org").await;
    let page = browser.get(&link).await.expect(200);
    assert_eq!(email_of(&server, &ada).await, "ada@example.org");
    let form = page.form("/account/email/confirm");
    browser.post(&form).await.expect(200);
    assert_eq!(email_of(&server, &ada).await, "new@example.org");
    assert!(browser.is_signed_in().await);
    browser.post(&form).await.expect_page(410);
    server
        .browser()
        .try_sign_in("new@example.org", &ada.password)
        .await
        .expect(303);
    server
        .browser()
        .try_sign_in("ada@example.org", &ada.password)
        .await
        .expect(401);
    let events = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'email_changed'";
    assert_eq!(server.number(events).await, 1);
    let old = server.last_letter_to("ada@example.org").await;
    assert_eq!(old.name, "mail-email-changed-old");
    server.letter("mail-email-changed", "new@example.org").await;
}

#[tokio::test]
async fn who_signed_in_a_while_ago_proves_it_anew() {
    let (server, _, _, mut browser) = signed_in().await;
    let form = browser
        .get("/account/email")
        .await
        .expect(200)
        .form("/account/email");
    server.clock.advance(minutes(11));
    let answer = browser.get("/account/email").await.expect(303);
    assert_eq!(answer.location(), "/login?for=email");
    let answer = browser
        .post(&form.set("email", "new@example.org"))
        .await
        .expect(303);
    assert_eq!(answer.location(), "/login?for=email");
    assert_eq!(
        server
            .browser()
            .get("/account/email")
            .await
            .expect(303)
            .location(),
        "/login?for=email"
    );
    assert!(server.outbox().await.is_empty());
}

#[tokio::test]
async fn the_address_of_somebody_else_is_not_told_from_a_free_one() {
    let (server, _, _, mut browser) = signed_in().await;
    server.person("known").await;
    let fresh = ask(&mut browser, "fresh@example.org").await.expect(200);
    let known = ask(&mut browser, "known@example.org").await.expect(200);
    assert_eq!(known.body.replace("known@", "fresh@"), fresh.body);
    let letter = server.last_letter_to("known@example.org").await;
    assert_eq!(
        (letter.name.as_str(), letter.link),
        ("mail-email-change-known", None)
    );
    for bad in ["ada@example.org", "no address", "a@b@c.example", ""] {
        ask(&mut browser, bad).await.expect(422);
    }
}

#[tokio::test]
async fn one_account_does_not_write_to_everybody() {
    let (server, _, _, mut browser) = signed_in().await;
    for number in 0..6 {
        let email = format!("new{number}@example.org");
        ask(&mut browser, &email).await.expect(200);
    }
    assert_eq!(server.outbox().await.len(), 6);
    let answer = ask(&mut browser, "new6@example.org").await.expect(422);
    assert!(answer.body.contains("try again in some minutes"));
    assert_eq!(server.outbox().await.len(), 6);
    server.clock.advance(seconds(2));
    ask(&mut browser, "new6@example.org").await.expect(200);
    assert_eq!(server.outbox().await.len(), 7);
}

#[tokio::test]
async fn of_two_accounts_that_want_one_address_one_gets_it() {
    let (server, ada, _, mut browser) = signed_in().await;
    let bob = server.person("bob").await;
    let mut other = server.browser();
    other.sign_in(&bob).await;
    let link = asked(&server, &mut browser, "new@example.org").await;
    let form = browser
        .get(&link)
        .await
        .expect(200)
        .form("/account/email/confirm");
    let link = asked(&server, &mut other, "new@example.org").await;
    let theirs = other
        .get(&link)
        .await
        .expect(200)
        .form("/account/email/confirm");
    browser.post(&form).await.expect(200);
    other.post(&theirs).await.expect_page(409);
    assert_eq!(email_of(&server, &ada).await, "new@example.org");
    assert_eq!(email_of(&server, &bob).await, "bob@example.org");
}

#[tokio::test]
async fn a_link_changes_only_the_account_that_asked() {
    let (server, ada, _, mut browser) = signed_in().await;
    let bob = server.person("bob").await;
    let link = asked(&server, &mut browser, "new@example.org").await;
    server.browser().get(&link).await.expect_page(401);
    let mut other = server.browser();
    other.sign_in(&bob).await;
    other.get(&link).await.expect_page(410);
    let own = asked(&server, &mut other, "newer@example.org").await;
    let form = other
        .get(&own)
        .await
        .expect(200)
        .form("/account/email/confirm");
    let token = link.split("token=").nth(1).unwrap();
    other.post(&form.set("token", token)).await.expect_page(410);
    assert_eq!(email_of(&server, &ada).await, "ada@example.org");
    assert_eq!(email_of(&server, &bob).await, "bob@example.org");
}
