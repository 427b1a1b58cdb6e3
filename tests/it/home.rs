//! `/`, embedded files and the checks of operators' tools.

use axum::http::StatusCode;

use crate::support::{TestServer, covers};

covers!("/", "/assets/{*name}", "/healthz", "/readyz");

#[tokio::test]
async fn the_start_page_leads_on_and_takes_no_form() {
    let server = TestServer::start().await;
    let page = server.browser().get("/").await.expect(200);
    for link in ["/account", "/.well-known/openid-configuration"] {
        assert!(page.body.contains(link), "{}", page.dump());
    }
    server.nobody().post("/", "x=y").await.expect(405);
}

/// What pages name is there; nothing else in the file system is.
#[tokio::test]
async fn assets_are_embedded_and_nothing_beside_them_is_read() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    let page = server.browser().get("/login").await.expect(200);
    let named: Vec<&str> = page
        .body
        .split('"')
        .filter(|part| part.starts_with("/assets/"))
        .collect();
    assert!(!named.is_empty(), "{}", page.dump());
    for path in named {
        let answer = nobody.get(path).await.expect(200);
        assert!(
            answer.header("cache-control").contains("immutable"),
            "{}",
            answer.dump()
        );
        let known = [("if-none-match", answer.header("etag"))];
        nobody.request("GET", path, &known, "").await.expect(304);
    }
    for path in [
        "x.css",
        "../Cargo.toml",
        "..%2fCargo.toml",
        "%2e%2e/Cargo.toml",
        "/etc/passwd",
        "%00",
    ] {
        let answer = nobody.get(&format!("/assets/{path}")).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST
            ),
            "{}",
            answer.dump()
        );
    }
}

#[tokio::test]
async fn alive_is_not_ready() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    nobody.get("/healthz").await.expect(200);
    nobody.get("/readyz").await.expect(200);
    nobody.post("/healthz", "").await.expect(405);
    nobody.post("/readyz", "").await.expect(405);
    // A server that has no key to sign with cannot serve.
    server.app.keys.hold(Vec::new());
    nobody.get("/readyz").await.expect(503);
    nobody.get("/healthz").await.expect(200);
}

/// One's own machine has several names; cookies work under one.
#[tokio::test]
async fn another_name_of_this_machine_leads_to_the_issuers() {
    let server = TestServer::start().await;
    let ask = |host: &'static str| {
        let nobody = server.nobody();
        async move {
            nobody
                .request("GET", "/login?x=1", &[("host", host)], "")
                .await
        }
    };
    assert_eq!(
        ask("127.0.0.1:8080").await.expect(303).location(),
        "http://localhost:8080/login?x=1"
    );
    for host in [
        "localhost:8080",
        "evil.example",
        "evil.example:8080",
        "127.0.0.1:8081",
    ] {
        let answer = ask(host).await.expect(200);
        assert!(!answer.body.contains("evil"), "{}", answer.dump());
    }
}

#[tokio::test]
async fn an_unknown_address_says_so() {
    let server = TestServer::start().await;
    server.browser().get("/nowhere").await.expect_page(404);
    server
        .nobody()
        .get("/oauth2/nowhere")
        .await
        .expect_error(404, "not_found");
    server
        .nobody()
        .get("/.well-known/nowhere")
        .await
        .expect_error(404, "not_found");
    let hostile = server
        .browser()
        .get("/%3Cscript%3Ealert(1)%3C/script%3E")
        .await
        .expect_page(404);
    assert!(
        !hostile.body.contains("<script>alert"),
        "{}",
        hostile.dump()
    );
}
