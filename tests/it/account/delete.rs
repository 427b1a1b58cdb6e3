//! `/account/delete`: the end of an account, by who types its name; never of the last administrator's.

use std::net::SocketAddr;

use countersign::config::RegistrationOfPeople;
use countersign::domain::Role;
use countersign::identity::closing;
use countersign::identity::invitation::{self, New};
use countersign::identity::role::{self, Holder};
use countersign::identity::session::Place;
use countersign::jobs;
use countersign::store::user;
use countersign::words::Locale;

use crate::support::{Browser, Person, TestServer, at_once, covers, days};

covers!("/account/delete");

const PEOPLE: &str = "SELECT COUNT(*) AS value FROM users";

async fn make_administrator(server: &TestServer, person: &Person) {
    let mut read = server.app.db.read();
    let found = countersign::store::role::find(&mut read, "", Role::ADMINISTRATOR);
    let administrator = found.await.unwrap().unwrap();
    let holder = Holder::User(person.user.id.clone());
    role::grant(&server.app, &administrator, holder)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_account_ends_with_all_that_was_given_out() {
    let server = TestServer::start().await;
    let (ada, _bob) = (server.person("ada").await, server.person("bob").await);
    let app = server.app_client().await;
    let (mut browser, mut other) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    other.sign_in(&ada).await;
    let tokens = other.tokens(&app).await;
    let page = browser.get("/account/delete").await.expect(200);
    let form = page.form("/account/delete");

    for wrong in ["", "bob", "ada@example.org"] {
        let filled = form.clone().set("username", wrong);
        browser.post(&filled).await.expect_page(422);
    }
    let foreign = form.clone().set("username", "ada").without("csrf");
    browser.post(&foreign).await.expect_page(403);
    assert_eq!(server.number(PEOPLE).await, 2);
    app.userinfo(&tokens.access).await.expect(200);

    let answer = browser.post(&form.set("username", "Ada")).await;
    let answer = answer.expect_page(200);
    assert!(answer.body.contains("Your account is deleted"));
    assert_eq!(server.number(PEOPLE).await, 1);
    assert!(!browser.is_signed_in().await);
    assert!(!other.is_signed_in().await);
    app.userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    server
        .browser()
        .try_sign_in("ada", &ada.password)
        .await
        .expect(401);
}

/// By name, address or number; and once the counters of attempts have gone, not by identifier or network either.
#[tokio::test]
async fn nothing_that_is_left_names_the_person() {
    const NAMES: [&str; 5] = ["lovelace", "byron", "countess", "+44 20 7946", "u-1815"];
    let server = TestServer::with(|config| {
        config.accounts.registration = RegistrationOfPeople::Invitation;
    })
    .await;
    let mut browser = a_full_account(&server).await;
    let user = user::find_by_identifier(&mut server.app.db.read(), "lovelace").await;
    let id = user.unwrap().unwrap().id;
    let traces = [id.as_str(), "198.51.100.7"];
    let before = server.rows().await.to_lowercase();
    for name in NAMES.into_iter().chain(traces) {
        assert!(before.contains(name), "{name} was never there");
    }

    let page = browser.get("/account/delete").await.expect(200);
    let form = page.form("/account/delete").set("username", "lovelace");
    browser.post(&form).await.expect_page(200);
    let after = server.rows().await.to_lowercase();
    for name in NAMES {
        let line = after.lines().find(|line| line.contains(name));
        assert_eq!(line, None, "{name}");
    }
    server.clock.advance(days(2));
    jobs::clean(&server.app).await;
    let later = server.rows().await;
    for trace in traces {
        let line = later.lines().find(|line| line.contains(trace));
        assert_eq!(line, None, "{trace}");
    }
}

/// Somebody who was invited, and since then left a trace in whatever keeps one.
async fn a_full_account(server: &TestServer) -> Browser {
    let new = New {
        email: Some("byron@example.org".to_owned()),
        roles: Vec::new(),
        lives: days(7),
        locale: Locale::En,
    };
    invitation::create(&server.app, new).await.unwrap();
    let link = server.last_letter_to("byron@example.org").await.link;
    let mut browser = server.browser();
    browser.peer = SocketAddr::from(([198, 51, 100, 7], 50_000));
    let form = browser
        .get(&link.unwrap())
        .await
        .expect(200)
        .form("/invite");
    let form = form
        .set("username", "lovelace")
        .set("given_name", "Countess")
        .set("password", "four unrelated plain words");
    browser.post(&form).await.expect(303);
    server
        .tamper(
            "INSERT INTO linked_accounts (provider, subject, user_id, label, linked_at) \
             SELECT 'up', 'u-1815', id, 'lovelace there', 0 FROM users",
        )
        .await;
    server
        .tamper("UPDATE users SET phone_number = '+44 20 7946 0000'")
        .await;
    let app = server.client(|new| new.first_party = false).await;
    let page = browser.authorize(&app, |params| params).await.expect(200);
    browser.decide(&page, "allow").await;
    for (path, field, text) in [
        ("/account/email", "email", "lovelace@example.org"),
        ("/recover", "identifier", "byron@example.org"),
    ] {
        let form = browser.get(path).await.expect(200).form(path);
        browser.post(&form.set(field, text)).await.expect(200);
    }
    browser
}

#[tokio::test]
async fn word_of_it_is_sent_to_the_address() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.get("/account/delete").await.expect(200);
    let form = page.form("/account/delete").set("username", "ada");
    browser.post(&form).await.expect(200);
    let letters = server.outbox().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to, "ada@example.org");
    assert_eq!(letters[0].name, "mail-account-deleted");
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    make_administrator(&server, &ada).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.get("/account/delete").await.expect(200);
    let form = page.form("/account/delete").set("username", "ada");
    let answer = browser.post(&form).await.expect_page(422);
    assert!(answer.body.contains("last administrator"));
    assert!(browser.is_signed_in().await);
    assert!(server.outbox().await.is_empty());

    make_administrator(&server, &bob).await;
    browser.post(&form).await.expect_page(200);
    assert_eq!(server.number(PEOPLE).await, 1);
}

#[tokio::test]
async fn of_two_administrators_who_go_at_once_one_stays() {
    let server = TestServer::start().await;
    let people = [server.person("ada").await, server.person("bob").await];
    for person in &people {
        make_administrator(&server, person).await;
    }
    let nodes = [server.another_node().await, server.another_node().await];
    let answers = at_once(2, |index| {
        let (app, user) = (nodes[index].app.clone(), people[index].user.clone());
        let place = Place {
            address: [192, 0, 2, 1].into(),
            user_agent: String::new(),
        };
        async move { closing::close(&app, &user, &place).await }
    });
    let gone = answers.await.iter().filter(|gone| gone.is_ok()).count();
    assert_eq!(gone, 1);
    assert_eq!(server.number(PEOPLE).await, 1);
}
