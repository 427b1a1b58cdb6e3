//! The same proof at every endpoint where a client says who it is; and what an assertion may name there.

use serde_json::{Value, json};

use super::{ask, asserting, claims, server, service, signing, used};
use crate::support::{Answer, Params, RelyingParty, Signer};

/// Asks an endpoint about a token, with an assertion.
async fn about(client: &RelyingParty, path: &str, token: &str, assertion: &str) -> Answer {
    let params: Params = asserting(assertion).without("grant_type");
    let body = params.and("token", token).encode();
    client.node.nobody().post(path, &body).await
}

#[tokio::test]
async fn an_assertion_may_name_the_endpoint_that_it_is_sent_to() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    let issuer = server.issuer().to_owned();
    let naming = |audience: &Value, jti: String| {
        let mut claims = claims(&client, &jti);
        claims["aud"] = audience.clone();
        key.sign(&claims)
    };
    let answer = ask(&client, &naming(&json!(issuer), "first".to_owned())).await;
    let token = answer.expect(200).json()["access_token"].clone();
    let token = token.as_str().unwrap();
    let url = |path: &str| json!(format!("{issuer}{path}"));
    let (token_url, introspect, revoke) = ("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke");
    for path in [introspect, revoke] {
        let other = if path == revoke { introspect } else { revoke };
        for (number, (audience, status)) in [
            (url(path), 200),
            (url(token_url), 200),
            (json!(issuer), 200),
            (url(other), 401),
            (url("/oauth2/userinfo"), 401),
        ]
        .into_iter()
        .enumerate()
        {
            let assertion = naming(&audience, format!("{path}{number}"));
            let before = used(&server).await;
            let answer = about(&client, path, token, &assertion).await;
            assert_eq!(answer.status, status, "{path} {audience}");
            let good = i64::from(status == 200);
            assert_eq!(used(&server).await, before + good, "{path} {audience}");
            // Used at one endpoint it is used at all.
            if path == introspect && status == 200 {
                about(&client, path, token, &assertion)
                    .await
                    .expect_error(401, "invalid_client");
            }
        }
    }
    let assertion = naming(&url(introspect), "last".to_owned());
    ask(&client, &assertion)
        .await
        .expect_error(401, "invalid_client");
}

/// Metadata name the methods and algorithms of each endpoint; a public client has nothing to introspect with.
#[tokio::test]
async fn metadata_name_what_works() {
    let server = server().await;
    let metadata = server
        .nobody()
        .get("/.well-known/openid-configuration")
        .await
        .expect(200)
        .json();
    let confidential = json!([
        "client_secret_basic",
        "client_secret_post",
        "client_secret_jwt",
        "private_key_jwt"
    ]);
    let mut all = confidential.clone();
    all.as_array_mut().unwrap().push(json!("none"));
    for (endpoint, methods) in [
        ("token", &all),
        ("revocation", &all),
        ("introspection", &confidential),
    ] {
        let name = format!("{endpoint}_endpoint_auth_methods_supported");
        assert_eq!(metadata[&name], *methods, "{name}");
        let name = format!("{endpoint}_endpoint_auth_signing_alg_values_supported");
        let algorithms = json!([
            "RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519", "HS256"
        ]);
        assert_eq!(metadata[&name], algorithms, "{name}");
    }
}
