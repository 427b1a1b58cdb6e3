//! What is said of a token that is good (RFC 7662 section 2.2): what it says itself, and nothing that it does not.

use serde_json::json;

use crate::support::{TestServer, Tokens, seconds, signed_in};

#[tokio::test]
async fn an_access_token_is_described_as_it_is() {
    let (_server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let mut expected = tokens.access_claims();
    expected["active"] = json!(true);
    expected["token_type"] = json!("Bearer");
    expected["username"] = json!("ada");
    assert_eq!(app.introspect(&tokens.access).await, expected);

    // What a person is called goes with `profile`.
    let narrow = browser
        .tokens_for(&app, |params| params.set("scope", "openid"))
        .await;
    let said = app.introspect(&narrow.access).await;
    assert_eq!(said["active"], true);
    assert!(said.get("username").is_none(), "{said}");
}

#[tokio::test]
async fn a_clients_own_token_names_nobody_else() {
    let server = TestServer::start().await;
    server.resource("https://notes.example.org", &[]).await;
    let service = server.service(&["https://notes.example.org"]).await;
    let tokens = Tokens::of(
        &service
            .client_credentials(|params| params)
            .await
            .expect(200),
    );
    let mut expected = tokens.access_claims();
    expected["active"] = json!(true);
    expected["token_type"] = json!("Bearer");
    assert_eq!(service.introspect(&tokens.access).await, expected);
}

#[tokio::test]
async fn a_refresh_token_is_described_and_not_used() {
    let (server, ada, app, mut browser) = signed_in().await;
    let first = browser.tokens(&app).await;
    let claims = first.access_claims();
    let issued = server.app.now();
    let ends = issued + server.app.config.tokens.refresh_idle;
    let expected = json!({
        "active": true,
        "iss": server.issuer(),
        "sub": ada.user.id,
        "client_id": app.id,
        "scope": "openid profile email",
        "iat": issued.seconds(),
        "exp": ends.seconds(),
        "auth_time": claims["auth_time"],
        "acr": claims["acr"],
        "amr": claims["amr"],
        "sid": claims["sid"],
    });
    server.clock.advance(seconds(100));
    for _ in 0..3 {
        assert_eq!(app.introspect(&first.refresh).await, expected);
    }
    let second = Tokens::of(&app.refresh(&first.refresh).await.expect(200));
    assert!(!app.finds_active(&first.refresh).await, "it was used");
    assert!(app.finds_active(&second.refresh).await);
    // To ask about a used one is no reuse: the family lives.
    app.refresh(&second.refresh).await.expect(200);
}

#[tokio::test]
async fn an_answer_is_never_kept() {
    let (_server, _, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    for token in [token.as_str(), "nothing"] {
        let params = crate::support::Params::of(&[("token", token)]);
        let answer = app.ask(super::PATH, &[], params).await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("content-type"), "application/json");
    }
}
