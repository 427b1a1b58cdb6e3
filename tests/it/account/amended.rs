//! What an operator changes of an account on the command line, and what becomes of what was sent before.

use countersign::config::EmailCodes;
use countersign::domain::{ChangeError, User};
use countersign::identity::amend::{self, Amendment};
use countersign::identity::session::Place;
use countersign::store;

use crate::support::{Person, TestServer};

fn to(email: &str) -> Amendment {
    Amendment {
        email: Some(email.to_owned()),
        ..Amendment::default()
    }
}

async fn amend(
    server: &TestServer,
    person: &Person,
    amendment: Amendment,
) -> Result<User, ChangeError> {
    let here = Place {
        address: [127, 0, 0, 1].into(),
        user_agent: "countersign user update".to_owned(),
    };
    amend::amend(&server.app, &person.user, amendment, &here).await
}

async fn stored(server: &TestServer, person: &Person) -> User {
    let found = store::user::find(&mut server.app.db.read(), &person.user.id).await;
    found.unwrap().expect("the account")
}

async fn letters(server: &TestServer) -> Vec<(String, String)> {
    let letters = server.outbox().await.into_iter();
    letters.map(|letter| (letter.name, letter.to)).collect()
}

fn letter(name: &str, to: &str) -> (String, String) {
    (name.to_owned(), to.to_owned())
}

#[tokio::test]
async fn the_old_address_is_told_and_the_new_one_is_not_verified_by_itself() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let now = amend(&server, &ada, to(" new@example.org ")).await.unwrap();
    assert_eq!(
        (now.email.as_deref(), now.email_verified),
        (Some("new@example.org"), false)
    );
    assert_eq!(stored(&server, &ada).await.email, now.email);
    let told = [letter("mail-email-changed-old", "ada@example.org")];
    assert_eq!(letters(&server).await, told);
    let events = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'email_changed'";
    assert_eq!(server.number(events).await, 1);
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
}

#[tokio::test]
async fn both_addresses_are_told_of_a_verified_one() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let verified = Amendment {
        email_verified: Some(true),
        ..to("new@example.org")
    };
    assert!(amend(&server, &ada, verified).await.unwrap().email_verified);
    let told = [
        letter("mail-email-changed-old", "ada@example.org"),
        letter("mail-email-changed", "new@example.org"),
    ];
    assert_eq!(letters(&server).await, told);
}

#[tokio::test]
async fn the_same_address_stays_what_it_was_and_nobody_is_told() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let now = amend(&server, &ada, to("Ada@Example.org")).await.unwrap();
    assert!(now.email_verified && now.email.as_deref() == Some("Ada@Example.org"));
    let doubt = Amendment {
        email_verified: Some(false),
        ..Amendment::default()
    };
    let ada = Person { user: now, ..ada };
    assert!(!amend(&server, &ada, doubt).await.unwrap().email_verified);
    assert!(letters(&server).await.is_empty());
}

#[tokio::test]
async fn whoever_is_called_by_their_address_is_called_by_the_new_one() {
    let server = TestServer::start().await;
    let own = |new: &mut countersign::identity::account::NewUser| {
        new.username = "ada@example.org".to_owned();
        new.email = Some("ada@example.org".to_owned());
    };
    let ada = server.person_with("ada", own).await;
    let now = amend(&server, &ada, to("new@example.org")).await.unwrap();
    assert_eq!(now.username, "new@example.org");
    let named = Amendment {
        username: Some("countess".to_owned()),
        ..to("third@example.org")
    };
    let ada = Person { user: now, ..ada };
    let now = amend(&server, &ada, named).await.unwrap();
    assert_eq!(
        (now.username.as_str(), now.email.as_deref()),
        ("countess", Some("third@example.org"))
    );
}

#[tokio::test]
async fn letters_to_the_old_address_open_nothing_any_more() {
    for moves in [false, true] {
        let server = TestServer::with(|config| {
            config.factors.email_code = EmailCodes::First;
        })
        .await;
        let ada = server.person("ada").await;
        let mut browser = server.browser();
        let page = browser.get("/recover").await.expect(200);
        let form = page.form("/recover").set("identifier", "ada");
        browser.post(&form).await.expect(200);
        let link = server.last_letter_to("ada@example.org").await.link;
        let page = browser.get("/login/email-code").await.expect(200);
        let form = page.form("/login/email-code").set("identifier", "ada");
        let answer = browser.post(&form).await.expect(303);
        let page = browser.follow(answer).await.expect(200);
        let code = server.last_letter_to("ada@example.org").await.code;
        let same = Amendment {
            email_verified: Some(true),
            ..Amendment::default()
        };
        let amendment = if moves { to("new@example.org") } else { same };
        amend(&server, &ada, amendment).await.unwrap();

        let (opens, signs_in) = if moves { (410, 401) } else { (200, 303) };
        browser.get(&link.unwrap()).await.expect(opens);
        browser.enter(&page, &code.unwrap()).await.expect(signs_in);
        assert_eq!(browser.is_signed_in().await, !moves);
    }
}

#[tokio::test]
async fn what_belongs_to_somebody_else_or_is_none_changes_nothing() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.person("bob").await;
    let named = |name: &str| Amendment {
        username: Some(name.to_owned()),
        ..Amendment::default()
    };
    for (wrong, field) in [
        (to("bob@example.org"), "email"),
        (to("bob"), "email"),
        (to("nowhere"), "email"),
        (named("bob"), "username"),
        (named("BOB@example.org"), "username"),
        (named("two words"), "username"),
        (
            Amendment {
                username: Some("bob".to_owned()),
                ..to("new@example.org")
            },
            "username",
        ),
    ] {
        let refused = amend(&server, &ada, wrong.clone()).await;
        match refused {
            Err(ChangeError::Rejected(rejected)) => assert_eq!(rejected.field, field, "{wrong:?}"),
            other => panic!("{wrong:?}: {other:?}"),
        }
        let now = stored(&server, &ada).await;
        assert_eq!(
            (now.username, now.email),
            (ada.user.username.clone(), ada.user.email.clone())
        );
    }
    assert!(letters(&server).await.is_empty());
}

/// The address that the operator saw is not the account's any more.
#[tokio::test]
async fn what_somebody_else_changed_meanwhile_stays() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    amend(&server, &ada, to("first@example.org")).await.unwrap();
    let refused = amend(&server, &ada, to("second@example.org")).await;
    assert!(
        matches!(refused, Err(ChangeError::Rejected(_))),
        "{refused:?}"
    );
    assert_eq!(
        stored(&server, &ada).await.email.as_deref(),
        Some("first@example.org")
    );
    assert_eq!(letters(&server).await.len(), 1);
}
