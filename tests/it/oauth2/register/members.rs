//! Every member that a client may say of itself is kept as it was said, shown again, and there in another process.

use serde_json::{Value, json};

use super::{Registered, plain_and};
use crate::support::{TestServer, every_key};

fn key() -> Value {
    json!({"keys": [{
        "kty": "EC", "crv": "P-256", "kid": "one",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    }]})
}

/// Members that make sense together: each group is one client.
fn groups() -> Vec<Value> {
    [for_people_and_keys(), for_the_protocol()].concat()
}

fn for_people_and_keys() -> Vec<Value> {
    vec![
        json!({
            "client_name": "Notebook",
            "client_name#de": "Notizbuch",
            "client_name#ja-Jpan-JP": "ノート",
            "client_uri": "https://app.example.org/",
            "client_uri#de": "https://app.example.org/de",
            "logo_uri": "https://app.example.org/logo.png",
            "policy_uri": "https://app.example.org/policy",
            "tos_uri": "https://app.example.org/terms",
            "contacts": ["ops@example.org"],
            "software_id": "4NRB1-0XZABZI9E6-5SM3R",
            "software_version": "2.1",
            "application_type": "web",
            "scope": "openid email",
            "require_pkce": true,
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
        }),
        json!({
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "ES256",
            "strict_assertion_audience": true,
            "jwks": key(),
            "subject_type": "pairwise",
            "id_token_signed_response_alg": "ES256",
            "id_token_encrypted_response_alg": "ECDH-ES",
            "id_token_encrypted_response_enc": "A256GCM",
            "userinfo_signed_response_alg": "PS256",
            "userinfo_encrypted_response_alg": "ECDH-ES",
            "userinfo_encrypted_response_enc": "A128GCM",
            "introspection_signed_response_alg": "EdDSA",
            "introspection_encrypted_response_alg": "ECDH-ES",
            "introspection_encrypted_response_enc": "A128CBC-HS256",
            "request_object_signing_alg": "ES384",
            "request_object_encryption_alg": "RSA-OAEP-256",
            "request_object_encryption_enc": "A256GCM",
            "require_signed_request_object": true,
            "request_uris": ["https://app.example.org/request.jwt#hash"],
        }),
    ]
}

fn for_the_protocol() -> Vec<Value> {
    vec![
        json!({
            "token_endpoint_auth_method": "client_secret_jwt",
            "token_endpoint_auth_signing_alg": "HS256",
            "jwks_uri": "https://app.example.org/jwks.json",
            "id_token_signed_response_alg": "HS256",
            "request_object_signing_alg": "none",
            "default_max_age": 3600,
            "require_auth_time": true,
            "default_acr_values": ["urn:mace:incommon:iap:silver"],
            "initiate_login_uri": "https://app.example.org/login",
            "post_logout_redirect_uris": ["https://app.example.org/bye"],
            "frontchannel_logout_uri": "https://app.example.org/out?x=1",
            "frontchannel_logout_session_required": true,
            "backchannel_logout_uri": "https://app.example.org/out",
            "backchannel_logout_session_required": true,
        }),
        json!({
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "Ed25519",
            "request_object_signing_alg": "Ed25519",
            "jwks_uri": "https://app.example.org/jwks.json",
        }),
        json!({
            "token_endpoint_auth_method": "client_secret_post",
            "application_type": "native",
            "redirect_uris": ["http://127.0.0.1/cb", "com.example.app:/cb"],
        }),
    ]
}

#[tokio::test]
async fn every_member_is_kept() {
    let server = TestServer::with(every_key).await;
    let another = server.another_node().await;
    for group in groups() {
        let client = Registered::new(&server, &plain_and(&group)).await;
        let read = client.read(&another).await.expect(200).json();
        for (member, value) in group.as_object().unwrap() {
            assert_eq!(client.members[member], *value, "{member}");
            assert_eq!(read[member], *value, "{member}");
        }
    }
    let said: String = groups().iter().map(ToString::to_string).collect();
    let all = serde_json::to_value(countersign::domain::ClientMetadata::default()).unwrap();
    for member in all.as_object().unwrap().keys() {
        let elsewhere = [
            "localized",
            "software_statement",
            "sector_identifier_uri",
            "introspects",
            "sector",
        ];
        let known = elsewhere.contains(&member.as_str()) || said.contains(&format!("\"{member}\""));
        assert!(known, "{member} is tried in no group");
    }
}

#[tokio::test]
async fn what_is_left_out_or_null_is_at_its_default_and_what_is_unknown_is_ignored() {
    let server = TestServer::start().await;
    let members = plain_and(&json!({
        "logo_uri": null,
        "jwks": null,
        "scope": null,
        "grant_types": null,
        "tls_client_auth_subject_dn": "CN=x",
        "favourite_colour": ["blue"],
        "first_party": true,
        "introspects": ["https://api.example.org"],
        "client_id": "chosen",
        "client_secret": "chosen",
    }));
    let client = Registered::new(&server, &members).await;
    for member in [
        "logo_uri",
        "jwks",
        "tls_client_auth_subject_dn",
        "favourite_colour",
        "first_party",
        "introspects",
    ] {
        assert!(client.members.get(member).is_none(), "{member}");
    }
    assert_ne!(client.id, "chosen");
    assert_ne!(client.members["client_secret"], "chosen");
    let own = "SELECT COUNT(*) AS value FROM clients WHERE first_party = TRUE";
    assert_eq!(server.number(own).await, 0);
    assert_eq!(client.members["require_auth_time"], false);
    // A client without a name is known by its identifier.
    assert!(client.members.get("client_name").is_none());
}

#[tokio::test]
async fn an_encryption_without_a_method_is_a128cbc_hs256() {
    let server = TestServer::start().await;
    let members = json!({"jwks": key(), "id_token_encrypted_response_alg": "ECDH-ES"});
    let client = Registered::new(&server, &plain_and(&members)).await;
    let method = &client.members["id_token_encrypted_response_enc"];
    assert_eq!(*method, "A128CBC-HS256");
}

/// What is a key is kept, sealed; of everything else only a hash.
#[tokio::test]
async fn a_secret_is_kept_only_where_it_is_a_key() {
    let server = TestServer::start().await;
    let sealed = "SELECT COUNT(*) AS value FROM client_secrets WHERE sealed IS NOT NULL";
    Registered::new(&server, &plain_and(&json!({}))).await;
    assert_eq!(server.number(sealed).await, 0);
    let keyed = json!({"id_token_signed_response_alg": "HS256"});
    let client = Registered::new(&server, &plain_and(&keyed)).await;
    assert_eq!(server.number(sealed).await, 1);
    assert!(client.rp.secret.is_some());
    // One that proves itself by a key has no secret at all.
    let by_key = json!({"token_endpoint_auth_method": "private_key_jwt", "jwks": key()});
    let client = Registered::new(&server, &plain_and(&by_key)).await;
    assert!(client.rp.secret.is_none());
    let secrets = "SELECT COUNT(*) AS value FROM client_secrets";
    assert_eq!(server.number(secrets).await, 2);
}
