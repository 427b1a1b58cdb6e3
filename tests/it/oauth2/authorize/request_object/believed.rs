//! What an object says counts, in every protection that is listed, and what it does not say is left to what stands beside it.

use super::*;

#[tokio::test]
async fn what_the_object_says_supersedes_what_stands_beside_it() {
    let mut signing = signing(|_| {}).await;
    let object = signing.object(|claims| {
        claims["state"] = json!("inner");
        claims["max_age"] = json!(600);
        claims["claims"] = json!({ "id_token": { "name": { "essential": true } } });
        claims["a_member_of_tomorrow"] = json!(["x"]);
    });
    let outer = |params: Params| params.set("state", "outer").set("login_hint", "ada");
    let answer = signing.send_with(&object, outer).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("inner"));
    let tokens = signing.app.redeem(&answer.code(), VERIFIER).await;
    let tokens = Tokens::of(&tokens.expect(200));
    assert_eq!(tokens.scope, "openid profile email");
    assert_eq!(tokens.id_claims()["nonce"], "nonce-1");
    assert_eq!(tokens.id_claims()["name"], "Ada Lovelace");

    // What only stands beside it counts too, unless everything has to be signed.
    let object = signing.object(|claims| claims["state"] = Value::Null);
    let answer = signing.send_with(&object, outer).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("outer"));
}

#[tokio::test]
async fn every_algorithm_that_is_listed_works() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let metadata = server
        .nobody()
        .get("/.well-known/openid-configuration")
        .await;
    let metadata = metadata.expect(200).json();
    let listed = &metadata["request_object_signing_alg_values_supported"];
    assert_eq!(listed, &json!(RequestObjectAlg::names()));
    let asymmetric = |name: &ClientAlgorithm| !name.algorithm().is_symmetric();
    for algorithm in ClientAlgorithm::ALL.into_iter().filter(asymmetric) {
        let key = Signer::new(algorithm.as_str(), "one");
        for registered in [None, Some(RequestObjectAlg::Signed(algorithm))] {
            let change = |new: &mut NewClient| new.metadata.request_object_signing_alg = registered;
            let app = client(&server, &key, change).await;
            let object = key.sign(&json!({ "state": algorithm }));
            let ask = |params: Params| params.set("request", &object);
            let answer = browser.authorize(&app, ask).await.expect(303);
            assert!(!answer.code().is_empty());
            assert_eq!(answer.query("state").as_deref(), Some(algorithm.as_str()));
        }
    }
    let hs256 = Some(RequestObjectAlg::Signed(ClientAlgorithm::Hs256));
    let app = server
        .client(|new| new.metadata.request_object_signing_alg = hs256)
        .await;
    let secret = app.secret.clone().unwrap();
    let object = Signer::shared(secret.as_bytes()).sign(&json!({ "state": "shared" }));
    let ask = |params: Params| params.set("request", &object);
    let answer = browser.authorize(&app, ask).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("shared"));
    let object = Signer::shared(&[7; 32]).sign(&json!({ "state": "guessed" }));
    let ask = |params: Params| params.set("request", &object);
    let answer = browser.authorize(&app, ask).await;
    answer.expect_redirected_error("invalid_request_object");
}

#[tokio::test]
async fn a_client_that_has_to_sign_is_believed_nothing_else() {
    let mut signing = signing(|metadata| metadata.require_signed_request_object = true).await;
    let object = signing.object(|claims| claims["state"] = Value::Null);
    let outer = |params: Params| params.set("state", "outer").set("prompt", "none");
    let answer = signing.send_with(&object, outer).await.expect(303);
    assert!(!answer.code().is_empty());
    assert_eq!(answer.query("state"), None);

    let before = signing.codes().await;
    let plain = signing
        .browser
        .authorize(&signing.app, |params| params)
        .await;
    plain.expect_redirected_error("invalid_request");
    assert_eq!(signing.codes().await, before);
}

