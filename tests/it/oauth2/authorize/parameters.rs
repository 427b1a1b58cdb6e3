//! What a request says: once, understood, and supported (RFC 6749 section 3.1, OIDC Core sections 3.1.2.1 and 6.1).

use crate::support::{Params, TestServer, signed_in};

#[tokio::test]
async fn a_repeated_parameter_is_refused_and_resource_may_repeat() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    for uri in ["https://notes.example.org", "https://files.example.org"] {
        server.resource(uri, &[]).await;
    }
    let resources = || {
        vec![
            "https://notes.example.org".to_owned(),
            "https://files.example.org".to_owned(),
        ]
    };
    let app = server.client(|new| new.resources = resources()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let several = |params: Params| {
        params
            .and("resource", "https://notes.example.org")
            .and("resource", "https://files.example.org")
    };
    browser.authorize(&app, several).await.expect(303).code();

    let repeated = [
        ("redirect_uri", "https://evil.example/"),
        ("client_id", "other"),
        ("state", "x"),
        ("nonce", "x"),
    ];
    for (name, value) in repeated {
        browser
            .authorize(&app, |params| params.and(name, value))
            .await
            .expect_page(400);
    }
}

#[tokio::test]
async fn what_is_not_supported_is_refused_and_not_ignored() {
    let (_server, _, app, mut browser) = signed_in().await;
    browser
        .authorize(&app, |params| params.set("response_mode", "query"))
        .await
        .expect(303)
        .code();
    for (name, value) in [
        ("a_parameter_of_tomorrow", "x"),
        ("display", "popup"),
        ("display", "hologram"),
        ("ui_locales", "se de-CH"),
        ("claims_locales", "se"),
        ("acr_values", "of tomorrow"),
        ("prompt", "select_account login"),
    ] {
        let answer = browser
            .authorize(&app, |params| params.set(name, value))
            .await;
        assert!(
            answer.status == 200 || !answer.code().is_empty(),
            "{name}={value}"
        );
    }

    for (name, value, error) in [
        ("registration", "{}", "registration_not_supported"),
        ("response_mode", "web_message", "invalid_request"),
        ("prompt", "none login", "invalid_request"),
        ("prompt", "create", "invalid_request"),
        ("max_age", "-1", "invalid_request"),
        ("max_age", "soon", "invalid_request"),
        ("resource", "https://nowhere.example.org", "invalid_target"),
        ("resource", "no-uri", "invalid_target"),
        ("id_token_hint", "not.a.token", "invalid_request"),
    ] {
        let answer = browser
            .authorize(&app, |params| params.set(name, value))
            .await;
        answer.expect_redirected_error(error);
    }
}

#[tokio::test]
async fn a_form_of_the_application_becomes_a_link() {
    let (server, _, app, mut browser) = signed_in().await;
    let nobody = server.nobody();
    let answer = nobody
        .post("/oauth2/authorize", &app.params().encode())
        .await
        .expect(303);
    let answer = browser.follow(answer).await;
    assert!(!answer.code().is_empty());

    let long = app.params().and("state2", &"x".repeat(9000)).encode();
    let answer = nobody.post("/oauth2/authorize", &long).await;
    answer.expect_page(400);
    // What could end the header's line does not get into it.
    let split = "client_id=a\r\nset-cookie: x=y";
    let answer = nobody
        .post("/oauth2/authorize", split)
        .await
        .expect_page(400);
    assert_eq!(answer.header("set-cookie"), "");
}
