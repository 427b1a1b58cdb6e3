//! `id_token_hint` and `login_hint` (OIDC Core section 3.1.2.1): whom the application expects.

use countersign::domain::{Algorithm, ContentEncryption, KeyManagement, SubjectType};
use countersign::jose::{ClientKeys, DecryptionKey, jwe};
use serde_json::json;

use crate::support::{Params, Signer, TestServer, every_key, hours, minutes, seconds};

fn hinted(token: &str) -> impl Fn(Params) -> Params {
    let token = token.to_owned();
    move |params| params.set("id_token_hint", &token)
}

#[tokio::test]
async fn only_the_person_of_the_hint_is_answered_for() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let of_ada = browser.tokens(&app).await.id;
    let mut other = server.browser();
    other.sign_in(&bob).await;
    let of_bob = other.tokens(&app).await.id;
    server.clock.advance(seconds(1));
    browser
        .authorize(&app, hinted(&of_ada))
        .await
        .expect(303)
        .code();
    let silent = |params: Params| hinted(&of_bob)(params).set("prompt", "none");
    browser
        .authorize(&app, silent)
        .await
        .expect_redirected_error("login_required");

    // Whoever signs in now is not the person expected either.
    let page = browser.authorize(&app, hinted(&of_bob)).await.expect(200);
    browser
        .sign_in_at(&page, &ada)
        .await
        .expect_redirected_error("login_required");
}

#[tokio::test]
async fn an_expired_hint_still_names_its_person_and_a_forged_one_does_not() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let (app, other) = (server.app_client().await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    server.clock.advance(hours(2));
    browser.sign_in(&ada).await;
    server.clock.advance(minutes(1));
    browser
        .authorize(&app, hinted(&tokens.id))
        .await
        .expect(303)
        .code();

    let (signed, _) = tokens.id.rsplit_once('.').unwrap();
    let unsigned = tokens
        .id
        .split('.')
        .nth(1)
        .map(|claims| format!("eyJhbGciOiJub25lIn0.{claims}."));
    for forged in [
        &format!("{signed}.AAAA"),
        signed,
        &unsigned.unwrap(),
        &tokens.access,
        "x",
    ] {
        browser
            .authorize(&app, hinted(forged))
            .await
            .expect_redirected_error("invalid_request");
    }
    // An ID token that another client was issued is no hint for this one.
    browser
        .authorize(&other, hinted(&tokens.id))
        .await
        .expect_redirected_error("invalid_request");
}

#[tokio::test]
async fn a_login_hint_fills_in_the_name_and_decides_nothing() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser
        .authorize(&app, |params| params.set("login_hint", "somebody else"))
        .await
        .expect(200);
    assert_eq!(page.form("/login").value("identifier"), "somebody else");
    browser.sign_in_at(&page, &ada).await.expect(303).code();
}

/// A client that knows people by names of its own expects them by these names.
#[tokio::test]
async fn a_pairwise_client_expects_whom_it_knows() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server
        .client(|new| new.metadata.subject_type = Some(SubjectType::Pairwise))
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let subject = tokens.id_claims()["sub"].clone();
    assert_ne!(subject, ada.user.id);
    let of = |subject: &serde_json::Value| {
        let text = json!({ "id_token": { "sub": { "value": subject } } }).to_string();
        move |params: Params| params.set("claims", &text).set("prompt", "none")
    };
    let silent = |params: Params| hinted(&tokens.id)(params).set("prompt", "none");
    browser.authorize(&app, silent).await.expect(303).code();
    let answer = browser.authorize(&app, of(&subject)).await;
    assert!(!answer.expect(303).code().is_empty());
    let answer = browser.authorize(&app, of(&json!(ada.user.id))).await;
    answer.expect_redirected_error("login_required");
}

