//! Forms by which anybody causes letters or makes accounts: without the work nothing is sent, made or counted.

use countersign::config::{Config, EmailCodes, RegistrationOfPeople};

use super::{always, asks_for_work, attempts, on_failures, spent, worked};
use crate::support::{Answer, Browser, TestServer};

const PASSWORD: &str = "four unrelated plain words";

fn open(config: &mut Config) {
    config.accounts.registration = RegistrationOfPeople::Open;
    config.factors.email_code = EmailCodes::First;
}

/// What each form asks for, and what it answers when it is taken.
const FORMS: [(&str, &str, u16); 3] = [
    ("/recover", "identifier", 200),
    ("/register", "email", 200),
    ("/login/email-code", "identifier", 303),
];

async fn send(browser: &mut Browser, page: &Answer, (path, field): (&str, &str)) -> Answer {
    let form = worked(page, path).set(field, "ada@example.org");
    browser.post(&form).await
}

#[tokio::test]
async fn without_its_work_no_letter_is_sent_and_nothing_counted() {
    for (path, field, taken) in FORMS {
        let server = always(open).await;
        server.person("ada").await;
        let mut browser = server.browser();
        let page = browser.get(path).await.expect(200);
        let answer = send(&mut browser, &page, (path, field)).await;
        answer.expect(taken);
        assert_eq!(server.outbox().await.len(), 1, "{path}");

        let before = (attempts(&server).await, spent(&server).await);
        let mut browser = server.browser();
        let page = browser.get(path).await.expect(200);
        let without = page.form(path).set(field, "ada@example.org");
        let page = browser.post(&without).await.expect(422);
        assert!(page.body.contains("short check first"), "{}", page.dump());
        assert_eq!(page.form(path).value(field), "ada@example.org");
        assert_eq!(server.outbox().await.len(), 1, "{path}");
        assert_eq!((attempts(&server).await, spent(&server).await), before);
        let answer = send(&mut browser, &page, (path, field)).await;
        answer.expect(taken);
        assert_eq!(server.outbox().await.len(), 2, "{path}");
    }
}

#[tokio::test]
async fn without_its_work_nobody_learns_who_has_an_account() {
    for (path, field, _) in FORMS {
        let server = always(open).await;
        server.person("ada").await;
        let told = async |email: &str| {
            let mut browser = server.browser();
            let page = browser.get(path).await.expect(200);
            let page = browser.post(&page.form(path).set(field, email)).await;
            let form = page.expect(422);
            let own = form.form(path);
            let mut body = form.body.replace(email, "somebody");
            for name in ["challenge", "csrf"] {
                body = body.replace(own.value(name), "its own");
            }
            body
        };
        assert_eq!(told("ada@example.org").await, told("eve@example.org").await);
    }
}

#[tokio::test]
async fn an_account_that_is_made_at_once_takes_work() {
    let server = always(|config| {
        open(config);
        config.accounts.verify_email = false;
    })
    .await;
    let users = "SELECT COUNT(*) AS value FROM users";
    for (number, name) in (1..).zip(["ada", "bob"]) {
        let mut browser = server.browser();
        let page = browser.get("/register").await.expect(200);
        let form = worked(&page, "/register")
            .set("username", name)
            .set("email", &format!("{name}@example.org"))
            .set("password", PASSWORD);
        let before = attempts(&server).await;
        let page = browser.post(&form.clone().without("solution")).await;
        let anew = worked(&page.expect(422), "/register");
        assert_eq!(server.number(users).await, number - 1);
        assert_eq!(attempts(&server).await, before);
        assert_eq!(anew.value("username"), name);
        browser
            .post(&anew.set("password", PASSWORD))
            .await
            .expect(303);
        assert_eq!(server.number(users).await, number);
    }
}

/// The link that a letter brought is not used up by a form without the work.
#[tokio::test]
async fn an_account_behind_a_link_takes_work_too() {
    let server = always(open).await;
    let mut browser = server.browser();
    let page = browser.get("/register").await.expect(200);
    let form = worked(&page, "/register").set("email", "ada@example.org");
    browser.post(&form).await.expect(200);
    let letter = server.last_letter_to("ada@example.org").await;
    let page = browser.get(&letter.link.unwrap()).await.expect(200);
    let form = worked(&page, "/register/finish")
        .set("username", "ada")
        .set("password", PASSWORD);
    let page = browser.post(&form.clone().without("solution")).await;
    page.expect(422);
    browser.post(&form).await.expect(303);
    assert!(browser.is_signed_in().await);
}

/// With the usual mode they are free until many come from one address, or to the whole server.
#[tokio::test]
async fn many_requests_make_further_ones_take_work() {
    let changes: [fn(&mut Config); 2] = [
        |config| config.challenge.address = 2,
        |config| config.challenge.server = 2,
    ];
    for (path, field, taken) in FORMS {
        for change in changes {
            let server = on_failures(|config| {
                open(config);
                change(config);
            })
            .await;
            for number in 0..2 {
                let mut browser = server.browser();
                let page = browser.get(path).await.expect(200);
                assert!(!asks_for_work(&page), "{path} {number}");
                let email = format!("ada{number}@example.org");
                let form = page.form(path).set(field, &email);
                browser.post(&form).await.expect(taken);
            }
            let mut browser = server.browser();
            let page = browser.get(path).await.expect(200);
            let sent = server.outbox().await.len();
            let without = page.form(path).set(field, "ada@example.org");
            browser.post(&without).await.expect(422);
            assert_eq!(server.outbox().await.len(), sent, "{path}");
            let answer = send(&mut browser, &page, (path, field)).await;
            answer.expect(taken);
        }
    }
}

/// Accounts that are made at once are counted, slowed down and made to take work as requests for letters are.
#[tokio::test]
async fn one_network_does_not_make_accounts_without_end() {
    let server = TestServer::with(|config| {
        open(config);
        config.accounts.verify_email = false;
        config.accounts.address_free = 2;
    })
    .await;
    let mut statuses = Vec::new();
    for name in ["ada", "bob", "eve", "joe"] {
        let mut browser = server.browser();
        let page = browser.get("/register").await.expect(200);
        let form = page
            .form("/register")
            .set("username", name)
            .set("email", &format!("{name}@example.org"))
            .set("password", PASSWORD);
        statuses.push(browser.post(&form).await.status.as_u16());
    }
    assert_eq!(statuses, [303, 303, 303, 429]);
    let users = server.number("SELECT COUNT(*) AS value FROM users").await;
    assert_eq!(users, 3);
}
