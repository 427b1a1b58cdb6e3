//! Client authentication with keys (OIDC Core section 9, RFC 7523). Secrets are tested at `token/client_auth.rs`.

mod assertion;
mod endpoints;
mod jwks_uri;
mod method;
mod replay;
mod strict;

use countersign::domain::{AuthMethod, ClientMetadata, GrantType};
use countersign::oauth::registration::NewClient;
use serde_json::{Value, json};

use crate::support::{Answer, Node, Params, RelyingParty, Signer, TestServer};

const NOTES: &str = "https://notes.example.org";

/// A server with a resource, so that services can have tokens.
async fn server() -> TestServer {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    server
}

/// A client that acts for itself and authenticates as its metadata say.
async fn service(node: &Node, metadata: ClientMetadata) -> RelyingParty {
    let service = node.client(|new| {
        *new = NewClient {
            name: "Service".to_owned(),
            grants: vec![GrantType::ClientCredentials],
            resources: vec![NOTES.to_owned()],
            metadata,
            ..NewClient::default()
        }
    });
    service.await
}

/// Metadata of a client that signs with this key.
fn signing(signer: &Signer) -> ClientMetadata {
    ClientMetadata {
        token_endpoint_auth_method: Some(AuthMethod::PrivateKeyJwt),
        jwks: Some(signer.jwks()),
        ..ClientMetadata::default()
    }
}

/// What a good assertion says.
fn claims(client: &RelyingParty, jti: &str) -> Value {
    let now = client.node.app.now().seconds();
    json!({
        "iss": client.id, "sub": client.id, "aud": client.node.issuer(),
        "iat": now, "exp": now + 60, "jti": jti,
    })
}

fn asserting(token: &str) -> Params {
    Params::of(&[
        ("grant_type", "client_credentials"),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", token),
    ])
}

/// Asks for a token with an assertion.
async fn ask(client: &RelyingParty, token: &str) -> Answer {
    client.token_with(&[], asserting(token)).await
}

#[track_caller]
fn refused(answer: Answer) {
    let answer = answer.expect_error(401, "invalid_client");
    let said = &answer.json()["error_description"];
    assert_eq!(said, "client authentication failed", "{}", answer.dump());
}

async fn used(node: &Node) -> i64 {
    node.number("SELECT COUNT(*) AS value FROM used_assertions")
        .await
}
