//! Answers for a client alone: signed and encrypted UserInfo, ID tokens and introspection (OIDC Core sections 5.3.2 and 16.14,
//! RFC 9701). The test holds the client's private keys.

use countersign::domain::{Algorithm, ClientMetadata, ContentEncryption, KeyManagement};
use countersign::jose::DecryptionKey;
use countersign::oauth::protect;
use serde_json::{Value, json};

use crate::support::site::Says;
use crate::support::{RelyingParty, Site, TestServer, Tokens, VERIFIER, claims, header, signed_in};

/// A client's own key, and the metadata that publish it.
fn own_key(alg: KeyManagement) -> (DecryptionKey, ClientMetadata) {
    let key = DecryptionKey::generate(alg).unwrap().0;
    let jwks = Some(json!({ "keys": [key.jwk()] }));
    let metadata = ClientMetadata {
        jwks,
        ..ClientMetadata::default()
    };
    (key, metadata)
}

async fn registered(server: &TestServer, metadata: &ClientMetadata) -> RelyingParty {
    server.client(|new| new.metadata = metadata.clone()).await
}

#[track_caller]
fn opened(key: &DecryptionKey, token: &str) -> String {
    let plain = key
        .decrypt(token)
        .unwrap_or_else(|error| panic!("{error}: {token}"));
    String::from_utf8(plain.to_vec()).unwrap()
}

#[tokio::test]
async fn an_id_token_is_signed_and_then_encrypted() {
    let (server, ada, _, mut browser) = signed_in().await;
    for alg in KeyManagement::ALL {
        let (key, mut metadata) = own_key(alg);
        let (other, _) = own_key(alg);
        metadata.id_token_encrypted_response_alg = Some(alg);
        let ways = ContentEncryption::ALL.into_iter().map(Some);
        for enc in ways.chain([None]) {
            metadata.id_token_encrypted_response_enc = enc;
            let app = registered(&server, &metadata).await;
            let tokens = browser.tokens(&app).await;
            let outside = header(&tokens.id);
            assert_eq!(outside["alg"], alg.as_str());
            // OIDC Registration section 2: the default where only `alg` was registered.
            assert_eq!(
                outside["enc"],
                enc.unwrap_or(ContentEncryption::A128CbcHs256).as_str()
            );
            assert_eq!(
                (&outside["cty"], &outside["kid"]),
                (&json!("JWT"), &json!(key.kid()))
            );
            let signed = opened(&key, &tokens.id);
            assert_eq!(
                (&header(&signed)["alg"], &header(&signed)["typ"]),
                (&json!("RS256"), &json!("JWT"))
            );
            assert_eq!(claims(&signed)["sub"], ada.user.id.as_str());
            assert!(other.decrypt(&tokens.id).is_err());
            // No access token is meant for the client to read.
            assert_eq!(header(&tokens.access)["typ"], "at+jwt");
            let refreshed = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
            assert_eq!(
                claims(&opened(&key, &refreshed.id))["sub"],
                ada.user.id.as_str()
            );
        }
    }
}

/// The keys of a client that wants encryption are looked for before its code is spent.
#[tokio::test]
async fn without_a_key_nothing_is_told_and_nothing_is_spent() {
    let (server, ada, app, mut browser) = signed_in().await;
    let (key, good) = own_key(KeyManagement::EcdhEs);
    let jwks = good.jwks.clone().unwrap();
    let mut signing_only = jwks.clone();
    signing_only["keys"][0]["use"] = "sig".into();
    let (_, rsa) = own_key(KeyManagement::RsaOaep256);
    let register = async |jwks: Option<Value>| {
        let metadata = ClientMetadata {
            jwks,
            id_token_encrypted_response_alg: Some(KeyManagement::EcdhEs),
            userinfo_encrypted_response_alg: Some(KeyManagement::EcdhEs),
            ..ClientMetadata::default()
        };
        let metadata = Value::Object(metadata.to_json()).to_string();
        let sql = format!("UPDATE clients SET metadata = '{metadata}'");
        server.tamper(Box::leak(sql.into_boxed_str())).await;
    };
    let code = browser.code(&app).await;
    for unusable in [
        None,
        Some(signing_only),
        rsa.jwks,
        Some(json!({"keys": []})),
    ] {
        register(unusable).await;
        let answer = app
            .redeem(&code, VERIFIER)
            .await
            .expect_error(400, "invalid_request");
        assert!(!answer.body.contains("id_token\":"), "{}", answer.dump());
    }
    register(Some(jwks)).await;
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(
        claims(&opened(&key, &tokens.id))["sub"],
        ada.user.id.as_str()
    );

    let answer = app.userinfo(&tokens.access).await.expect(200);
    assert!(opened(&key, &answer.body).contains(&ada.user.id));
    register(None).await;
    let answer = app
        .userinfo(&tokens.access)
        .await
        .expect_error(400, "invalid_request");
    assert!(!answer.body.contains(&ada.user.id), "{}", answer.dump());
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_request");
    register(good.jwks).await;
    app.refresh(&tokens.refresh).await.expect(200);
}

