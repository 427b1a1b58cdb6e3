//! `/login/email-code`: a code by mail, which opens a sign-in or follows a password, and raises nothing.

use countersign::config::EmailCodes;

use crate::support::browser::SESSION;
use crate::support::{Answer, Browser, TestServer, covers, minutes};

covers!("/login/email-code");

async fn server(use_: EmailCodes) -> TestServer {
    TestServer::with(|config| config.factors.email_code = use_).await
}

/// Has a code sent for this name.
async fn ask(browser: &mut Browser, name: &str) -> Answer {
    let page = browser.get("/login/email-code").await.expect(200);
    let form = page.form("/login/email-code").set("identifier", name);
    let answer = browser.post(&form).await.expect(303);
    browser.follow(answer).await.expect(200)
}

async fn sent_to(server: &TestServer, address: &str) -> String {
    server.last_letter_to(address).await.code.expect("a code")
}

fn another(code: &str) -> String {
    let last = if code.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &code[..7])
}

#[tokio::test]
async fn it_stands_in_for_the_password_where_that_is_wanted() {
    let server = server(EmailCodes::First).await;
    server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser.get("/login").await.expect(200);
    let page = browser
        .other_way(&page, "/login/email-code")
        .await
        .expect(200);
    assert!(page.has_form("/login/email-code"));
    let page = ask(&mut browser, "ada@example.org").await;
    let code = sent_to(&server, "ada@example.org").await;
    browser.enter(&page, &another(&code)).await.expect(401);
    browser.enter(&page, &code).await.expect(303);
    let tokens = browser.tokens(&app).await;
    assert_eq!(tokens.id_claims()["acr"], "urn:countersign:aal1");
    assert_eq!(tokens.id_claims()["amr"], serde_json::json!(["email"]));

    // It counts once.
    let mut other = browser.clone();
    other.cookies = browser.cookies.clone();
    let form = page.form("/login/").set("code", &code);
    let answer = other.post(&form).await;
    assert!(answer.status != 200);
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM sessions")
            .await,
        1
    );
}

#[tokio::test]
async fn nobody_learns_whether_there_is_an_account() {
    let server = server(EmailCodes::First).await;
    server.person("ada").await;
    let pages = |name: &'static str| {
        let mut browser = server.browser();
        async move {
            let page = ask(&mut browser, name).await;
            let wrong = browser.enter(&page, "00000000").await.expect(401);
            let mut statuses = Vec::new();
            for _ in 0..8 {
                statuses.push(browser.enter(&page, "00000000").await.status.as_u16());
            }
            let words = |page: &Answer| {
                let (_, rest) = page.body.split_once("<h1>").unwrap();
                rest.split("<form").next().unwrap().to_owned()
            };
            (words(&page), words(&wrong), statuses)
        }
    };
    let known = pages("ada").await;
    assert_eq!(server.outbox().await.len(), 1);
    assert_eq!(known, pages("nobody").await);
    assert_eq!(server.outbox().await.len(), 1);
    assert!(known.2.contains(&429), "{:?}", known.2);
}

