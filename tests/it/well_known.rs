//! Metadata (OIDC Discovery section 4, RFC 8414): what is listed works, what is off is absent.

use crate::support::{Params, TestServer, covers, every_key};

covers!(
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/.well-known/oauth-protected-resource",
    "/.well-known/webfinger"
);

const BOTH: [&str; 2] = [
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
];

#[tokio::test]
async fn both_say_the_same_and_the_issuer_is_the_configured_one() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    let poisoned = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
    ];
    let mut documents = Vec::new();
    for path in BOTH {
        documents.push(nobody.get(path).await.expect(200).json());
        let answer = nobody.request("GET", path, &poisoned, "").await.expect(200);
        assert!(!answer.body.contains("evil"), "{}", answer.dump());
        documents.push(answer.json());
        nobody.post(path, "").await.expect(405);
        nobody.get(&format!("{path}/x")).await.expect(404);
    }
    assert!(documents.windows(2).all(|pair| pair[0] == pair[1]));
    let document = &documents[0];
    assert_eq!(document["issuer"], server.issuer());
    for endpoint in [
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "jwks_uri",
    ] {
        let url = document[endpoint].as_str().unwrap();
        assert!(url.starts_with("http://localhost:8080/"), "{url}");
        let path = url.trim_start_matches("http://localhost:8080");
        assert_ne!(
            nobody.get(path).await.status,
            404,
            "{path} is listed and not there"
        );
    }
}

#[tokio::test]
async fn what_is_off_is_absent() {
    let server = TestServer::start().await;
    let document = server.nobody().get(BOTH[0]).await.expect(200).json();
    assert_eq!(
        document["response_types_supported"],
        serde_json::json!(["code"])
    );
    assert_eq!(
        document["code_challenge_methods_supported"],
        serde_json::json!(["S256"])
    );
    let grants = serde_json::json!(["authorization_code", "refresh_token", "client_credentials"]);
    assert_eq!(document["grant_types_supported"], grants);
    for (name, said) in [
        ("claims_parameter_supported", true),
        ("request_parameter_supported", true),
        ("request_uri_parameter_supported", true),
        ("require_request_uri_registration", true),
        ("authorization_response_iss_parameter_supported", true),
    ] {
        assert_eq!(document[name], said, "{name}");
    }
    let absent = "device_authorization_endpoint";
    assert!(document.get(absent).is_none(), "{absent}");
}

#[tokio::test]
async fn what_is_listed_works() {
    let server = TestServer::start().await;
    server
        .resource("https://notes.example.org", &["notes:read"])
        .await;
    let ada = server.person("ada").await;
    let resources = || vec!["https://notes.example.org".to_owned()];
    let app = server.client(|new| new.resources = resources()).await;
    let document = server.nobody().get(BOTH[0]).await.expect(200).json();
    let listed = |name: &str| {
        let values = document[name].as_array().unwrap().iter();
        values
            .map(|value| value.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let scope = listed("scopes_supported").join(" ");
    assert!(scope.contains("notes:read"));
    let tokens = browser
        .tokens_for(&app, |params| params.set("scope", &scope))
        .await;
    assert_eq!(tokens.scope, scope);
    let claims = app.userinfo(&tokens.access).await.expect(200).json();
    let supported = listed("claims_supported");
    assert!(
        claims
            .as_object()
            .unwrap()
            .keys()
            .all(|claim| supported.contains(claim)),
        "{claims}"
    );

    for prompt in listed("prompt_values_supported") {
        let answer = browser
            .authorize(&app, |params| params.set("prompt", &prompt))
            .await;
        assert!(
            !answer.header("location").contains("invalid_request"),
            "{}",
            answer.dump()
        );
    }
    for grant in listed("grant_types_supported") {
        let answer = app.token(Params::of(&[("grant_type", &grant)])).await;
        assert_ne!(answer.json()["error"], "unsupported_grant_type", "{grant}");
    }
}

#[tokio::test]
async fn webfinger_names_the_issuer_for_accounts_of_this_host() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    let ours = "/.well-known/webfinger?resource=acct%3Aada%40localhost%3A8080&rel=http%3A%2F%2Fopenid.net%2Fspecs%2Fconnect%2F1.0%2Fissuer";
    let answer = nobody.get(ours).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/jrd+json");
    assert_eq!(answer.json()["links"][0]["href"], server.issuer());
    let foreign = "/.well-known/webfinger?resource=acct%3Aada%40evil.example";
    nobody.get(foreign).await.expect(404);
    nobody.get("/.well-known/webfinger").await.expect(400);
    let twice = "/.well-known/webfinger?resource=acct:a@localhost:8080&resource=b";
    nobody.get(twice).await.expect(400);
}

#[tokio::test]
async fn userinfo_is_described_as_a_protected_resource() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    let path = "/.well-known/oauth-protected-resource";
    let document = nobody.get(path).await.expect(200).json();
    assert_eq!(document["resource"], server.issuer());
    assert_eq!(document["authorization_servers"][0], server.issuer());
    nobody.get(&format!("{path}/x")).await.expect(404);
    let challenged = nobody.get("/oauth2/userinfo").await.expect(401);
    let url = format!("resource_metadata=\"{}{path}\"", server.issuer());
    let said = challenged.header("www-authenticate");
    assert!(said.contains(&url), "{said}");
}

