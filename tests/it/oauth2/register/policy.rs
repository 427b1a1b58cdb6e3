//! What clients may be that register themselves is the operator's to say.

use countersign::config::{Config, Words};
use serde_json::json;

use super::{Registered, names, permission, plain, plain_and, register};
use crate::support::{Params, TestServer};

async fn with(change: impl FnOnce(&mut Config)) -> (TestServer, String) {
    let server = TestServer::with(change).await;
    let token = permission(&server).await;
    (server, token)
}

#[tokio::test]
async fn hosts_are_limited() {
    let (server, token) = with(|config| {
        config.registration.redirect_hosts = Words::of(&["app.example.org", "*.corp.example"]);
    })
    .await;
    for (uri, good) in [
        ("https://app.example.org/cb", true),
        ("https://a.corp.example/cb", true),
        ("https://a.b.corp.example/cb", true),
        ("https://corp.example/cb", false),
        ("https://evilcorp.example/cb", false),
        ("https://app.example.org.evil.example/cb", false),
        ("https://x.app.example.org/cb", false),
        ("http://localhost/cb", false),
    ] {
        let answer = register(&server, &token, &json!({"redirect_uris": [uri]})).await;
        match good {
            true => drop(answer.expect(201)),
            false => names(&answer, "invalid_redirect_uri", "redirect_uris"),
        }
    }
    let clients = "SELECT COUNT(*) AS value FROM clients";
    assert_eq!(server.number(clients).await, 3);
}

/// Wherever people are sent, not only with an answer.
#[tokio::test]
async fn hosts_are_limited_for_every_address_that_people_are_sent_to() {
    let (server, token) = with(|config| {
        config.registration.redirect_hosts = Words::of(&["app.example.org"]);
    })
    .await;
    for member in ["post_logout_redirect_uris", "initiate_login_uri"] {
        for (uri, good) in [
            ("https://app.example.org/there", true),
            ("https://evil.example/there", false),
            ("https://app.example.org.evil.example/there", false),
            ("https://evil.example/there#x", false),
            ("http://localhost/there", false),
        ] {
            let value = match member {
                "initiate_login_uri" => json!(uri),
                _ => json!(["https://app.example.org/bye", uri]),
            };
            let mut members = plain();
            members[member] = value;
            let answer = register(&server, &token, &members).await;
            match good {
                true => drop(answer.expect(201)),
                false => names(&answer, "invalid_client_metadata", member),
            }
        }
    }
    let clients = "SELECT COUNT(*) AS value FROM clients";
    assert_eq!(server.number(clients).await, 2);
}

#[tokio::test]
async fn scopes_are_limited() {
    let (server, token) = with(|config| {
        config.registration.scopes = Words::of(&["openid", "email", "notes:read"]);
    })
    .await;
    let client = Registered::new(&server, &plain()).await;
    assert_eq!(client.members["scope"], "openid email");
    let less = plain_and(&json!({"scope": "openid"}));
    assert_eq!(
        Registered::new(&server, &less).await.members["scope"],
        "openid"
    );
    for more in ["openid profile", "roles", "notes:read"] {
        let answer = register(&server, &token, &plain_and(&json!({"scope": more}))).await;
        names(&answer, "invalid_client_metadata", "scope");
    }
}

#[tokio::test]
async fn apis_are_for_whom_the_policy_names_them() {
    let (server, token) = with(|config| {
        config.registration.resources = Words::of(&["https://notes.example.org"]);
        config.registration.scopes = Words::of(&["openid", "notes:read", "files:read"]);
    })
    .await;
    server
        .resource("https://notes.example.org", &["notes:read"])
        .await;
    server
        .resource("https://files.example.org", &["files:read"])
        .await;
    let client = Registered::new(&server, &plain()).await;
    assert_eq!(client.members["scope"], "openid notes:read");
    let known = server.app.catalog.client(&client.id).await.unwrap();
    assert_eq!(
        known.unwrap().client.resources,
        ["https://notes.example.org"]
    );
    let answer = register(&server, &token, &plain_and(&json!({"scope": "files:read"}))).await;
    names(&answer, "invalid_client_metadata", "scope");
}

#[tokio::test]
async fn grants_and_response_types_are_limited() {
    let (server, token) = with(|_| {}).await;
    let service = json!({"grant_types": ["client_credentials"]});
    let answer = register(&server, &token, &service).await;
    names(&answer, "invalid_client_metadata", "grant_types");
    let hybrid = plain_and(&json!({
        "response_types": ["code id_token", "id_token"],
        "grant_types": ["authorization_code", "implicit"],
    }));
    let answer = register(&server, &token, &hybrid).await;
    names(&answer, "invalid_client_metadata", "response_types");

    let (server, token) = with(|config| {
        config.registration.grants = Words::of(&["authorization_code", "client_credentials"]);
        config.registration.response_types = Words::of(&["code", "code id_token", "id_token"]);
    })
    .await;
    let service = register(&server, &token, &service).await.expect(201).json();
    assert_eq!(service["response_types"], json!([]));
    assert_eq!(service["grant_types"], json!(["client_credentials"]));
    let hybrid = register(&server, &token, &hybrid).await.expect(201).json();
    assert_eq!(
        hybrid["response_types"],
        json!(["code id_token", "id_token"])
    );
    assert_eq!(
        hybrid["grant_types"],
        json!(["authorization_code", "implicit"])
    );
    let implicit = plain_and(&json!({"response_types": ["id_token"]}));
    let implicit = register(&server, &token, &implicit).await.expect(201);
    assert_eq!(implicit.json()["grant_types"], json!(["implicit"]));
    let renewed = plain_and(&json!({"grant_types": ["authorization_code", "refresh_token"]}));
    let answer = register(&server, &token, &renewed).await;
    names(&answer, "invalid_client_metadata", "grant_types");
}

#[tokio::test]
async fn tokens_in_a_url_go_to_no_machine_of_one_s_own_unless_the_server_is_there_too() {
    let allow = |config: &mut Config| {
        config.registration.response_types = Words::of(&["code", "id_token"]);
    };
    let (trial, trial_token) = with(allow).await;
    let (server, token) = with(|config| {
        allow(config);
        config.issuer = "https://id.example.org".parse().unwrap();
    })
    .await;
    for uri in ["http://localhost/cb", "http://127.0.0.1/cb"] {
        let members = json!({"redirect_uris": [uri], "response_types": ["id_token"]});
        register(&trial, &trial_token, &members).await.expect(201);
        let answer = register(&server, &token, &members).await;
        names(&answer, "invalid_redirect_uri", "redirect_uris");
    }
}

#[tokio::test]
async fn pkce_can_be_asked_of_all() {
    let (server, _) = with(|_| {}).await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let without = |params: Params| {
        params
            .without("code_challenge")
            .without("code_challenge_method")
    };
    let lax = Registered::new(&server, &plain()).await;
    browser.authorize(&lax.rp, without).await.expect(200);
    let strict = Registered::new(&server, &plain_and(&json!({"require_pkce": true}))).await;
    let answer = browser.authorize(&strict.rp, without).await;
    answer.expect_redirected_error("invalid_request");

    let (server, _) = with(|config| config.registration.require_pkce = true).await;
    let client = Registered::new(&server, &plain_and(&json!({"require_pkce": false}))).await;
    assert_eq!(client.members["require_pkce"], true);
}