#[tokio::test]
async fn it_opens_in_its_browser_for_ten_minutes_and_five_attempts() {
    let server = server(EmailCodes::First).await;
    server.person("ada").await;
    let mut browser = server.browser();
    let page = ask(&mut browser, "ada").await;
    let code = sent_to(&server, "ada@example.org").await;

    let mut elsewhere = server.browser();
    let theirs = ask(&mut elsewhere, "nobody")
        .await
        .form("/login/email-code");
    let mut form = theirs.set("code", &code);
    form.action = page.form("/login/email-code").action;
    let answer = elsewhere.post(&form).await;
    assert!(answer.status != 200 && !elsewhere.is_signed_in().await);

    server.clock.advance(minutes(11));
    browser.enter(&page, &code).await.expect(401);
    let page = ask(&mut browser, "ada").await;
    let code = sent_to(&server, "ada@example.org").await;
    for _ in 0..5 {
        server.clock.advance(minutes(1));
        browser.enter(&page, &another(&code)).await.expect(401);
    }
    server.clock.advance(minutes(1));
    browser.enter(&page, &code).await.expect(401);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn it_is_worth_nothing_once_the_address_is_another() {
    let server = server(EmailCodes::First).await;
    server.person("ada").await;
    let mut browser = server.browser();
    let page = ask(&mut browser, "ada").await;
    let code = sent_to(&server, "ada@example.org").await;
    server
        .tamper("UPDATE users SET email = 'new@example.org', email_key = 'new@example.org'")
        .await;
    browser.enter(&page, &code).await.expect(401);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn an_address_that_nobody_confirmed_gets_none() {
    let server = server(EmailCodes::First).await;
    server
        .person_with("ada", |new| new.email_verified = false)
        .await;
    ask(&mut server.browser(), "ada").await;
    assert!(server.outbox().await.is_empty());
}

#[tokio::test]
async fn it_follows_the_password_in_a_browser_that_is_not_known() {
    let server = server(EmailCodes::Second).await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    assert!(!browser.is_signed_in().await);
    let answer = browser
        .post(&page.form("/login/email-code"))
        .await
        .expect(303);
    let page = browser.follow(answer).await.expect(200);
    let code = sent_to(&server, "ada@example.org").await;
    browser.enter(&page, &another(&code)).await.expect(401);
    browser.enter(&page, &code).await.expect(303);
    assert!(browser.is_signed_in().await);

    // There it is known now; and a sign-in does not begin with a code.
    let page = browser.get("/account").await.expect(200);
    assert!(page.body.contains("ada@example.org"));
    let mut nobody = server.browser();
    let answer = nobody.get("/login/email-code").await.expect(303);
    assert_eq!(answer.location(), "/login/next");
}

#[tokio::test]
async fn whoever_has_a_phone_is_asked_for_it_all_the_same() {
    let server = server(EmailCodes::First).await;
    let (_ada, phone) = server.person_with_phone("ada").await;
    let mut browser = server.browser();
    let page = ask(&mut browser, "ada").await;
    let code = sent_to(&server, "ada@example.org").await;
    let answer = browser.enter(&page, &code).await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    assert!(page.has_form("/login/code") && !browser.is_signed_in().await);
    let answer = browser
        .enter(&page, &phone.code(server.app.now()))
        .await
        .expect(303);
    // And for the password: a mailbox and a phone are no two factors.
    let page = browser.follow(answer).await.expect(200);
    assert!(page.has_form("/login") && !browser.is_signed_in().await);
}

/// Whoever has letters written to somebody does not keep them from getting one on a device of theirs.
#[tokio::test]
async fn letters_that_strangers_ask_for_leave_those_for_a_known_device() {
    let server = server(EmailCodes::First).await;
    let ada = server.person("ada").await;
    let mut known = server.browser();
    known.sign_in(&ada).await;
    known.cookies.remove(SESSION);
    let mut stranger = server.browser();
    stranger.peer = ([198, 51, 100, 7], 40_000).into();
    let form = stranger.get("/login/email-code").await;
    let form = form
        .form("/login/email-code")
        .set("identifier", "ada")
        .set("send", "1");
    let mut status = 303;
    for _ in 0..8 {
        status = stranger.post(&form).await.status.as_u16();
    }
    assert_eq!(status, 429);
    let written = server.outbox().await.len();
    let page = ask(&mut known, "ada").await;
    assert_eq!(server.outbox().await.len(), written + 1);
    let code = sent_to(&server, "ada@example.org").await;
    known.enter(&page, &code).await.expect(303);
    assert!(known.is_signed_in().await);
}

#[tokio::test]
async fn it_is_off_unless_somebody_wants_it() {
    let server = TestServer::start().await;
    server.person("ada").await;
    let mut browser = server.browser();
    let page = browser.get("/login").await.expect(200);
    assert!(!page.body.contains("/login/email-code"));
    let mut form = page
        .form("/login")
        .set("identifier", "ada")
        .set("send", "1");
    form.action = "/login/email-code".to_owned();
    browser.post(&form).await.expect(303);
    assert!(server.outbox().await.is_empty());
}
