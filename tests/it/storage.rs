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
        .get("/account")
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
