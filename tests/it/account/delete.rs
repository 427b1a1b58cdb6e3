//! `/account/delete`: the end of an account, by who types its name; never of the last administrator's.

use countersign::domain::Role;
use countersign::identity::closing;
use countersign::identity::role::{self, Holder};
use countersign::identity::session::Place;

use crate::support::{Person, TestServer, at_once, covers};

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
