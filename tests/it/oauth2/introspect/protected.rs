//! A caller that registered how its answers are to be protected never gets them otherwise (RFC 9701 section 6); and who is
//! known by another name at each client is not given away here.

use countersign::domain::{Algorithm, ClientMetadata, KeyManagement, SubjectType};
use countersign::jose::DecryptionKey;
use jsonwebtoken::{DecodingKey, Validation, decode};
use serde_json::{Value, json};

use crate::support::{Params, Person, RelyingParty, TestServer, Tokens, claims, header};

/// A signed-in person's tokens, for a client that is registered so.
async fn tokens_of(metadata: ClientMetadata) -> (TestServer, Person, RelyingParty, Tokens) {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.metadata = metadata).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    (server, ada, app, tokens)
}

fn asked(token: &str) -> Params {
    Params::of(&[("token", token)])
}

#[tokio::test]
async fn what_is_to_be_signed_is_signed_unasked() {
    let (_server, _, app, tokens) = tokens_of(ClientMetadata {
        introspection_signed_response_alg: Some(Algorithm::Hs256),
        ..ClientMetadata::default()
    })
    .await;
    for accept in ["application/json", "*/*"] {
        let headers = [("accept", accept)];
        let answer = app.ask(super::PATH, &headers, asked(&tokens.access)).await;
        let answer = answer.expect(200);
        let kind = answer.header("content-type");
        assert_eq!(kind, "application/token-introspection+jwt");
        let mut rules = Validation::new(jsonwebtoken::Algorithm::HS256);
        rules.set_required_spec_claims(&["iss", "aud"]);
        rules.set_audience(&[&app.id]);
        let key = DecodingKey::from_secret(app.secret.as_ref().unwrap().as_bytes());
        let said = decode::<Value>(&answer.body, &key, &rules).unwrap().claims;
        assert_eq!(said["token_introspection"]["active"], true);
    }
}

#[tokio::test]
async fn what_is_to_be_encrypted_is_for_the_caller_alone() {
    let alg = KeyManagement::RsaOaep256;
    let key = DecryptionKey::generate(alg).unwrap().0;
    let (_server, ada, app, tokens) = tokens_of(ClientMetadata {
        jwks: Some(json!({"keys": [key.jwk()]})),
        introspection_encrypted_response_alg: Some(alg),
        ..ClientMetadata::default()
    })
    .await;
    for (token, active) in [(tokens.access.as_str(), true), ("nothing", false)] {
        let answer = app.ask(super::PATH, &[], asked(token)).await.expect(200);
        assert_eq!(header(&answer.body)["cty"], "JWT");
        let signed = key.decrypt(&answer.body).unwrap();
        let signed = String::from_utf8(signed.to_vec()).unwrap();
        assert_eq!(header(&signed)["typ"], "token-introspection+jwt");
        let said = claims(&signed)["token_introspection"].clone();
        assert_eq!(said["active"], active);
        assert!(!active || said["sub"] == ada.user.id.as_str());
    }
}

/// Without a key to encrypt to there is no answer, and it does not tell an active token from another.
#[tokio::test]
async fn it_never_falls_back_to_plain_text() {
    // A key for signatures, and for another algorithm than the one that it asks for.
    let key = json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    });
    let (_server, _, app, tokens) = tokens_of(ClientMetadata {
        jwks: Some(json!({"keys": [key]})),
        introspection_encrypted_response_alg: Some(KeyManagement::RsaOaep256),
        ..ClientMetadata::default()
    })
    .await;
    app.userinfo(&tokens.access).await.expect(200);
    let mut bodies = Vec::new();
    for token in [tokens.access.as_str(), &tokens.refresh, "nothing"] {
        let answer = app.ask(super::PATH, &[], asked(token)).await;
        assert!(!answer.status.is_success(), "{}", answer.dump());
        bodies.push(answer.body);
    }
    assert!(!bodies[0].contains("active"), "{}", bodies[0]);
    assert!(bodies.iter().all(|body| *body == bodies[0]));
}

#[tokio::test]
async fn a_pairwise_subject_stays_one() {
    let (server, ada, app, tokens) = tokens_of(ClientMetadata {
        subject_type: Some(SubjectType::Pairwise),
        ..ClientMetadata::default()
    })
    .await;
    let subject = tokens.id_claims()["sub"].clone();
    assert_ne!(subject, ada.user.id.as_str());
    for token in [&tokens.access, &tokens.refresh] {
        let said = app.introspect(token).await;
        assert_eq!(said["sub"], subject);
        assert!(!said.to_string().contains(&ada.user.id));
    }
    app.revoke(&tokens.refresh).await.expect(200);
    assert!(!app.finds_active(&tokens.access).await);
    // Once the client's sector is another, the token names nobody that it knows.
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let token = browser.tokens(&app).await.access;
    assert!(app.finds_active(&token).await);
    server
        .tamper(r#"UPDATE clients SET metadata = '{"subject_type":"public"}'"#)
        .await;
    assert!(!app.finds_active(&token).await);
}
