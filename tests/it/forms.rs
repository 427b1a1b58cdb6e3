//! Every form that changes something: only from our own page, in the browser and session that it was shown in. Every redirect
//! after it is a 303.

use crate::support::{Answer, Browser, TestServer};

type Filled = &'static [(&'static str, &'static str)];

/// Where each form is found, its action, and what is filled in.
const FORMS: [(&str, &str, Filled); 6] = [
    (
        "/account/profile",
        "/account/profile",
        &[("given_name", "Grace")],
    ),
    (
        "/account/profile",
        "/account/details",
        &[("nickname", "Al")],
    ),
    (
        "/account/password",
        "/account/password",
        &[
            ("current_password", PASSWORD),
            ("new_password", "another few unrelated words"),
        ],
    ),
    ("/account/sessions", "/account/sessions/end", &[]),
    ("/account/sessions", "/account/sessions/end-others", &[]),
    ("/logout", "/logout", &[]),
];
const PASSWORD: &str = crate::support::seed::PASSWORD;

/// What must not change when a form is refused.
async fn state(server: &TestServer) -> [i64; 4] {
    [
        server
            .number("SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL")
            .await,
        server
            .number("SELECT COUNT(*) AS value FROM users WHERE given_name = 'Ada'")
            .await,
        server
            .number("SELECT COUNT(*) AS value FROM users WHERE profile = '{}'")
            .await,
        server
            .number("SELECT COUNT(*) AS value FROM users WHERE password_changed_at IS NULL")
            .await,
    ]
}

async fn stage() -> (TestServer, Browser, Browser) {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (mut browser, mut other) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    other.sign_in(&ada).await;
    (server, browser, other)
}

fn refused(answer: Answer) {
    answer.expect_page(403);
}

#[tokio::test]
async fn a_form_without_its_own_token_is_refused() {
    for (page, action, fields) in FORMS {
        let (server, mut browser, mut other) = stage().await;
        let filled = browser.get(page).await.expect(200).form(action);
        let filled = fields
            .iter()
            .fold(filled, |form, (name, value)| form.set(name, value));
        let foreign = other
            .get(page)
            .await
            .expect(200)
            .form(action)
            .value("csrf")
            .to_owned();
        let nobodys = server
            .browser()
            .get("/login")
            .await
            .form("/login")
            .value("csrf")
            .to_owned();
        let before = state(&server).await;
        refused(browser.post(&filled.clone().without("csrf")).await);
        for token in ["", "x", &foreign, &nobodys] {
            refused(browser.post(&filled.clone().set("csrf", token)).await);
        }
        assert_eq!(state(&server).await, before, "{action}");
        let good = browser.post(&filled).await;
        assert!(matches!(good.status.as_u16(), 200 | 303), "{}", good.dump());
        assert_ne!(state(&server).await, before, "{action} did nothing");
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let ours = "http://localhost:8080";
    for (page, action, fields) in FORMS {
        let (server, mut browser, _) = stage().await;
        let filled = browser.get(page).await.expect(200).form(action);
        let filled = fields
            .iter()
            .fold(filled, |form, (name, value)| form.set(name, value));
        let before = state(&server).await;
        for headers in [
            &[("origin", "null")][..],
            &[("origin", "https://evil.example")],
            &[("origin", "http://localhost:8080.evil.example")],
            &[("origin", "http://localhost:8081")],
            &[("sec-fetch-site", "cross-site")],
            &[("origin", ours), ("sec-fetch-site", "cross-site")],
            &[("origin", ours), ("sec-fetch-site", "same-site")],
        ] {
            refused(browser.post_with(&filled, headers).await);
        }
        assert_eq!(state(&server).await, before, "{action}");
        let good = browser.post(&filled).await;
        assert!(matches!(good.status.as_u16(), 200 | 303), "{}", good.dump());
    }
}

/// Login CSRF: the attacker's own name and password in the victim's browser.
#[tokio::test]
async fn a_sign_in_is_not_sent_from_elsewhere() {
    let server = TestServer::start().await;
    let mallory = server.person("mallory").await;
    let mut attacker = server.browser();
    let foreign = attacker.get("/login").await.form("/login");
    let filled = foreign
        .set("identifier", "mallory")
        .set("password", &mallory.password);
    let mut victim = server.browser();
    let own = victim.get("/login").await.form("/login");
    refused(victim.post(&filled).await);
    refused(victim.post(&filled.clone().without("csrf")).await);
    let own = filled.set("csrf", own.value("csrf"));
    refused(
        victim
            .post_with(&own, &[("origin", "https://evil.example")])
            .await,
    );
    refused(
        victim
            .post_with(&own, &[("sec-fetch-site", "cross-site")])
            .await,
    );
    // Without the browser's own cookie, the token proves nothing.
    let mut fresh = server.browser();
    refused(fresh.post(&own).await);
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM sessions")
            .await,
        0
    );
    victim.post(&own).await.expect(303);
}

/// A form that was shown before somebody signed in or out is not theirs.
#[tokio::test]
async fn a_form_of_an_earlier_session_is_refused() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let old = browser
        .get("/account/profile")
        .await
        .form("/account/profile")
        .set("given_name", "Mallory");
    let out = browser.get("/logout").await.form("/logout");
    browser.post(&out).await.expect(200);
    refused(browser.post(&old).await);
    browser.sign_in(&bob).await;
    refused(browser.post(&old).await);
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM users WHERE given_name = 'Ada'")
            .await,
        2
    );
}

/// RFC 9700 section 4.12: 303, never 307, which would send the password on.
#[tokio::test]
async fn every_redirect_after_a_post_is_a_303() {
    let mut answers = Vec::new();
    for (page, action, fields) in FORMS {
        let (server, mut browser, _) = stage().await;
        let form = browser.get(page).await.expect(200).form(action);
        let filled = fields
            .iter()
            .fold(form, |form, (name, value)| form.set(name, value));
        let mut late = browser.clone();
        answers.push(browser.post(&filled).await);
        server.clock.advance(crate::support::days(1));
        answers.push(late.post(&filled).await);
    }
    let (server, mut browser, _) = stage().await;
    let app = server.client(|new| new.first_party = false).await;
    let consent = browser
        .authorize(&app, |params| params)
        .await
        .expect(200)
        .form("/consent");
    answers.extend([
        browser
            .post(&consent.clone().set("decision", "allow"))
            .await
            .expect(303),
        browser
            .post(&consent.set("decision", "deny"))
            .await
            .expect(303),
        server
            .nobody()
            .post("/oauth2/authorize", &app.params().encode())
            .await
            .expect(303),
        server
            .browser()
            .try_sign_in("ada", PASSWORD)
            .await
            .expect(303),
        server.nobody().post("/oauth2/token", "").await,
    ]);
    for answer in answers {
        let redirects = answer.headers.contains_key("location");
        assert_eq!(
            redirects,
            answer.status.is_redirection(),
            "{}",
            answer.dump()
        );
        assert!(!redirects || answer.status == 303, "{}", answer.dump());
    }
}