/// Where the answer goes may be said in the object alone. What proves nothing never sends anyone anywhere.
#[tokio::test]
async fn only_what_is_proven_says_where_the_answer_goes() {
    let two = || {
        vec![
            "https://app.example.org/one".to_owned(),
            "https://app.example.org/two".to_owned(),
        ]
    };
    let mut signing = signing(|_| {}).await;
    let key = Signer::new("ES256", "one");
    signing.app = client(&signing.server, &key, |new| new.redirect_uris = two()).await;
    signing.key = key;
    let inner =
        signing.object(|claims| claims["redirect_uri"] = json!("https://app.example.org/two"));
    let evil = |params: Params| params.set("redirect_uri", "https://evil.example/");
    let alone = |params: Params| params.without("redirect_uri");
    for answer in [
        signing.send_with(&inner, alone).await,
        signing.send_with(&inner, evil).await,
    ] {
        let location = answer.expect(303).location().to_owned();
        assert!(
            location.starts_with("https://app.example.org/two?code="),
            "{location}"
        );
    }
    // An object that is signed and has expired still says where its client is.
    let late = signing.object(|claims| {
        claims["redirect_uri"] = json!("https://app.example.org/two");
        claims["exp"] = json!(1);
    });
    let answer = signing.send_with(&late, evil).await;
    let answer = answer.expect_redirected_error("invalid_request_object");
    assert!(
        answer
            .location()
            .starts_with("https://app.example.org/two?")
    );

    let before = signing.codes().await;
    let forged = Signer::new("ES256", "one").sign(&signing.claims());
    signing.send_with(&forged, alone).await.expect_page(400);
    signing.send_with(&forged, evil).await.expect_page(400);
    let elsewhere =
        signing.object(|claims| claims["redirect_uri"] = json!("https://evil.example/"));
    signing.send_with(&elsewhere, alone).await.expect_page(400);
    // Be there only one place: neither the object nor what stands beside it names it.
    signing.app = client(&signing.server, &signing.key, |_| {}).await;
    let named = signing.object(|_| {});
    let unnamed =
        signing.object(|claims| drop(claims.as_object_mut().unwrap().remove("redirect_uri")));
    signing.send_with(&unnamed, alone).await.expect_page(400);
    assert_eq!(signing.codes().await, before);
    let answer = signing.send_with(&named, alone).await;
    assert!(!answer.expect(303).code().is_empty());
}

/// What the object amounted to is kept: its end does not matter once it was taken in.
#[tokio::test]
async fn an_object_may_end_while_the_person_signs_in() {
    let mut signing = signing(|_| {}).await;
    signing.browser = signing.server.browser();
    let exp = signing.server.app.now().seconds() + 60;
    let object = signing.object(|claims| claims["exp"] = json!(exp));
    let page = signing.send(&object).await.expect(200);
    signing.server.clock.advance(minutes(5));
    let ada = signing.ada.clone();
    let answer = signing.browser.sign_in_at(&page, &ada).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("state-1"));
    signing
        .app
        .redeem(&answer.code(), VERIFIER)
        .await
        .expect(200);

    signing.server.clock.advance(hours(1) + seconds(1));
    let answer = signing.send(&object).await;
    answer.expect_redirected_error("invalid_request_object");
}

#[tokio::test]
async fn an_object_may_be_encrypted_to_a_key_of_ours() {
    let es256 = RequestObjectAlg::Signed(ClientAlgorithm::Es256);
    let signing = signing(|metadata| metadata.request_object_signing_alg = Some(es256));
    let mut signing = signing.await;
    let set = signing
        .server
        .nobody()
        .get("/oauth2/jwks")
        .await
        .expect(200);
    let keys = ClientKeys::parse(&set.body).unwrap();
    let nobody = signing.server.nobody();
    let metadata = nobody.get("/.well-known/openid-configuration").await;
    let listed = metadata.expect(200).json();
    let kinds = &listed["request_object_encryption_alg_values_supported"];
    assert_eq!(kinds, &json!(KeyManagement::names()));
    let contents = &listed["request_object_encryption_enc_values_supported"];
    assert_eq!(contents, &json!(ContentEncryption::names()));
    for algorithm in KeyManagement::ALL {
        for content in ContentEncryption::ALL {
            let object = signing.object(|claims| claims["state"] = json!(content));
            let key = keys.for_encryption(algorithm, None).unwrap();
            let random = &*signing.server.app.random;
            let sealed = jwe::encrypt(object.as_bytes(), key, content, Some("JWT"), random);
            let sealed = sealed.unwrap();
            let answer = signing.send(&sealed).await.expect(303);
            assert_eq!(answer.query("state").as_deref(), Some(content.as_str()));

            let mut broken = sealed.clone();
            let last = broken.pop().unwrap();
            broken.push(if last == 'A' { 'Q' } else { 'A' });
            let answer = signing.send(&broken).await;
            answer.expect_redirected_error("invalid_request_object");
            // Encrypted is not signed.
            let claims = unsigned(&signing.claims());
            let random = &*signing.server.app.random;
            let sealed = jwe::encrypt(claims.as_bytes(), key, content, Some("JWT"), random);
            let answer = signing.send(&sealed.unwrap()).await;
            answer.expect_redirected_error("request_not_supported");
        }
    }
}
