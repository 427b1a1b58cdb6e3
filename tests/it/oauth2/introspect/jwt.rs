//! Answers as signed JWTs (RFC 9701), for who asks for one.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};

use crate::support::{Answer, Node, Params, header, seconds, signed_in};

const JWT: &str = "application/token-introspection+jwt";

/// The claims of an answer, its signature checked with the published keys by another library than ours.
async fn verified(node: &Node, answer: Answer, audience: &str) -> Value {
    let answer = answer.expect(200);
    assert_eq!(answer.header("content-type"), JWT);
    assert_eq!(answer.header("cache-control"), "no-store");
    let head = header(&answer.body);
    assert_eq!(head["typ"], "token-introspection+jwt");
    let keys: JwkSet =
        serde_json::from_value(node.nobody().get("/oauth2/jwks").await.json()).unwrap();
    let key = keys.find(head["kid"].as_str().unwrap()).unwrap();
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_required_spec_claims(&["iss", "aud"]);
    rules.set_issuer(&[node.issuer()]);
    rules.set_audience(&[audience]);
    let key = DecodingKey::from_jwk(key).unwrap();
    decode::<Value>(&answer.body, &key, &rules).unwrap().claims
}

#[tokio::test]
async fn it_holds_the_same_answer() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    for token in [&tokens.access, &tokens.refresh] {
        let asked = Params::of(&[("token", token)]);
        let answer = app.ask(super::PATH, &[("accept", JWT)], asked).await;
        let claims = verified(&server, answer, &app.id).await;
        let expected = json!({
            "iss": server.issuer(),
            "aud": app.id,
            "iat": server.app.now().seconds(),
            "token_introspection": app.introspect(token).await,
        });
        assert_eq!(expected["token_introspection"]["active"], true);
        assert_eq!(claims, expected);
    }
}

/// CVE-2026-18208: what plain JSON kept back, the JWT gave away.
#[tokio::test]
async fn it_says_no_more_of_what_is_not_the_callers() {
    let (server, _, app, mut browser) = signed_in().await;
    let stranger = server.app_client().await;
    let tokens = browser.tokens(&app).await;
    assert!(app.finds_active(&tokens.access).await);
    for token in [&tokens.access, &tokens.refresh, &tokens.id] {
        let asked = Params::of(&[("token", token)]);
        let answer = stranger.ask(super::PATH, &[("accept", JWT)], asked).await;
        let claims = verified(&server, answer, &stranger.id).await;
        assert_eq!(claims["token_introspection"], json!({"active": false}));
        assert_eq!(claims.as_object().unwrap().len(), 4, "{claims}");
    }
}

/// Its type and its audience keep it from being an access token.
#[tokio::test]
async fn it_is_no_token_itself() {
    let (server, _, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    let asked = Params::of(&[("token", &token)]);
    let answer = app
        .ask(super::PATH, &[("accept", JWT)], asked)
        .await
        .expect(200)
        .body;
    app.userinfo(&token).await.expect(200);
    app.userinfo(&answer)
        .await
        .expect_error(401, "invalid_token");
    assert!(!app.finds_active(&answer).await);
    assert!(server.verify(&answer, &app.id).await.is_err());
    server.clock.advance(seconds(1));
    assert!(app.finds_active(&token).await);
}