#[tokio::test]
async fn who_has_the_current_document_is_told_so() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    for path in [BOTH[0], "/oauth2/jwks"] {
        let first = nobody.get(path).await.expect(200);
        let known = [("if-none-match", first.header("etag"))];
        let again = nobody.request("GET", path, &known, "").await.expect(304);
        assert!(again.body.is_empty());
    }
    let before = nobody.get(BOTH[0]).await.expect(200);
    server
        .resource("https://notes.example.org", &["notes:read"])
        .await;
    let known = [("if-none-match", before.header("etag"))];
    nobody.request("GET", BOTH[0], &known, "").await.expect(200);
}

#[tokio::test]
async fn metadata_are_signed_where_the_operator_wants_it() {
    let plain = TestServer::start().await;
    let document = plain.nobody().get(BOTH[0]).await.expect(200).json();
    assert!(document.get("signed_metadata").is_none());

    let server = TestServer::with(|config| config.signed_metadata = true).await;
    let nobody = server.nobody();
    let mut document = nobody.get(BOTH[0]).await.expect(200).json();
    let again = nobody.get(BOTH[0]).await.expect(200).json();
    assert_eq!(document, again, "caches hold it as long as nothing changes");
    let members = document.as_object_mut().unwrap();
    let signed = members.remove("signed_metadata").unwrap();
    let keys = nobody.get("/oauth2/jwks").await.expect(200).json();
    let keys: jsonwebtoken::jwk::JwkSet = serde_json::from_value(keys).unwrap();
    let key = jsonwebtoken::DecodingKey::from_jwk(&keys.keys[0]).unwrap();
    let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
    rules.required_spec_claims.clear();
    rules.set_issuer(&[server.issuer()]);
    let claims = jsonwebtoken::decode::<serde_json::Value>(signed.as_str().unwrap(), &key, &rules);
    let mut claims = claims.unwrap().claims;
    assert_eq!(
        claims.as_object_mut().unwrap().remove("iss").unwrap(),
        server.issuer()
    );
    assert_eq!(claims, document);
}

/// Each that is listed is used in `oauth2/id_token.rs` and `oauth2/encryption.rs`.
#[tokio::test]
async fn the_algorithms_listed_are_those_of_the_keys_that_are_there() {
    for (server, algorithms) in [
        (TestServer::start().await, vec!["RS256", "HS256"]),
        (
            TestServer::with(every_key).await,
            vec!["RS256", "PS256", "ES256", "ES384", "EdDSA", "HS256"],
        ),
    ] {
        let document = server.nobody().get(BOTH[0]).await.expect(200).json();
        for answer in ["id_token", "userinfo"] {
            let listed = |what: &str| document[format!("{answer}_{what}_values_supported")].clone();
            assert_eq!(listed("signing_alg"), serde_json::json!(algorithms));
            assert_eq!(
                listed("encryption_alg"),
                serde_json::json!(["RSA-OAEP-256", "ECDH-ES"])
            );
            assert_eq!(
                listed("encryption_enc"),
                serde_json::json!(["A128CBC-HS256", "A128GCM", "A256GCM"])
            );
        }
        assert_eq!(
            document["subject_types_supported"],
            serde_json::json!(["public", "pairwise"])
        );
    }
}
