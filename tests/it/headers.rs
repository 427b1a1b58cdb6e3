//! What every answer says to browsers about itself.

use crate::support::{Answer, TestServer};

async fn answers(server: &TestServer) -> Vec<Answer> {
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    let login = browser.authorize(&app, |params| params).await.expect(200);
    let consent = browser.sign_in_at(&login, &ada).await.expect(200);
    let account = browser.get("/account").await.expect(200);
    let logout = browser.get("/logout").await.expect(200);
    let refused = browser
        .authorize(&app, |params| params.set("redirect_uri", "x"))
        .await
        .expect(400);
    let forbidden = browser
        .post(&logout.form("/logout").without("csrf"))
        .await
        .expect(403);
    let home = browser.get("/").await.expect(200);
    let mut all = vec![login, consent, account, logout, refused, forbidden, home];
    let nobody = server.nobody();
    for path in [
        "/nowhere",
        "/oauth2/nowhere",
        "/oauth2/token",
        "/oauth2/userinfo",
        "/setup?token=x",
        "/healthz",
    ] {
        all.push(nobody.get(path).await);
    }
    all.push(nobody.post("/oauth2/token", "").await);
    all
}

#[tokio::test]
async fn no_answer_can_be_framed_sniffed_or_kept() {
    let server = TestServer::start().await;
    for answer in answers(&server).await {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{}", answer.dump());
        }
        assert!(!policy.contains("unsafe-"), "{}", answer.dump());
        assert_eq!(
            answer.header("x-frame-options"),
            "DENY",
            "{}",
            answer.dump()
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{}",
            answer.dump()
        );
        assert_eq!(
            answer.header("cache-control"),
            "no-store",
            "{}",
            answer.dump()
        );
        assert_eq!(
            answer.header("cross-origin-opener-policy"),
            "same-origin",
            "{}",
            answer.dump()
        );
        assert!(
            !answer.header("cross-origin-resource-policy").is_empty(),
            "{}",
            answer.dump()
        );
        assert!(
            !answer.header("x-request-id").is_empty(),
            "{}",
            answer.dump()
        );
        assert!(
            answer.header("strict-transport-security").is_empty(),
            "{}",
            answer.dump()
        );
        assert!(answer.header("server").is_empty() && answer.header("x-powered-by").is_empty());
    }
}

/// With no referrer at all, a browser would post our own forms with `Origin: null`.
#[tokio::test]
async fn pages_with_forms_keep_the_referrer_to_themselves() {
    let server = TestServer::start().await;
    for answer in answers(&server).await {
        let forms = answer.body.contains("<form");
        let policy = answer.header("referrer-policy");
        assert!(
            policy == "same-origin" || !forms && policy == "no-referrer",
            "{}",
            answer.dump()
        );
        assert!(
            !answer.body.contains("style=\"") && !answer.body.contains("onclick"),
            "{}",
            answer.dump()
        );
    }
}

#[tokio::test]
async fn https_is_asked_for_where_it_is_the_issuers() {
    let server =
        TestServer::with(|config| config.issuer = "https://id.example.org".parse().unwrap()).await;
    for path in ["/", "/login", "/oauth2/jwks", "/nowhere"] {
        let answer = server.browser().get(path).await;
        assert!(
            answer
                .header("strict-transport-security")
                .contains("max-age=63072000"),
            "{}",
            answer.dump()
        );
    }
}

/// The id of an answer is on the error page and in the log, so that an operator finds what happened.
#[tokio::test]
async fn an_error_page_shows_the_id_that_the_log_has() {
    let server = TestServer::start().await;
    let answer = server
        .browser()
        .get("/oauth2/authorize?client_id=nobody")
        .await
        .expect_page(400);
    let id = answer.header("x-request-id");
    assert!(answer.body.contains(id), "{}", answer.dump());
    let log = server.log.text();
    let line = log
        .lines()
        .find(|line| line.contains(id) && line.contains("nobody"));
    assert!(line.is_some(), "the detail is not in the log: {log}");
    assert!(
        !answer.body.contains("no client"),
        "the detail is on the page: {}",
        answer.dump()
    );
}
