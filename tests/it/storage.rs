//! When the database is in trouble the answer is 503 with `Retry-After`: never a success, never "invalid".

use std::time::Duration;

use crate::support::{Answer, TestServer, VERIFIER};

#[track_caller]
fn unavailable(answer: Answer) {
    let answer = answer.expect(503);
    assert!(
        answer.header("retry-after").parse::<u32>().is_ok(),
        "{}",
        answer.dump()
    );
    for leak in ["sql", "sqlite", "postgres", "pool", "src/"] {
        assert!(
            !answer.body.to_lowercase().contains(leak),
            "{}",
            answer.dump()
        );
    }
}

#[tokio::test]
async fn every_path_says_so() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.resource("https://notes.example.org", &[]).await;
    let (app, service) = (
        server.app_client().await,
        server.service(&["https://notes.example.org"]).await,
    );
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let code = browser.code(&app).await;
    let profile = browser
        .get("/account/profile")
        .await
        .expect(200)
        .form("/account/profile");
    let out = browser.get("/logout").await.expect(200).form("/logout");
    let mut fresh = server.browser();
    let login = fresh
        .get("/login")
        .await
        .form("/login")
        .set("identifier", "ada")
        .set("password", &ada.password);
    server.nobody().get("/readyz").await.expect(200);

    server.app.db.close().await;
    server.app.catalog.forget();
    unavailable(server.nobody().get("/readyz").await);
    unavailable(app.redeem(&code, VERIFIER).await);
    unavailable(app.refresh(&tokens.refresh).await);
    unavailable(service.client_credentials(|params| params).await);
    unavailable(app.userinfo(&tokens.access).await);
    unavailable(browser.authorize(&app, |params| params).await);
    unavailable(fresh.post(&login).await);
    unavailable(browser.get("/account").await);
    unavailable(browser.post(&profile).await);
    unavailable(browser.post(&out).await);
    unavailable(server.nobody().get("/setup?token=x").await);
    unavailable(
        server
            .nobody()
            .get("/.well-known/openid-configuration")
            .await,
    );
    assert!(
        !browser.session_cookie().is_empty(),
        "a session is not forgotten over it"
    );

    // What needs no database still answers.
    server.nobody().get("/healthz").await.expect(200);
    server.nobody().get("/oauth2/jwks").await.expect(200);
}

/// Too many hashes at once are refused at once, not queued for ever.
#[tokio::test]
async fn too_many_sign_ins_at_once_are_told_to_wait() {
    let server = TestServer::with(|config| {
        (
            config.passwords.max_concurrent,
            config.passwords.max_waiting,
        ) = (1, 0);
    })
    .await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    let form = browser
        .get("/login")
        .await
        .form("/login")
        .set("identifier", "ada")
        .set("password", &ada.password);
    // The one thread works, and the one place to wait is taken.
    let (release, held) = std::sync::mpsc::channel::<()>();
    let long = Duration::from_secs(60);
    let (first, second) = (server.app.hashing.clone(), server.app.hashing.clone());
    let working = tokio::spawn(async move { first.run(long, move || held.recv().is_ok()).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let waiting = tokio::spawn(async move { second.run(long, || true).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    unavailable(browser.post(&form).await);
    release.send(()).unwrap();
    assert!(working.await.unwrap().unwrap() && waiting.await.unwrap().unwrap());
    browser.post(&form).await.expect(303);
}

/// Deleting a row looks for those that go with it: by an index, or each deletion reads whole tables. A key of two columns is
/// found by an index that begins with the first.
#[tokio::test]
async fn what_a_deletion_takes_along_is_found_by_an_index() {
    let server = TestServer::start().await;
    if !server.app.db.is_sqlite() {
        return;
    }
    let keys = "SELECT COUNT(*) AS value FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
    assert!(server.number(keys).await > 10);
    let bare = r#"SELECT m.name || '.' || f."from" AS value
        FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.seq = 0 AND NOT EXISTS
        (SELECT 1 FROM pragma_index_list(m.name) i, pragma_index_info(i.name) c WHERE c.seqno = 0 AND c.name = f."from")"#;
    assert_eq!(server.row::<String>(bare, Vec::new()).await, None);
}

/// A table that cannot be cleared keeps no other from being cleared.
#[tokio::test]
async fn clearing_goes_on_after_a_failure() {
    let server = TestServer::start().await;
    let rows = "SELECT COUNT(*) AS value FROM used_assertions";
    let fill =
        "INSERT INTO used_assertions (id_hash, expires_at) SELECT token_hash, 1 FROM setup_links";
    let link = "INSERT INTO setup_links (token_hash, created_at, expires_at) SELECT sealed, 1, 9000000000000 FROM signing_keys";
    server.tamper(link).await;
    server.tamper(fill).await;
    assert_eq!(server.number(rows).await, 1);
    countersign::jobs::clean(&server.app).await;
    assert_eq!(server.number(rows).await, 0);
    server.tamper(fill).await;
    server.tamper("DROP TABLE authorization_requests").await;
    countersign::jobs::clean(&server.app).await;
    assert_eq!(server.number(rows).await, 0);
    let log = server.log.text();
    assert!(
        log.contains("authorization requests could not be cleared"),
        "{log}"
    );
}
