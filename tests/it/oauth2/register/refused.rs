//! What no client may say of itself is refused by the name of the member, and nothing is registered.

use serde_json::{Value, json};

use super::{names, permission, plain, plain_and, register};
use crate::support::TestServer;

const CLIENTS: &str = "SELECT COUNT(*) AS value FROM clients";

type Wrong = Vec<(&'static str, Value)>;

/// Members that are wrong for their type or their worth, each for itself.
fn wrong() -> Wrong {
    [for_people(), keys_and_algorithms(), for_the_protocol()].concat()
}

fn for_people() -> Wrong {
    let many: Vec<String> = (0..33).map(|n| format!("urn:{n}")).collect();
    let long = format!("https://app.example.org/{}", "x".repeat(2048));
    vec![
        ("client_name", json!("")),
        ("client_name", json!("two\nlines")),
        ("client_name", json!("x\u{202e}gro.knab")),
        ("client_name", json!(7)),
        ("client_uri", json!("javascript:alert(1)")),
        ("logo_uri", json!("http://app.example.org/logo.png")),
        ("logo_uri", json!(long)),
        ("policy_uri", json!("https://user@app.example.org/")),
        ("tos_uri", json!("nowhere")),
        ("contacts", json!("ops@example.org")),
        ("contacts", json!(many)),
        ("software_id", json!({})),
        ("software_version", json!(["2"])),
    ]
}

fn keys_and_algorithms() -> Wrong {
    let private = json!({"keys": [{"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}]});
    vec![
        ("application_type", json!("desktop")),
        ("token_endpoint_auth_method", json!("tls_client_auth")),
        ("token_endpoint_auth_method", json!("private_key_jwt")),
        ("token_endpoint_auth_signing_alg", json!("none")),
        ("jwks", json!([])),
        ("jwks", json!({"keys": []})),
        ("jwks", private),
        ("jwks", json!({"keys": [{"kty": "oct", "k": "c2VjcmV0"}]})),
        ("jwks_uri", json!("ftp://app.example.org/jwks")),
        ("subject_type", json!("secret")),
        ("sector_identifier_uri", json!("nowhere")),
        ("id_token_signed_response_alg", json!("none")),
        ("id_token_signed_response_alg", json!("RS512")),
        // What we sign is called EdDSA.
        ("id_token_signed_response_alg", json!("Ed25519")),
        ("id_token_encrypted_response_alg", json!("RSA1_5")),
        ("id_token_encrypted_response_alg", json!("ECDH-ES")),
        ("id_token_encrypted_response_enc", json!("A128GCM")),
        ("userinfo_signed_response_alg", json!("none")),
        ("userinfo_encrypted_response_alg", json!("ECDH-ES")),
        ("userinfo_encrypted_response_enc", json!("A128GCM")),
        ("introspection_signed_response_alg", json!("HS512")),
        (
            "introspection_encrypted_response_alg",
            json!("RSA-OAEP-256"),
        ),
        ("introspection_encrypted_response_enc", json!("A128GCM")),
        ("request_object_signing_alg", json!("RS256")),
        ("request_object_encryption_alg", json!("dir")),
        ("request_object_encryption_enc", json!("A128GCM")),
        ("require_signed_request_object", json!("yes")),
    ]
}

fn for_the_protocol() -> Wrong {
    vec![
        ("request_uris", json!(["http://[::1"])),
        ("default_max_age", json!(-1)),
        ("default_max_age", json!("60")),
        ("default_max_age", json!(1.5)),
        ("require_auth_time", json!(1)),
        ("default_acr_values", json!([1])),
        ("initiate_login_uri", json!("http://app.example.org/login")),
        ("initiate_login_uri", json!("http://127.0.0.1/login")),
        (
            "post_logout_redirect_uris",
            json!(["https://app.example.org/bye#x"]),
        ),
        (
            "frontchannel_logout_uri",
            json!("https://other.example.org/out"),
        ),
        (
            "frontchannel_logout_uri",
            json!("https://app.example.org:8443/out"),
        ),
        ("frontchannel_logout_session_required", json!("true")),
        (
            "backchannel_logout_uri",
            json!("https://app.example.org/out#x"),
        ),
        ("backchannel_logout_session_required", json!({})),
        ("grant_types", json!(["password"])),
        ("grant_types", json!(["refresh_token"])),
        ("grant_types", json!("authorization_code")),
        ("response_types", json!(["token"])),
        ("response_types", json!(["none"])),
        ("scope", json!("openid\ttab")),
        ("scope", json!(["openid"])),
        ("require_pkce", json!("no")),
        ("strict_assertion_audience", json!("no")),
        ("software_statement", json!(7)),
    ]
}

#[tokio::test]
async fn a_wrong_member_is_named() {
    let server = TestServer::start().await;
    let token = permission(&server).await;
    register(&server, &token, &plain()).await.expect(201);
    for (member, value) in wrong() {
        let mut more = json!({});
        more[member] = value;
        let answer = register(&server, &token, &plain_and(&more)).await;
        let code = match member {
            "software_statement" => "invalid_software_statement",
            _ => "invalid_client_metadata",
        };
        names(&answer, code, member);
    }
    assert_eq!(server.number(CLIENTS).await, 1);
}

/// What is good alone and not together.
#[tokio::test]
async fn members_that_contradict_one_another_are_refused() {
    let server = TestServer::start().await;
    let token = permission(&server).await;
    let uri = "https://app.example.org/jwks.json";
    let set = json!({"keys": [{"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]});
    for (member, wrong, right) in [
        (
            "jwks",
            json!({"jwks": set, "jwks_uri": uri}),
            json!({"jwks": set}),
        ),
        (
            "id_token_signed_response_alg",
            json!({"token_endpoint_auth_method": "none", "id_token_signed_response_alg": "HS256"}),
            json!({"id_token_signed_response_alg": "HS256"}),
        ),
        (
            "token_endpoint_auth_signing_alg",
            json!({"token_endpoint_auth_method": "private_key_jwt", "jwks_uri": uri,
                "token_endpoint_auth_signing_alg": "HS256"}),
            json!({"token_endpoint_auth_method": "private_key_jwt", "jwks_uri": uri,
                "token_endpoint_auth_signing_alg": "RS256"}),
        ),
        (
            "token_endpoint_auth_signing_alg",
            json!({"token_endpoint_auth_method": "client_secret_jwt",
                "token_endpoint_auth_signing_alg": "RS256"}),
            json!({"token_endpoint_auth_method": "client_secret_jwt"}),
        ),
        (
            "require_signed_request_object",
            json!({"require_signed_request_object": true, "request_object_signing_alg": "none"}),
            json!({"require_signed_request_object": true, "request_object_signing_alg": "HS256"}),
        ),
        (
            "require_pkce",
            json!({"token_endpoint_auth_method": "none", "require_pkce": false}),
            json!({"token_endpoint_auth_method": "none", "require_pkce": true}),
        ),
        (
            "sector_identifier_uri",
            json!({"subject_type": "pairwise",
                "redirect_uris": ["https://a.example.org/cb", "https://b.example.org/cb"]}),
            json!({"subject_type": "pairwise",
                "redirect_uris": ["https://a.example.org/cb", "https://a.example.org/other"]}),
        ),
        (
            "response_types",
            json!({"response_types": ["code"], "grant_types": ["implicit"]}),
            json!({"response_types": ["code"], "grant_types": ["implicit", "authorization_code"]}),
        ),
    ] {
        let before = server.number(CLIENTS).await;
        let answer = register(&server, &token, &plain_and(&wrong)).await;
        names(&answer, "invalid_client_metadata", member);
        assert_eq!(server.number(CLIENTS).await, before);
        let answer = register(&server, &token, &plain_and(&right)).await;
        answer.expect(201);
    }
}

#[tokio::test]
async fn redirect_uris_fit_the_kind_of_application() {
    let server = TestServer::start().await;
    let token = permission(&server).await;
    for (kind, uri, good) in [
        ("web", "https://app.example.org/cb", true),
        ("web", "http://localhost:9000/cb", true),
        ("web", "com.example.app:/cb", false),
        ("web", "http://app.example.org/cb", false),
        ("native", "com.example.app:/cb", true),
        ("native", "http://127.0.0.1/cb", true),
        ("native", "https://app.example.org/cb", false),
        ("native", "http://app.example.org/cb", false),
        ("native", "javascript:alert(1)", false),
        ("web", "https://app.example.org/cb#x", false),
        ("web", "https://user@app.example.org/cb", false),
        ("web", "https://*.example.org/cb", false),
    ] {
        let before = server.number(CLIENTS).await;
        let members = json!({"application_type": kind, "redirect_uris": [uri]});
        let answer = register(&server, &token, &members).await;
        match good {
            true => drop(answer.expect(201)),
            false => names(&answer, "invalid_redirect_uri", "redirect_uris"),
        }
        let now = server.number(CLIENTS).await;
        assert_eq!(now - before, i64::from(good), "{kind} {uri}");
    }
    for uris in [json!([]), json!(null), json!("https://app.example.org/cb")] {
        let answer = register(&server, &token, &json!({"redirect_uris": uris})).await;
        names(&answer, "invalid_redirect_uri", "redirect_uris");
    }
    let many: Vec<String> = (0..33)
        .map(|n| format!("https://app.example.org/{n}"))
        .collect();
    let answer = register(&server, &token, &json!({"redirect_uris": many})).await;
    names(&answer, "invalid_redirect_uri", "redirect_uris");
}
