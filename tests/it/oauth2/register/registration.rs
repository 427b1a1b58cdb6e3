//! Who may register, and what a client gets that did.

use countersign::config::RegistrationMode;
use countersign::oauth::registration::initial_access;
use serde_json::json;

use super::{HERE, Registered, permission, plain, plain_and, register, send};
use crate::support::{TestServer, Tokens, VERIFIER, at_once, hours, seconds};

const CLIENTS: &str = "SELECT COUNT(*) AS value FROM clients";
const LEFT: &str = "SELECT uses_left AS value FROM initial_access_tokens";

async fn once(server: &TestServer) -> String {
    let made = initial_access::create(&server.app, "One", hours(1), Some(1)).await;
    made.unwrap().0
}

#[tokio::test]
async fn a_client_registers_and_signs_people_in() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let answer = register(&server, &permission(&server).await, &plain()).await;
    let answer = answer.expect(201);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("content-type"), "application/json");
    let client = Registered::of(&server, &answer);
    let said = &client.members;
    assert_eq!(said["client_secret_expires_at"], 0);
    assert_eq!(said["client_id_issued_at"], 1_780_315_200);
    let at = format!("{}{HERE}/{}", server.issuer(), client.id);
    assert_eq!(said["registration_client_uri"], at);
    for (member, default) in [
        ("token_endpoint_auth_method", "client_secret_basic"),
        ("application_type", "web"),
        ("subject_type", "public"),
        ("id_token_signed_response_alg", "RS256"),
        ("scope", "openid profile email phone address offline_access"),
    ] {
        assert_eq!(said[member], default, "{member}");
    }
    assert_eq!(said["grant_types"], json!(["authorization_code"]));
    assert_eq!(said["response_types"], json!(["code"]));

    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&client.rp, |params| params).await;
    let code = browser.decide(&page.expect(200), "allow").await.code();
    let tokens = Tokens::of(&client.rp.redeem(&code, VERIFIER).await.expect(200));
    client.rp.userinfo(&tokens.access).await.expect(200);
}

#[tokio::test]
async fn only_who_was_permitted_registers() {
    let server = TestServer::start().await;
    let good = permission(&server).await;
    register(&server, &good, &plain()).await.expect(201);
    let nothing = register(&server, "", &plain()).await.expect(401);
    let challenge = nothing.header("www-authenticate");
    // What UserInfo describes of itself does not describe this endpoint (RFC 9728 section 3.3).
    assert!(!challenge.contains("resource_metadata"), "{challenge}");
    assert!(challenge.starts_with("Bearer "), "{challenge}");
    assert!(!challenge.contains("error"), "{challenge}");
    let wrong = register(&server, "cs_initial_wrong", &plain()).await;
    let wrong = wrong.expect_error(401, "invalid_token");
    assert!(wrong.header("www-authenticate").contains("invalid_token"));

    let listed =
        countersign::store::initial_access_token::list(&mut server.app.db.read(), server.app.now())
            .await;
    let id = listed.unwrap()[0].id.clone();
    assert!(initial_access::revoke(&server.app, &id).await.unwrap());
    let revoked = register(&server, &good, &plain()).await;
    revoked.expect_error(401, "invalid_token");
    assert!(!initial_access::revoke(&server.app, &id).await.unwrap());
    assert_eq!(server.number(CLIENTS).await, 1);
}

#[tokio::test]
async fn a_permission_ends_with_its_uses_and_its_time() {
    let server = TestServer::start().await;
    let token = once(&server).await;
    let broken = register(&server, &token, &json!({"redirect_uris": ["nonsense"]})).await;
    broken.expect_error(400, "invalid_redirect_uri");
    assert_eq!(server.number(LEFT).await, 1, "what is refused uses nothing");
    register(&server, &token, &plain()).await.expect(201);
    assert_eq!(server.number(LEFT).await, 0);
    let again = register(&server, &token, &plain()).await;
    again.expect_error(401, "invalid_token");

    let token = permission(&server).await;
    server.clock.advance(hours(1) - seconds(1));
    register(&server, &token, &plain()).await.expect(201);
    server.clock.advance(seconds(1));
    let late = register(&server, &token, &plain()).await;
    late.expect_error(401, "invalid_token");
    assert_eq!(server.number(CLIENTS).await, 2);
}