/// An ID token that is keyed with the client's secret is a hint as good as any, of that client.
#[tokio::test]
async fn a_hint_keyed_with_the_secret_of_its_client_is_one() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let hs256 = Some(Algorithm::Hs256);
    let app = server
        .client(|new| new.metadata.id_token_signed_response_alg = hs256)
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let token = browser.tokens(&app).await.id;
    browser
        .authorize(&app, hinted(&token))
        .await
        .expect(303)
        .code();
    let claims = crate::support::claims(&token);
    let guessed = Signer::shared(&[7; 32]);
    let forged = guessed.sign_with(&json!({ "alg": "HS256", "typ": "JWT" }), &claims);
    browser
        .authorize(&app, hinted(&forged))
        .await
        .expect_redirected_error("invalid_request");
    // A client that did not register it cannot make hints with its secret.
    let usual = server.app_client().await;
    let secret = Signer::shared(usual.secret.clone().unwrap().as_bytes());
    let mut claims = claims;
    claims["aud"] = json!(usual.id);
    let made = secret.sign_with(&json!({ "alg": "HS256", "typ": "JWT" }), &claims);
    browser
        .authorize(&usual, hinted(&made))
        .await
        .expect_redirected_error("invalid_request");
}

/// A client may encrypt the hint to a key of ours. Encrypted or not it has to be an ID token of ours, and this client's.
#[tokio::test]
async fn a_hint_that_is_encrypted_to_a_key_of_ours_is_one() {
    let server = TestServer::with(every_key).await;
    let ada = server.person("ada").await;
    let hs256 = Some(Algorithm::Hs256);
    let keyed = server
        .client(|new| new.metadata.id_token_signed_response_alg = hs256)
        .await;
    let (app, other) = (server.app_client().await, server.app_client().await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let set = server.nobody().get("/oauth2/jwks").await.expect(200).body;
    let ours = ClientKeys::parse(&set).unwrap();
    let sealed = |token: &str, keys: &ClientKeys, algorithm, content| {
        let key = keys.for_encryption(algorithm, None).unwrap();
        jwe::encrypt(
            token.as_bytes(),
            key,
            content,
            Some("JWT"),
            &*server.app.random,
        )
        .unwrap()
    };
    for party in [&app, &keyed] {
        let tokens = browser.tokens(party).await;
        let (forged, _) = tokens.id.rsplit_once('.').unwrap();
        let forged = format!("{forged}.AAAA");
        for algorithm in KeyManagement::ALL {
            for content in ContentEncryption::ALL {
                let hint = sealed(&tokens.id, &ours, algorithm, content);
                let answer = browser.authorize(party, hinted(&hint)).await;
                answer.expect(303).code();
            }
            let content = ContentEncryption::A128Gcm;
            let good = sealed(&tokens.id, &ours, algorithm, content);
            let (theirs, _) = DecryptionKey::generate(algorithm).unwrap();
            let theirs = ClientKeys::from_value(&json!({ "keys": [theirs.jwk()] })).unwrap();
            let mut broken = good.clone();
            let last = broken.pop().unwrap();
            broken.push(if last == 'A' { 'Q' } else { 'A' });
            for bad in [
                sealed(&forged, &ours, algorithm, content),
                sealed(&tokens.access, &ours, algorithm, content),
                sealed(&good, &ours, algorithm, content),
                sealed(&tokens.id, &theirs, algorithm, content),
                broken,
            ] {
                let answer = browser.authorize(party, hinted(&bad)).await;
                answer.expect_redirected_error("invalid_request");
            }
            let answer = browser.authorize(&other, hinted(&good)).await;
            answer.expect_redirected_error("invalid_request");
        }
    }
}

/// A signed answer of UserInfo is made by the same key, of the same type, for the same client: it is no ID token all the same.
#[tokio::test]
async fn a_signed_answer_of_userinfo_is_no_hint() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for algorithm in [Algorithm::Rs256, Algorithm::Hs256] {
        let app = server
            .client(|new| {
                new.metadata.id_token_signed_response_alg = Some(algorithm);
                new.metadata.userinfo_signed_response_alg = Some(algorithm);
            })
            .await;
        let tokens = browser.tokens(&app).await;
        let told = app.userinfo(&tokens.access).await.expect(200).body;
        let answer = browser.authorize(&app, hinted(&tokens.id)).await;
        answer.expect(303).code();
        let answer = browser.authorize(&app, hinted(&told)).await;
        answer.expect_redirected_error("invalid_request");
        // Nor does it sign anyone out.
        let out = format!("/oauth2/logout?id_token_hint={told}");
        let page = browser.get(&out).await.expect_page(200);
        assert!(page.has_form("/logout"), "{}", page.dump());
        assert!(browser.is_signed_in().await);
    }
}
