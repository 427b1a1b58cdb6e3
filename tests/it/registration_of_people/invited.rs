//! `/invite`: whom the operator lets in, once each.

use countersign::config::RegistrationOfPeople;
use countersign::domain::Role;
use countersign::identity::invitation::{self, Made, New};
use countersign::store::role::{self, Holder};
use countersign::store::user;
use countersign::words::Locale;

use super::{PASSWORD, fill, open_with, users};
use crate::support::{Node, TestServer, at_once, covers, days, seconds};

covers!("/invite");

async fn server() -> TestServer {
    open_with(|config| config.accounts.registration = RegistrationOfPeople::Invitation).await
}

async fn invite(node: &Node, email: Option<&str>, roles: Vec<Role>) -> Made {
    let new = New {
        email: email.map(str::to_owned),
        roles,
        lives: days(7),
        locale: Locale::En,
    };
    invitation::create(&node.app, new).await.unwrap()
}

#[tokio::test]
async fn who_is_invited_by_mail_has_that_address_and_the_roles() {
    let server = server().await;
    let helper = server.person("helper").await;
    let editor = server.role_of(&helper, "editor", "").await;
    let made = invite(&server, Some("ada@example.org"), vec![editor]).await;
    assert!(made.link.is_none(), "who has the link reads the mailbox");
    let link = server.last_letter_to("ada@example.org").await.link.unwrap();
    let mut browser = server.browser();
    let form = browser.get(&link).await.expect(200).form("/invite");
    let form = form.set("username", "ada").set("password", PASSWORD);
    browser
        .post(&form.clone().set("email", "root@example.org"))
        .await
        .expect(303);
    let found = user::find_by_identifier(&mut server.app.db.read(), "ada").await;
    let ada = found.unwrap().unwrap();
    assert_eq!(ada.email.as_deref(), Some("ada@example.org"));
    assert!(ada.email_verified);
    let held = role::held_by(&mut server.app.db.read(), &Holder::User(ada.id))
        .await
        .unwrap();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].name, "editor");

    server.browser().get(&link).await.expect_page(410);
    server.browser().get("/register").await.expect_page(403);
}

#[tokio::test]
async fn an_invitation_without_an_address_has_one_verified_first() {
    let server = server().await;
    let made = invite(&server, None, Vec::new()).await;
    let invitation = made.link.unwrap();
    let mut browser = server.browser();
    for email in ["ada@example.org", "bob@example.org"] {
        let page = browser.get(&invitation).await.expect(200);
        let form = page.form("/invite").set("email", email);
        browser.post(&form).await.expect(200);
    }
    let ada = server.last_letter_to("ada@example.org").await.link.unwrap();
    let bob = server.last_letter_to("bob@example.org").await.link.unwrap();
    fill(&mut browser, &ada, "ada").await.expect(303);
    server.browser().get(&bob).await.expect_page(410);
    server.browser().get(&invitation).await.expect_page(410);
    assert_eq!(users(&server).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_uses_of_one_invitation_one_makes_an_account() {
    let server = open_with(|config| {
        config.accounts.registration = RegistrationOfPeople::Invitation;
        config.accounts.verify_email = false;
    })
    .await;
    let link = invite(&server, None, Vec::new()).await.link.unwrap();
    let mut prepared = Vec::new();
    for number in 0..50 {
        let mut browser = server.browser();
        let form = browser.get(&link).await.expect(200).form("/invite");
        let form = form
            .set("username", &format!("ada-{number}"))
            .set("email", &format!("ada-{number}@example.org"))
            .set("password", PASSWORD);
        prepared.push((browser, form));
    }
    let answers = at_once(50, |number| {
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
        answers
            .iter()
            .all(|status| matches!(status, 303 | 410 | 503)),
        "{answers:?}"
    );
    assert_eq!(users(&server).await, 1);
}

#[tokio::test]
async fn an_invitation_ends_with_its_time_or_when_it_is_taken_back() {
    let server = server().await;
    invite(&server, Some("ada@example.org"), Vec::new()).await;
    let made = invite(&server, Some("bob@example.org"), Vec::new()).await;
    let [ada, bob] = ["ada@example.org", "bob@example.org"];
    let ada = server.last_letter_to(ada).await.link.unwrap();
    let bob = server.last_letter_to(bob).await.link.unwrap();
    server.browser().get(&bob).await.expect(200);
    assert!(
        invitation::revoke(&server.app, &made.invitation.id)
            .await
            .unwrap()
    );
    server.browser().get(&bob).await.expect_page(410);
    server.clock.advance(days(7) - seconds(1));
    server.browser().get(&ada).await.expect(200);
    server.clock.advance(seconds(1));
    server.browser().get(&ada).await.expect_page(410);
    server.browser().get("/invite").await.expect_page(410);
    assert_eq!(users(&server).await, 0);
}

#[tokio::test]
async fn nobody_is_invited_to_an_address_that_has_an_account() {
    let server = server().await;
    server.person("ada").await;
    let new = New {
        email: Some("ADA@example.org".to_owned()),
        roles: Vec::new(),
        lives: days(1),
        locale: Locale::En,
    };
    let refused = invitation::create(&server.app, new).await.unwrap_err();
    assert!(
        refused.to_string().contains("belongs to an account"),
        "{refused}"
    );
    assert!(server.outbox().await.is_empty());
}