/// Over two nodes at once.
#[tokio::test]
async fn a_last_use_has_one_winner() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let token = once(&server).await;
    let answers = at_once(10, |turn| {
        let node = if turn % 2 == 0 {
            crate::support::Node::clone(&server)
        } else {
            another.clone()
        };
        let token = token.clone();
        async move { register(&node, &token, &plain()).await.status.as_u16() }
    })
    .await;
    let won = answers.iter().filter(|status| **status == 201).count();
    let lost = answers.iter().filter(|status| **status == 401).count();
    assert_eq!((won, lost), (1, 9));
    assert_eq!(server.number(CLIENTS).await, 1);
    assert_eq!(server.number(LEFT).await, 0);
}

#[tokio::test]
async fn where_it_is_off_there_is_nothing() {
    let server = TestServer::with(|config| {
        config.registration.mode = RegistrationMode::Off;
    })
    .await;
    let token = permission(&server).await;
    register(&server, &token, &plain())
        .await
        .expect_error(404, "not_found");
    for method in ["GET", "PUT", "DELETE"] {
        let path = format!("{HERE}/anybody");
        let answer = send(&server, (method, &path), &token, "{}").await;
        answer.expect_error(404, "not_found");
    }
    let metadata = "/.well-known/openid-configuration";
    let metadata = server.nobody().get(metadata).await.json();
    assert!(metadata.get("registration_endpoint").is_none());
    assert_eq!(server.number(CLIENTS).await, 0);

    let on = TestServer::start().await;
    let metadata = "/.well-known/openid-configuration";
    let metadata = on.nobody().get(metadata).await.json();
    let at = format!("{}{HERE}", on.issuer());
    assert_eq!(metadata["registration_endpoint"], at);
}

/// A client that one node registered is known to the other.
#[tokio::test]
async fn two_nodes_know_the_same_clients() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let client = Registered::new(&server, &plain()).await;
    client.read(&another).await.expect(200);
    let ada = server.person("ada").await;
    let mut browser = another.browser();
    browser.sign_in(&ada).await;
    let there = client.rp.at(&another);
    let page = browser.authorize(&there, |params| params).await;
    page.expect(200);
}

#[tokio::test]
async fn a_public_client_has_no_secret_and_uses_pkce() {
    let server = TestServer::start().await;
    let public = plain_and(&json!({"token_endpoint_auth_method": "none"}));
    let client = Registered::new(&server, &public).await;
    assert!(client.members.get("client_secret").is_none());
    assert_eq!(client.members["require_pkce"], true);
    let secrets = "SELECT COUNT(*) AS value FROM client_secrets";
    assert_eq!(server.number(secrets).await, 0);
    let confidential = Registered::new(&server, &plain()).await;
    assert_eq!(confidential.members["require_pkce"], false);
    assert_eq!(server.number(secrets).await, 1);
}

#[tokio::test]
async fn the_body_is_one_json_object() {
    let server = TestServer::start().await;
    let token = permission(&server).await;
    let good = plain().to_string();
    send(&server, ("POST", HERE), &token, &good)
        .await
        .expect(201);
    for bad in [
        "",
        "[]",
        "null",
        "{",
        r#"{"redirect_uris":["https://app.example.org/cb"]} x"#,
        r#"{"redirect_uris":["https://a.example/cb"],"redirect_uris":["https://b.example/cb"]}"#,
    ] {
        let answer = send(&server, ("POST", HERE), &token, bad).await;
        answer.expect_error(400, "invalid_client_metadata");
    }
    let authorization = format!("Bearer {token}");
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("authorization", authorization.as_str()),
    ];
    let form = server.nobody().request("POST", HERE, &headers, &good).await;
    form.expect_error(400, "invalid_request");
    assert_eq!(server.number(CLIENTS).await, 1);
}
