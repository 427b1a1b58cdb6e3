//! `/playground`: its forms are guarded like all others, its API like any other, and where it is off it is not there.

use crate::support::{Form, TestServer, covers};

covers!(
    "/playground",
    "/playground/callback",
    "/playground/api",
    "/playground/api/notes"
);
covers!(
    "/playground/tokens",
    "/playground/userinfo",
    "/playground/notes",
    "/playground/refresh"
);
covers!(
    "/playground/broken-token",
    "/playground/id-token",
    "/playground/code-again"
);

const STEPS: [&str; 7] = [
    "tokens",
    "userinfo",
    "notes",
    "refresh",
    "broken-token",
    "id-token",
    "code-again",
];

#[tokio::test]
async fn where_it_is_off_it_is_not_there() {
    let here = TestServer::start().await;
    here.browser().get("/playground").await.expect(200);
    let local = TestServer::with(|config| config.playground = Some(false)).await;
    let public =
        TestServer::with(|config| config.issuer = "https://id.example.org".parse().unwrap()).await;
    for server in [local, public] {
        for path in ["", "/callback", "/api/notes", "/tokens"] {
            server
                .browser()
                .get(&format!("/playground{path}"))
                .await
                .expect(404);
        }
    }
}

#[tokio::test]
async fn a_step_is_taken_from_its_own_form_only() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    let csrf = browser
        .get("/login")
        .await
        .form("/login")
        .value("csrf")
        .to_owned();
    for step in STEPS {
        let form = Form {
            action: format!("/playground/{step}"),
            fields: Vec::new(),
        };
        browser.post(&form).await.expect_page(403);
        browser
            .post(&form.clone().set("csrf", "x"))
            .await
            .expect_page(403);
        let own = form.set("csrf", &csrf);
        browser
            .post_with(&own, &[("origin", "https://evil.example")])
            .await
            .expect_page(403);
        browser
            .post_with(&own, &[("sec-fetch-site", "cross-site")])
            .await
            .expect_page(403);
        // With its token it is taken, and has nothing to go on.
        let answer = browser.post(&own).await;
        assert_ne!(answer.status, 403, "{}", answer.dump());
    }
}

#[tokio::test]
async fn its_api_needs_a_token_and_its_callback_an_answer() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    let bare = nobody.get("/playground/api/notes").await.expect(401);
    assert!(
        bare.header("www-authenticate").starts_with("Bearer"),
        "{}",
        bare.dump()
    );
    nobody.post("/playground/api/notes", "").await.expect(405);
    nobody.get("/playground/api").await.expect(404);
    let hostile = "/playground/callback?code=%22%3E%3Cscript%3E&state=%3Cscript%3E";
    let answer = server.browser().get(hostile).await;
    assert!(!answer.body.contains("<script>"), "{}", answer.dump());
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM grants").await,
        0
    );
}
