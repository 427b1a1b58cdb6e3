//! A disabled account: whoever has shown all that it has is told so; anybody else learns no more than of a wrong password.

use countersign::config::EmailCodes;
use countersign::identity::account;

use crate::support::{Answer, Person, TestServer};

const SESSIONS: &str = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL";

async fn disable(server: &TestServer, person: &Person) {
    account::disable(&server.app, &person.user).await.unwrap();
}

/// It says so, and begins nothing.
#[track_caller]
fn told(answer: Answer) {
    let page = answer.expect_page(403);
    assert!(
        page.body.contains("Your account is switched off"),
        "{}",
        page.dump()
    );
    assert!(
        page.body.contains("href=\"/login?as=another\""),
        "{}",
        page.dump()
    );
    assert_eq!(page.header("set-cookie"), "");
}

#[track_caller]
fn not_told(answer: &Answer) {
    assert!(!answer.body.contains("switched off"), "{}", answer.dump());
}

#[tokio::test]
async fn the_right_password_is_told_and_a_wrong_one_is_not() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.browser().sign_in(&ada).await;
    disable(&server, &ada).await;

    let mut browser = server.browser();
    let wrong = browser.try_sign_in("ada", "not the password at all").await;
    not_told(&wrong.expect(401));
    told(browser.try_sign_in("ada", &ada.password).await);
    assert!(!browser.is_signed_in().await);
    assert_eq!(server.number(SESSIONS).await, 0);

    account::enable(&server.app, &ada.user).await.unwrap();
    browser.sign_in(&ada).await;
}

/// What was told once does not make guessing cheaper.
#[tokio::test]
async fn guesses_count_as_ever() {
    let server = TestServer::with(|config| config.throttle.account_free = 3).await;
    let ada = server.person("ada").await;
    disable(&server, &ada).await;
    let mut browser = server.browser();
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let answer = browser.try_sign_in("ada", &ada.password).await;
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(statuses[0], 403);
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

#[tokio::test]
async fn the_password_alone_tells_nothing_where_there_is_a_second_factor() {
    let server = TestServer::start().await;
    let (ada, phone) = server.person_with_phone("ada").await;
    disable(&server, &ada).await;

    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    not_told(&page);
    let now = server.app.now();
    let wrong = browser.enter(&page, &phone.wrong(now)).await;
    not_told(&wrong.expect(401));
    told(browser.enter(&page, &phone.code(now)).await);
    assert!(!browser.is_signed_in().await);
    assert_eq!(server.number(SESSIONS).await, 0);
}

/// An account that is disabled between two factors is found out at the end as well.
#[tokio::test]
async fn it_is_told_to_who_was_on_the_way_in() {
    let server = TestServer::start().await;
    let (ada, phone) = server.person_with_phone("ada").await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    disable(&server, &ada).await;
    told(browser.enter(&page, &phone.code(server.app.now())).await);
}

#[tokio::test]
async fn a_code_by_mail_is_sent_as_ever_and_who_reads_it_is_told() {
    let server = TestServer::with(|config| config.factors.email_code = EmailCodes::First).await;
    let ada = server.person("ada").await;
    disable(&server, &ada).await;

    let mut browser = server.browser();
    let page = browser.get("/login/email-code").await.expect(200);
    let form = page.form("/login/email-code").set("identifier", "ada");
    let answer = browser.post(&form).await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    not_told(&page);
    let code = server.last_letter_to("ada@example.org").await.code.unwrap();
    told(browser.enter(&page, &code).await);
    assert_eq!(server.number(SESSIONS).await, 0);
}
