//! How a token request is sent (RFC 6749 section 3.2): a POST with a form, and nothing in the URL.

use crate::support::relying_party::basic;
use crate::support::{Params, TestServer, covers};

covers!("/oauth2/token");

const NOTES: &str = "https://notes.example.org";

#[tokio::test]
async fn only_a_posted_form_is_read() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let service = server.service(&[NOTES]).await;
    let answer = service
        .client_credentials(|params| params)
        .await
        .expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.json()["token_type"], "Bearer");

    let nobody = server.nobody();
    let secret = service.secret.clone().unwrap();
    let basic = basic(&service.id, &secret);
    let credentials = ("authorization", basic.as_str());
    let (form, json) = (
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-type", "application/json"),
    );
    let grant = "grant_type=client_credentials";
    nobody
        .request("GET", "/oauth2/token", &[credentials], "")
        .await
        .expect(405);
    nobody
        .request("GET", &format!("/oauth2/token?{grant}"), &[credentials], "")
        .await
        .expect(405);
    nobody
        .request("PUT", "/oauth2/token", &[credentials, form], grant)
        .await
        .expect(405);
    let body = r#"{"grant_type":"client_credentials"}"#;
    nobody
        .request("POST", "/oauth2/token", &[credentials, json], body)
        .await
        .expect_error(400, "invalid_request");
    nobody
        .request("POST", "/oauth2/token", &[credentials], grant)
        .await
        .expect_error(400, "invalid_request");
    let url = format!(
        "/oauth2/token?client_id={}&client_secret={secret}",
        service.id
    );
    nobody
        .request("POST", &url, &[form], grant)
        .await
        .expect_error(400, "invalid_request");
    let url = format!("/oauth2/token?{grant}");
    nobody
        .request("POST", &url, &[credentials, form], "")
        .await
        .expect_error(400, "invalid_request");
}

#[tokio::test]
async fn a_repeated_parameter_is_refused() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let service = server.service(&[NOTES]).await;
    service
        .client_credentials(|params| params.and("resource", NOTES).and("resource", NOTES))
        .await
        .expect(200);

    let twice = |params: Params| params.and("grant_type", "client_credentials");
    service
        .client_credentials(twice)
        .await
        .expect_error(400, "invalid_request");
    let twice = |params: Params| params.and("scope", "a").and("scope", "b");
    service
        .client_credentials(twice)
        .await
        .expect_error(400, "invalid_request");
}

#[tokio::test]
async fn a_grant_that_is_off_or_not_the_clients_is_refused() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.resource(NOTES, &[]).await;
    let (app, service) = (server.app_client().await, server.service(&[NOTES]).await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    service
        .client_credentials(|params| params)
        .await
        .expect(200);

    app.client_credentials(|params| params)
        .await
        .expect_error(400, "unauthorized_client");
    let code = browser.code(&app).await;
    let redemption = service.redemption(&code, crate::support::VERIFIER);
    service
        .token(redemption)
        .await
        .expect_error(400, "unauthorized_client");
    service
        .refresh(&tokens.refresh)
        .await
        .expect_error(400, "unauthorized_client");
    app.refresh(&tokens.refresh).await.expect(200);

    for off in [
        "password",
        "implicit",
        "urn:ietf:params:oauth:grant-type:device_code",
        "CLIENT_CREDENTIALS",
        "x",
    ] {
        let params = Params::of(&[
            ("grant_type", off),
            ("username", "ada"),
            ("password", &ada.password),
        ]);
        app.token(params)
            .await
            .expect_error(400, "unsupported_grant_type");
    }
    app.token(Params::default())
        .await
        .expect_error(400, "invalid_request");
}

#[tokio::test]
async fn a_body_has_a_largest_size() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let service = server.service(&[NOTES]).await;
    service
        .client_credentials(|params| params.and("padding", &"x".repeat(60_000)))
        .await
        .expect(200);
    service
        .client_credentials(|params| params.and("padding", &"x".repeat(66_000)))
        .await
        .expect(413);
}
