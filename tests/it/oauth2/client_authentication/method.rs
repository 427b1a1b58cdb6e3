//! Which method a client may use: the one that it registered, and one a request.

use countersign::domain::{AuthMethod, ClientAlgorithm, ClientMetadata};
use serde_json::json;

use super::{ask, asserting, claims, refused, server, service, signing, used};
use crate::support::relying_party::basic;
use crate::support::{Node, Params, RelyingParty, Signer};

fn registered(method: AuthMethod) -> ClientMetadata {
    ClientMetadata {
        token_endpoint_auth_method: Some(method),
        ..ClientMetadata::default()
    }
}

/// One client a method, with the key of the one that has a key.
async fn clients(node: &Node) -> (Vec<(AuthMethod, RelyingParty)>, Signer) {
    let key = Signer::new("ES256", "k1");
    let mut clients = Vec::new();
    for method in AuthMethod::ALL {
        let client = match method {
            AuthMethod::PrivateKeyJwt => service(node, signing(&key)).await,
            AuthMethod::None => {
                let public = node.client(|new| {
                    new.public = true;
                    new.metadata = registered(AuthMethod::None);
                });
                public.await
            }
            with_secret => service(node, registered(with_secret)).await,
        };
        clients.push((method, client));
    }
    (clients, key)
}

/// A request by one method, with whatever the client has for it.
fn request(
    client: &RelyingParty,
    method: AuthMethod,
    key: &Signer,
    jti: &str,
) -> (Option<String>, Params) {
    let grant = Params::of(&[("grant_type", "client_credentials")]);
    let secret = client.secret.clone().unwrap_or_else(|| "none".repeat(10));
    match method {
        AuthMethod::ClientSecretBasic => (Some(basic(&client.id, &secret)), grant),
        AuthMethod::ClientSecretPost => {
            let params = grant.and("client_id", &client.id);
            (None, params.and("client_secret", &secret))
        }
        AuthMethod::ClientSecretJwt => {
            let token = Signer::shared(secret.as_bytes()).sign(&claims(client, jti));
            (None, asserting(&token))
        }
        AuthMethod::PrivateKeyJwt => (None, asserting(&key.sign(&claims(client, jti)))),
        AuthMethod::None => (None, grant.and("client_id", &client.id)),
    }
}

#[tokio::test]
async fn each_method_works_for_the_clients_that_registered_it_and_for_no_others() {
    let server = server().await;
    let (clients, key) = clients(&server).await;
    for (registered, client) in &clients {
        for (number, presented) in AuthMethod::ALL.iter().enumerate() {
            let jti = format!("{registered}-{number}");
            let (header, params) = request(client, *presented, &key, &jti);
            let header = header.as_deref().unwrap_or_default();
            let headers = [("authorization", header)];
            let headers = if header.is_empty() { &[] } else { &headers[..] };
            let answer = client.token_with(headers, params).await;
            match (presented == registered, presented) {
                // It is known then, and told that this grant is not for it.
                (true, AuthMethod::None) => {
                    answer.expect_error(400, "unauthorized_client");
                }
                (true, _) => {
                    answer.expect(200);
                }
                (false, _) => refused(answer),
            }
        }
    }
    assert_eq!(used(&server).await, 2, "only good assertions are used up");
}

/// Another client's secret and key, and those of clients that are gone, prove nothing.
#[tokio::test]
async fn a_client_proves_itself_with_what_is_its_own() {
    let server = server().await;
    let (key, other) = (Signer::new("ES256", "k1"), Signer::new("ES256", "k1"));
    let client = service(&server, signing(&key)).await;
    let shared = service(&server, registered(AuthMethod::ClientSecretJwt)).await;
    let another = service(&server, registered(AuthMethod::ClientSecretJwt)).await;
    let secret = |client: &RelyingParty| {
        let secret = client.secret.clone().unwrap();
        Signer::shared(secret.as_bytes())
    };
    ask(&client, &key.sign(&claims(&client, "1")))
        .await
        .expect(200);
    ask(&shared, &secret(&shared).sign(&claims(&shared, "1")))
        .await
        .expect(200);
    refused(ask(&client, &other.sign(&claims(&client, "2"))).await);
    refused(ask(&shared, &secret(&another).sign(&claims(&shared, "2"))).await);

    let id = client.id.clone();
    countersign::oauth::registration::disable(&server.app, &id)
        .await
        .unwrap();
    refused(ask(&client, &key.sign(&claims(&client, "3"))).await);
    countersign::oauth::registration::delete(&server.app, &id)
        .await
        .unwrap();
    refused(ask(&client, &key.sign(&claims(&client, "4"))).await);
    assert_eq!(used(&server).await, 2);
}

