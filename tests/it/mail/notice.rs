//! Owners are told of what happens to their accounts, at an address that is known to be theirs.

use countersign::domain::{Event, EventKind, User};
use countersign::identity::session::Place;
use countersign::identity::{event, notice};
use countersign::mail::Rendered;
use countersign::store::mail::{self, Posted};

use crate::support::TestServer;
use crate::support::outbox::assert_leads_home;
use crate::support::seed::PASSWORD;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

fn place() -> Place {
    Place {
        address: "192.0.2.7".parse().unwrap(),
        user_agent: FIREFOX.to_owned(),
    }
}

fn happened(server: &TestServer, user: &User, kind: EventKind) -> Event {
    let event = event::of(&server.app, &user.id, kind, &place());
    event.with("name", "Blue key").with("provider", "Google")
}

/// Queues what was prepared, and reads it.
async fn sent(server: &TestServer, posted: Vec<Posted>) -> Vec<Rendered> {
    let queued = server
        .app
        .db
        .write(move |tx| Box::pin(async move { mail::enqueue(tx, &posted).await }));
    queued.await.unwrap();
    server.outbox().await
}

#[tokio::test]
async fn a_notice_says_what_happened_when_and_where() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await.user;
    let event = happened(&server, &ada, EventKind::PasskeyAdded);
    let posted = notice::told(&server.app, &ada, &event).unwrap();
    let letters = sent(&server, posted.into_iter().collect()).await;
    let [letter] = letters.as_slice() else {
        panic!("{letters:?}")
    };
    assert_eq!(
        (letter.to.as_str(), letter.subject.as_str()),
        ("ada@example.org", "A passkey was added")
    );
    for said in [
        "Hello Ada Lovelace,",
        "“Blue key”",
        "1 June 2026, 12:00 UTC",
        "Firefox on Linux",
        "192.0.2.7",
        "sign out everywhere",
    ] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    let activity = format!("{}/account/activity", server.issuer());
    assert_eq!(letter.link.as_deref(), Some(activity.as_str()));
}

#[tokio::test]
async fn nobody_is_told_at_an_address_that_is_not_known_to_be_theirs() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await.user;
    let bob = server
        .person_with("bob", |new| new.email_verified = false)
        .await
        .user;
    let nameless = server.person_with("eve", |new| new.email = None).await.user;
    let told = |user: &User| {
        let event = happened(&server, user, EventKind::PasswordChanged);
        notice::told(&server.app, user, &event).unwrap().is_some()
    };
    assert!(told(&ada));
    assert!(!told(&bob) && !told(&nameless));
    let event = happened(&server, &ada, EventKind::SignedIn);
    assert!(
        notice::told(&server.app, &ada, &event).unwrap().is_none(),
        "every sign-in would be too many"
    );
}

#[tokio::test]
async fn the_old_address_hears_of_the_new_one_too() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await.user;
    let event = happened(&server, &ada, EventKind::EmailChanged);
    let posted = notice::moved(&server.app, &ada, "old@example.org", &event).unwrap();
    let to: Vec<String> = sent(&server, posted)
        .await
        .into_iter()
        .map(|letter| letter.to)
        .collect();
    assert_eq!(to, ["old@example.org", "ada@example.org"]);
    let old = server.last_letter_to("old@example.org").await;
    assert!(!old.text.contains("ada@example.org"), "{}", old.text);
}

#[tokio::test]
async fn letters_are_in_the_language_of_the_account() {
    let server = TestServer::start().await;
    let ada = server
        .person_with("ada", |new| {
            new.about
                .details
                .push((countersign::domain::Detail::Locale, "de-AT".to_owned()));
        })
        .await
        .user;
    let posted = notice::farewell(&server.app, &ada, &place()).unwrap();
    let letters = sent(&server, posted.into_iter().collect()).await;
    assert_eq!(letters[0].subject, "Ihr Konto wurde gelöscht");
}

/// Whoever asks may say that they came to another server: links lead to the configured issuer all the same.
#[tokio::test]
async fn no_request_decides_where_a_letter_leads() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser().lying();
    browser.sign_in(&ada).await;
    let form = browser
        .get("/account/password")
        .await
        .form("/account/password");
    let form = form
        .set("current_password", PASSWORD)
        .set("new_password", "another few unrelated words");
    browser.post(&form).await.expect(200);
    let letter = server.last_letter_to("ada@example.org").await;
    assert_eq!(letter.subject, "Your password was changed");
    assert!(letter.text.contains("192.0.2.10"), "{}", letter.text);
    assert_leads_home(&server, &letter);
}

/// A password that was not changed is told of to nobody.
#[tokio::test]
async fn what_is_refused_is_no_news() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let form = browser
        .get("/account/password")
        .await
        .form("/account/password");
    let form = form
        .set("current_password", PASSWORD)
        .set("new_password", "short");
    browser.post(&form).await.expect(422);
    assert_eq!(server.outbox().await.len(), 0);
}
