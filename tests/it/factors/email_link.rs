//! `/login/email-code/link`: the link in the letter beside a code, which is worth what the code is worth, and nothing to whoever
//! opens letters for others.

use countersign::config::EmailCodes;

use crate::support::seed::PASSWORD;
use crate::support::{Answer, Browser, TestServer, covers, minutes};

covers!("/login/email-code/link");

async fn server(use_: EmailCodes) -> TestServer {
    let server = TestServer::with(|config| config.factors.email_code = use_).await;
    server.person("ada").await;
    server
}

/// Asks for a letter at a sign-in with this address, and says where its link leads.
async fn asked(server: &TestServer, browser: &mut Browser) -> String {
    let page = browser.get("/login/email-code").await.expect(200);
    let form = page.form("/login/email-code");
    let answer = browser
        .post(&form.set("identifier", "ada@example.org"))
        .await;
    browser.follow(answer.expect(303)).await.expect(200);
    link(server).await
}

async fn link(server: &TestServer) -> String {
    let letter = server.last_letter_to("ada@example.org").await;
    letter.link.expect("a link")
}

/// Opens the link and presses the button.
async fn press(browser: &mut Browser, link: &str) -> Answer {
    let page = browser.get(link).await.expect(200);
    browser.post(&page.form("/login/email-code")).await
}

async fn spent(server: &TestServer) -> i64 {
    let spent =
        "SELECT COUNT(*) AS value FROM email_codes WHERE used_at IS NOT NULL OR attempts > 0";
    server.number(spent).await
}

#[tokio::test]
async fn it_proves_what_its_code_proves_once() {
    let server = server(EmailCodes::First).await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser).await;
    let page = browser.get(&link).await.expect(200);
    assert!(!browser.is_signed_in().await && spent(&server).await == 0);

    let mut twice = browser.clone();
    let form = page.form("/login/email-code");
    let answer = browser.post(&form).await.expect(303);
    assert_eq!(answer.location(), "/account");
    let tokens = browser.tokens(&app).await;
    assert_eq!(tokens.id_claims()["acr"], "urn:countersign:aal1");
    assert_eq!(tokens.id_claims()["amr"], serde_json::json!(["email"]));

    twice.post(&form).await.expect(401);
    assert!(!twice.is_signed_in().await);
    let sessions = "SELECT COUNT(*) AS value FROM sessions";
    assert_eq!(server.number(sessions).await, 1);
}

#[tokio::test]
async fn code_and_link_are_spent_together() {
    let server = server(EmailCodes::First).await;
    let mut browser = server.browser();
    let page = browser.get("/login/email-code").await.expect(200);
    let form = page.form("/login/email-code").set("identifier", "ada");
    let answer = browser.post(&form).await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    let letter = server.last_letter_to("ada@example.org").await;
    let mut twice = browser.clone();
    browser
        .enter(&page, &letter.code.expect("a code"))
        .await
        .expect(303);
    assert!(browser.is_signed_in().await);
    press(&mut twice, &letter.link.expect("a link"))
        .await
        .expect(401);
    assert!(!twice.is_signed_in().await);
}

#[tokio::test]
async fn whoever_scans_letters_spends_nothing() {
    let server = server(EmailCodes::First).await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser).await;
    for _ in 0..10 {
        let page = server.browser().get(&link).await.expect(200);
        assert!(!page.has_form("/login"));
    }
    assert_eq!(spent(&server).await, 0);
    press(&mut browser, &link).await.expect(303);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn another_browser_is_told_where_to_type_the_code() {
    let server = server(EmailCodes::First).await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser).await;
    let mut phone = server.browser();
    let page = phone.get(&link).await.expect(200);
    let letter = server.last_letter_to("ada@example.org").await;
    let code = letter.code.expect("a code");
    assert!(page.body.contains("Go back to where you are signing in") && page.body.contains(&code));

    // Nor does the form of the right browser go through there.
    let theirs = browser
        .get(&link)
        .await
        .expect(200)
        .form("/login/email-code");
    let own = phone.get("/login/email-code").await.expect(200);
    let csrf = own.form("/login/email-code").value("csrf").to_owned();
    let answer = phone.post(&theirs.set("csrf", &csrf)).await;
    assert!(answer.location().starts_with("/login/email-code?"));
    assert!(!phone.is_signed_in().await && spent(&server).await == 0);
    press(&mut browser, &link).await.expect(303);
}

#[tokio::test]
async fn a_link_without_a_code_leads_nowhere() {
    let server = server(EmailCodes::First).await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser).await;
    let (whole, code) = link.rsplit_once("code=").expect("a code");
    browser.get(&link).await.expect(200);
    for broken in ["", "1234567", "123456789", "12345%C2%B3", "%3Cb%3E12345"] {
        let answer = browser.get(&format!("{whole}code={broken}")).await;
        assert_eq!(answer.status, 410, "{broken}");
        assert!(!answer.has_form("/login"));
    }
    assert_eq!(code.len(), 8);
}

#[tokio::test]
async fn it_tells_nobody_whether_there_is_an_account_or_which_code_is_right() {
    let server = server(EmailCodes::First).await;
    let opened = |name: &'static str| {
        let mut browser = server.browser();
        async move {
            let page = browser.get("/login/email-code").await.expect(200);
            let form = page.form("/login/email-code").set("identifier", name);
            let answer = browser.post(&form).await.expect(303);
            let place = answer.location();
            let (_, query) = place.split_once('?').expect("a sign-in");
            let link = format!("/login/email-code/link?{query}&code=00000000");
            let here = browser.get(&link).await.expect(200);
            (
                here.has_form("/login/email-code"),
                press(&mut browser, &link).await.status,
            )
        }
    };
    let known = opened("ada").await;
    assert_eq!(server.outbox().await.len(), 1);
    assert_eq!(known, opened("nobody").await);
    assert_eq!((known.0, known.1.as_u16()), (true, 401));
}

#[tokio::test]
async fn guesses_by_links_count_as_those_of_the_code_do() {
    let server = server(EmailCodes::First).await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser).await;
    let (whole, _) = link.rsplit_once("code=").expect("a code");
    for guess in 0..5 {
        server.clock.advance(minutes(1));
        press(&mut browser, &format!("{whole}code=0000000{guess}"))
            .await
            .expect(401);
    }
    server.clock.advance(minutes(1));
    press(&mut browser, &link).await.expect(401);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn it_lives_as_long_as_its_code() {
    let server = server(EmailCodes::First).await;
    let mut browser = server.browser();
    let link = asked(&server, &mut browser).await;
    server.clock.advance(minutes(11));
    press(&mut browser, &link).await.expect(401);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn it_goes_on_with_the_application_that_waits() {
    let server = server(EmailCodes::Second).await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let form = page.form("/login").set("identifier", "ada");
    let answer = browser.post(&form.set("password", PASSWORD)).await;
    let page = browser.follow(answer.expect(303)).await.expect(200);
    browser
        .post(&page.form("/login/email-code"))
        .await
        .expect(303);
    let link = link(&server).await;
    assert!(
        server
            .browser()
            .get(&link)
            .await
            .expect(200)
            .body
            .contains("Go back")
    );
    let answer = press(&mut browser, &link).await.expect(303);
    let answer = browser.follow(answer).await.expect(303);
    assert!(answer.location().starts_with(&app.redirect_uri));
}