#[tokio::test]
async fn more_than_one_method_is_refused() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    let with_secret = service(&server, ClientMetadata::default()).await;
    let secret = with_secret.secret.clone().unwrap();
    let header = basic(&with_secret.id, &secret);
    let headers = [("authorization", header.as_str())];
    let token = key.sign(&claims(&client, "1"));
    let good = asserting(&token);

    for params in [
        good.clone().and("client_secret", &secret),
        good.clone().and("client_id", &with_secret.id),
        good.clone().without("client_assertion_type"),
        good.clone().without("client_assertion"),
    ] {
        let answer = client.token_with(&[], params).await;
        answer.expect_error(400, "invalid_request");
    }
    for params in [
        good.clone(),
        good.clone().without("client_assertion"),
        good.clone().and("client_secret", &secret),
    ] {
        let answer = client.token_with(&headers, params).await;
        answer.expect_error(400, "invalid_request");
    }
    let saml = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer";
    client
        .token_with(&[], good.clone().set("client_assertion_type", saml))
        .await
        .expect_error(401, "invalid_client");
    assert_eq!(used(&server).await, 0);
    let named = good.and("client_id", &client.id);
    client.token_with(&[], named).await.expect(200);
}

#[tokio::test]
async fn the_registered_algorithm_is_the_only_one() {
    let server = server().await;
    let (es256, eddsa) = (Signer::new("ES256", "k1"), Signer::new("EdDSA", "k2"));
    let mut metadata = signing(&es256);
    metadata.jwks = Some(json!({"keys": [es256.jwk(), eddsa.jwk()]}));
    let any = service(&server, metadata.clone()).await;
    ask(&any, &es256.sign(&claims(&any, "1"))).await.expect(200);
    ask(&any, &eddsa.sign(&claims(&any, "2"))).await.expect(200);
    metadata.token_endpoint_auth_signing_alg = Some(ClientAlgorithm::EdDsa);
    let one = service(&server, metadata).await;
    ask(&one, &eddsa.sign(&claims(&one, "1"))).await.expect(200);
    refused(ask(&one, &es256.sign(&claims(&one, "2"))).await);
}

/// EdDSA on Ed25519 has two names (RFC 9864 section 2.2): whichever of them the client registered, writes in its key or signs
/// with, it means the same. No other algorithm is meant by either.
#[tokio::test]
async fn both_names_of_ed25519_are_one_algorithm() {
    let server = server().await;
    let key = Signer::new("EdDSA", "k1");
    let other = Signer::new("ES256", "k2");
    for of_key in [None, Some("EdDSA"), Some("Ed25519")] {
        let mut metadata = signing(&key);
        let mut jwk = key.jwk().clone();
        if let Some(alg) = of_key {
            jwk["alg"] = alg.into();
        }
        metadata.jwks = Some(json!({"keys": [jwk, other.jwk()]}));
        for registered in [
            None,
            Some(ClientAlgorithm::EdDsa),
            Some(ClientAlgorithm::Ed25519),
        ] {
            metadata.token_endpoint_auth_signing_alg = registered;
            let client = service(&server, metadata.clone()).await;
            for alg in ["EdDSA", "Ed25519"] {
                let said = claims(&client, alg);
                let header = json!({"alg": alg, "kid": "k1"});
                let answer = ask(&client, &key.sign_with(&header, &said)).await;
                assert_eq!(answer.status, 200, "{of_key:?} {registered:?} {alg}");
                let said = claims(&client, "again");
                let header = json!({"alg": alg, "kid": "k2"});
                refused(ask(&client, &other.sign_with(&header, &said)).await);
            }
            for alg in ["Ed448", "ed25519", "ES256"] {
                let header = json!({"alg": alg, "kid": "k1"});
                let said = claims(&client, "again");
                refused(ask(&client, &key.sign_with(&header, &said)).await);
            }
            if registered.is_some() {
                refused(ask(&client, &other.sign(&claims(&client, "again"))).await);
            }
        }
    }
    let mut jwk = key.jwk().clone();
    jwk["alg"] = "Ed448".into();
    let mut metadata = signing(&key);
    metadata.jwks = Some(json!({"keys": [jwk, other.jwk()]}));
    let client = service(&server, metadata).await;
    ask(&client, &other.sign(&claims(&client, "1")))
        .await
        .expect(200);
    refused(ask(&client, &key.sign(&claims(&client, "2"))).await);
}

#[tokio::test]
async fn two_secrets_sign_while_one_replaces_the_other() {
    let server = server().await;
    let client = service(&server, registered(AuthMethod::ClientSecretJwt)).await;
    let before = Signer::shared(client.secret.clone().unwrap().as_bytes());
    let known = server
        .app
        .catalog
        .client(&client.id)
        .await
        .unwrap()
        .unwrap();
    let overlap = crate::support::hours(1);
    let secret = countersign::oauth::client_secret::rotate(&server.app, &known.client, overlap)
        .await
        .unwrap();
    let after = Signer::shared(secret.as_bytes());
    for (number, signer) in [&before, &after].into_iter().enumerate() {
        let claims = claims(&client, &number.to_string());
        ask(&client, &signer.sign(&claims)).await.expect(200);
    }
    server.clock.advance(overlap);
    refused(ask(&client, &before.sign(&claims(&client, "2"))).await);
    ask(&client, &after.sign(&claims(&client, "3")))
        .await
        .expect(200);
}
