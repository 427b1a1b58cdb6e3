//! ID tokens as clients register them: how they are signed, what they vouch for, what they say (OIDC Core sections 2, 3.3.2.11,
//! 5.4, 5.5 and 10.1). What every one says stands in `token/id_token.rs`.

use aws_lc_rs::digest::{SHA256, SHA384, SHA512, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::domain::{Algorithm, ResponseType};
use countersign::oauth::client_secret;
use countersign::oauth::issue::{self, FrontChannel, FrontChannelTokens};
use countersign::store::grant;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{DecodingKey, Validation, decode};
use serde_json::{Value, json};

use crate::support::{
    Node, Person, RelyingParty, TestServer, Tokens, VERIFIER, claims, every_key, header, hours,
    signed_in,
};

/// What an application would do: the key by its `kid`, the algorithm that it registered, every claim that must hold.
async fn verified(app: &RelyingParty, token: &str, algorithm: Algorithm) -> Option<Value> {
    let set = app
        .node
        .nobody()
        .get("/oauth2/jwks")
        .await
        .expect(200)
        .json();
    let kid = header(token)["kid"].clone();
    let mut keys = set["keys"].as_array().unwrap().iter();
    let jwk = keys.find(|key| key["kid"] == kid)?;
    let jwk: Jwk = serde_json::from_value(jwk.clone()).unwrap();
    checked(
        app,
        token,
        (algorithm, DecodingKey::from_jwk(&jwk).unwrap()),
    )
}

fn checked(
    app: &RelyingParty,
    token: &str,
    (algorithm, key): (Algorithm, DecodingKey),
) -> Option<Value> {
    let mut rules = Validation::new(algorithm.as_str().parse().unwrap());
    rules.set_issuer(&[app.node.issuer()]);
    rules.set_audience(&[&app.id]);
    // The clock of the server stands still, far from ours.
    rules.validate_exp = false;
    decode::<Value>(token, &key, &rules)
        .ok()
        .map(|token| token.claims)
}

fn half(algorithm: Algorithm, value: &str) -> String {
    let (hash, length) = match algorithm {
        Algorithm::Es384 => (&SHA384, 24),
        Algorithm::EdDsa => (&SHA512, 32),
        _ => (&SHA256, 16),
    };
    URL_SAFE_NO_PAD.encode(&digest(hash, value.as_bytes()).as_ref()[..length])
}

async fn signed_with(server: &TestServer, algorithm: Algorithm) -> RelyingParty {
    server
        .client(|new| new.metadata.id_token_signed_response_alg = Some(algorithm))
        .await
}

#[tokio::test]
async fn each_algorithm_verifies_with_the_published_keys() {
    let server = TestServer::with(every_key).await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for algorithm in Algorithm::ASYMMETRIC {
        let app = signed_with(&server, algorithm).await;
        let code = browser.code(&app).await;
        let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
        assert_eq!(header(&tokens.id)["alg"], algorithm.as_str());
        let claims = verified(&app, &tokens.id, algorithm).await.unwrap();
        assert_eq!(claims["sub"], ada.user.id.as_str());
        assert_eq!(claims["at_hash"], half(algorithm, &tokens.access));
        assert_eq!(claims["c_hash"], half(algorithm, &code));
        assert!(claims.get("azp").is_none());

        // Altered, or taken for another algorithm's, it is nothing.
        let (signed, signature) = tokens.id.rsplit_once('.').unwrap();
        let altered = format!("{signed}.{}", signature.chars().rev().collect::<String>());
        assert!(verified(&app, &altered, algorithm).await.is_none());
        let other = match algorithm {
            Algorithm::Rs256 => Algorithm::Ps256,
            _ => Algorithm::Rs256,
        };
        assert!(verified(&app, &tokens.id, other).await.is_none());
        // The access token is for APIs, which did not register anything.
        assert_eq!(header(&tokens.access)["alg"], "RS256");
    }
}

/// OIDC Core section 12.2: the code is of the first issue alone.
#[tokio::test]
async fn a_refreshed_one_vouches_for_its_own_access_token() {
    let (_server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    assert!(tokens.id_claims()["c_hash"].is_string());
    let refreshed = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    let claims = refreshed.id_claims();
    assert_eq!(claims["at_hash"], half(Algorithm::Rs256, &refreshed.access));
    assert!(claims.get("c_hash").is_none());
}

#[tokio::test]
async fn hs256_is_keyed_with_the_secret_of_a_client_that_registered_it() {
    let (server, ada, plain, mut browser) = signed_in().await;
    let app = signed_with(&server, Algorithm::Hs256).await;
    let key = |party: &RelyingParty| {
        let secret = party.secret.clone().unwrap();
        (
            Algorithm::Hs256,
            DecodingKey::from_secret(secret.as_bytes()),
        )
    };
    let tokens = browser.tokens(&app).await;
    assert_eq!(header(&tokens.id), json!({"alg": "HS256", "typ": "JWT"}));
    let claims = checked(&app, &tokens.id, key(&app)).unwrap();
    assert_eq!(claims["sub"], ada.user.id.as_str());
    assert!(checked(&app, &tokens.id, key(&plain)).is_none());

    let other = browser.tokens(&plain).await;
    assert_eq!(header(&other.id)["alg"], "RS256");
    let kept = "SELECT COUNT(*) AS value FROM client_secrets WHERE sealed IS NOT NULL";
    assert_eq!(
        server.number(kept).await,
        1,
        "only where it serves as a key"
    );
}

#[tokio::test]
async fn the_newest_secret_is_the_key() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let mut app = signed_with(&server, Algorithm::Hs256).await;
    let client = server.app.catalog.client(&app.id).await.unwrap().unwrap();
    server.clock.advance(hours(1));
    browser.sign_in(&ada).await;
    let secret = client_secret::rotate(&server.app, &client.client, hours(1))
        .await
        .unwrap();
    // The one before still opens the token endpoint.
    let tokens = browser.tokens(&app).await;
    let key = |secret: &str| {
        (
            Algorithm::Hs256,
            DecodingKey::from_secret(secret.as_bytes()),
        )
    };
    assert!(checked(&app, &tokens.id, key(&secret)).is_some());
    assert!(checked(&app, &tokens.id, key(app.secret.as_ref().unwrap())).is_none());
    app.secret = Some(secret);
    browser.tokens(&app).await;
}

/// As an operator's change of the client leaves it, until the secret is drawn anew.
#[tokio::test]
async fn without_a_key_nothing_is_spent() {
    let (server, _, mut app, mut browser) = signed_in().await;
    let code = browser.code(&app).await;
    server
        .tamper(r#"UPDATE clients SET metadata = '{"id_token_signed_response_alg":"HS256"}'"#)
        .await;
    app.redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_request");
    let client = server.app.catalog.client(&app.id).await.unwrap().unwrap();
    let secret = client_secret::rotate(&server.app, &client.client, hours(0))
        .await
        .unwrap();
    app.secret = Some(secret.clone());
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    let key = DecodingKey::from_secret(secret.as_bytes());
    assert!(checked(&app, &tokens.id, (Algorithm::Hs256, key)).is_some());
}

/// A server whose operator turned an algorithm off, or that has not made its key yet.
#[tokio::test]
async fn an_algorithm_without_a_key_is_our_trouble_and_spends_nothing() {
    let (server, ada, app, mut browser) = signed_in().await;
    let code = browser.code(&app).await;
    server
        .tamper(r#"UPDATE clients SET metadata = '{"id_token_signed_response_alg":"ES256"}'"#)
        .await;
    let answer = app.redeem(&code, VERIFIER).await;
    let answer = answer.expect_error(503, "temporarily_unavailable");
    assert!(!answer.body.contains("id_token"), "{}", answer.dump());
    server.tamper("UPDATE clients SET metadata = '{}'").await;
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(tokens.id_claims()["sub"], ada.user.id.as_str());
}

/// Asks the mint for what an authorization response of this type holds.
async fn front(
    node: &Node,
    (app, person): (&RelyingParty, &Person),
    access_token: &str,
    response_type: ResponseType,
) -> FrontChannelTokens {
    let registered = node.app.catalog.client(&app.id).await.unwrap();
    let token = claims(access_token);
    let grant_id = issue::grant_of(token["jti"].as_str().unwrap()).unwrap();
    let grant = grant::find(&mut node.app.db.read(), grant_id)
        .await
        .unwrap();
    let from = FrontChannel {
        client: registered.unwrap(),
        user: person.user.clone(),
        grant: grant.unwrap(),
        resources: Vec::new(),
        nonce: Some("nonce-2".to_owned()),
        state: Some("state-2"),
        code: response_type.has_code().then_some("code-2"),
        response_type,
    };
    issue::front_channel(&node.app, from).await.unwrap()
}

#[tokio::test]
async fn the_front_channel_vouches_for_all_that_it_gives() {
    let server = TestServer::with(every_key).await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for algorithm in [
        Algorithm::Rs256,
        Algorithm::Es384,
        Algorithm::EdDsa,
        Algorithm::Hs256,
    ] {
        let app = signed_with(&server, algorithm).await;
        let first = browser.tokens(&app).await.access;
        for response_type in ResponseType::ALL {
            let tokens = front(&server, (&app, &ada), &first, response_type).await;
            let given = (tokens.access_token.is_some(), tokens.id_token.is_some());
            assert_eq!(
                given,
                (response_type.has_token(), response_type.has_id_token())
            );
            assert_eq!(tokens.expires_in, response_type.has_token().then_some(600));
            if let Some(access_token) = &tokens.access_token {
                let answer = app.userinfo(access_token).await.expect(200);
                assert_eq!(answer.json()["email"], "ada@example.org");
            }
            let Some(id_token) = &tokens.id_token else {
                continue;
            };
            let said = claims(id_token);
            let hash = |value: Option<&str>| {
                value.map_or(Value::Null, |value| half(algorithm, value).into())
            };
            assert_eq!(said["at_hash"], hash(tokens.access_token.as_deref()));
            assert_eq!(
                said["c_hash"],
                hash(response_type.has_code().then_some("code-2"))
            );
            assert_eq!(said["s_hash"], hash(Some("state-2")));
            assert_eq!(said["nonce"], "nonce-2");
            // OIDC Core section 5.4: what scopes ask for, where nothing else will say it.
            let alone = response_type == ResponseType::IdToken;
            assert_eq!(said.get("email").is_some(), alone, "{response_type}");
            assert_eq!(said.get("name").is_some(), alone, "{response_type}");
        }
    }
}

/// OIDC Core section 5.5.
#[tokio::test]
async fn claims_that_were_asked_for_singly_are_said() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server
        .client(|new| new.scopes = vec!["openid".to_owned(), "email".to_owned()])
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let code = browser
        .authorize(&app, |params| params.set("scope", "openid"))
        .await
        .code();
    server
        .tamper(
            r#"UPDATE authorization_codes SET claims = '{"id_token":{"email":{"essential":true},"given_name":null,"sub":null,"shoe_size":null},"userinfo":{"email_verified":null,"name":null}}'"#,
        )
        .await;
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    let refreshed = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    for tokens in [&tokens, &refreshed] {
        let said = tokens.id_claims();
        assert_eq!(said["email"], "ada@example.org");
        // The client is not registered for the scope of that, and nobody asked for the others here.
        for unsaid in ["given_name", "email_verified", "name", "shoe_size"] {
            assert!(said.get(unsaid).is_none(), "{unsaid}");
        }
        assert_eq!(
            app.userinfo(&tokens.access).await.expect(200).json(),
            json!({"sub": ada.user.id, "email_verified": true})
        );
    }
}

/// What a grant releases is part of what consent is about, so that it ends with the consent.
#[tokio::test]
async fn a_claim_that_nobody_agreed_to_is_not_released() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser
        .authorize(&app, |params| params.set("scope", "openid email"))
        .await
        .expect(200);
    let first = browser.decide(&page, "allow").await.code();
    let second = browser
        .authorize(&app, |params| params.set("scope", "openid"))
        .await
        .code();
    server
        .tamper(r#"UPDATE authorization_codes SET claims = '{"userinfo":{"email":null}}'"#)
        .await;
    let tokens = Tokens::of(&app.redeem(&first, VERIFIER).await.expect(200));
    let answer = app.userinfo(&tokens.access).await.expect(200);
    assert_eq!(answer.json()["email"], "ada@example.org");

    server
        .tamper(r#"UPDATE authorization_codes SET claims = '{"userinfo":{"phone_number":null}}'"#)
        .await;
    app.redeem(&second, VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    server
        .tamper("DELETE FROM consents WHERE scope = 'email'")
        .await;
    app.userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
}