/// A client may publish its keys at a URL of its own, and is answered while that is down.
#[tokio::test]
async fn keys_at_a_url_are_encrypted_to() {
    let (server, ada, _, mut browser) = signed_in().await;
    let (key, mut metadata) = own_key(KeyManagement::EcdhEs);
    let site = Site::with(&metadata.jwks.take().unwrap().to_string()).await;
    metadata.jwks_uri = Some(site.url("/keys"));
    metadata.id_token_encrypted_response_alg = Some(KeyManagement::EcdhEs);
    let app = registered(&server, &metadata).await;
    let tokens = browser.tokens(&app).await;
    let signed = opened(&key, &tokens.id);
    assert_eq!(claims(&signed)["sub"], ada.user.id.as_str());
    assert_eq!(site.hits(), 1);
    metadata.jwks_uri = Some(site.url("/none"));
    site.say(Says::Page(404, String::new(), String::new()));
    let other = registered(&server, &metadata).await;
    let code = browser.code(&other).await;
    other
        .redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_request");
    app.refresh(&tokens.refresh).await.expect(200);
    assert_eq!(site.hits(), 2);
}

/// OIDC Core section 5.3.2: JSON, unless the client registered something else.
#[tokio::test]
async fn userinfo_comes_as_the_client_registered() {
    let (server, ada, plain, mut browser) = signed_in().await;
    let tokens = browser.tokens(&plain).await;
    let answer = plain.userinfo(&tokens.access).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let said = answer.json();
    assert!(said.get("iss").is_none() && said.get("aud").is_none());

    let (key, published) = own_key(KeyManagement::RsaOaep256);
    for (signing, encryption) in [
        (Some(Algorithm::Rs256), None),
        (Some(Algorithm::Hs256), None),
        (None, Some(KeyManagement::RsaOaep256)),
        (Some(Algorithm::Rs256), Some(KeyManagement::RsaOaep256)),
    ] {
        let metadata = ClientMetadata {
            userinfo_signed_response_alg: signing,
            userinfo_encrypted_response_alg: encryption,
            userinfo_encrypted_response_enc: encryption.map(|_| ContentEncryption::A256Gcm),
            ..published.clone()
        };
        let app = registered(&server, &metadata).await;
        let tokens = browser.tokens(&app).await;
        let answer = app.userinfo(&tokens.access).await.expect(200);
        assert_eq!(answer.header("content-type"), "application/jwt");
        assert!(answer.header("cache-control").contains("no-store"));
        let inside = match encryption {
            Some(alg) => {
                assert_eq!(header(&answer.body)["alg"], alg.as_str());
                let cty = signing.map_or(Value::Null, |_| "JWT".into());
                assert_eq!(header(&answer.body)["cty"], cty);
                opened(&key, &answer.body)
            }
            None => answer.body,
        };
        let told = match signing {
            Some(algorithm) => {
                assert_eq!(header(&inside)["alg"], algorithm.as_str());
                claims(&inside)
            }
            None => serde_json::from_str(&inside).unwrap(),
        };
        assert_eq!(told["sub"], ada.user.id.as_str());
        assert_eq!(told["email"], "ada@example.org");
        assert_eq!(
            (&told["iss"], &told["aud"]),
            (&json!(server.issuer()), &json!(app.id))
        );
    }
}

/// RFC 9701 section 5.
#[tokio::test]
async fn an_introspection_response_is_of_its_own_type() {
    let server = TestServer::start().await;
    let (key, published) = own_key(KeyManagement::EcdhEs);
    let plain = server.app_client().await;
    let metadata = ClientMetadata {
        introspection_encrypted_response_alg: Some(KeyManagement::EcdhEs),
        ..published
    };
    let secret = registered(&server, &metadata).await;
    let response = json!({"active": true, "sub": "ada"});
    for app in [&plain, &secret] {
        let caller = server.app.catalog.client(&app.id).await.unwrap().unwrap();
        let jwt = protect::introspection(&server.app, &caller, &response)
            .await
            .unwrap();
        let signed = match header(&jwt)["enc"].is_string() {
            true => opened(&key, &jwt),
            false => jwt,
        };
        assert_eq!(header(&signed)["typ"], "token-introspection+jwt");
        let said = json!({
            "iss": server.issuer(), "aud": app.id, "iat": server.app.now().seconds(), "token_introspection": response,
        });
        assert_eq!(claims(&signed), said);
        app.userinfo(&signed)
            .await
            .expect_error(401, "invalid_token");
    }
}
