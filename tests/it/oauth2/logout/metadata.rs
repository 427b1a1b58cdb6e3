//! Clients that registered something of their own: pairwise subjects, and their secret as the key of what is signed for them.

use countersign::domain::{Algorithm, ResponseType, SubjectType};

use crate::support::{Params, Site, TestServer, claims, every_key, header};

#[tokio::test]
async fn a_pairwise_client_is_told_of_the_person_that_it_knows() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let site = Site::with("").await;
    let uri = site.url("/back-channel");
    let app = server
        .client(|new| {
            new.metadata.subject_type = Some(SubjectType::Pairwise);
            new.metadata.backchannel_logout_uri = Some(uri);
        })
        .await;
    let (mut browser, mut bobs) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    bobs.sign_in(&bob).await;
    let of_bob = bobs.tokens(&app).await;
    let tokens = browser.tokens(&app).await;
    let sub = tokens.id_claims()["sub"].as_str().unwrap().to_owned();
    assert_ne!(sub, ada.user.id);
    let hinted = |token: &str| format!("/oauth2/logout?id_token_hint={token}");
    let page = browser.get(&hinted(&of_bob.id)).await.expect(200);
    assert!(page.has_form("/logout") && browser.is_signed_in().await);
    browser.get(&hinted(&tokens.id)).await.expect(200);
    assert!(!browser.is_signed_in().await);
    server.tell().await;
    let told = server.logout_token(&site.requests()[0], &app.id).await;
    assert_eq!(told["sub"], sub);
    assert!(!site.requests()[0].contains(&ada.user.id));
}

/// Whoever was given tokens by way of the browser is told as one that redeemed a code; a code that nobody redeemed gave nothing.
#[tokio::test]
async fn every_response_type_counts() {
    for response_type in ResponseType::ALL {
        let server = TestServer::start().await;
        let ada = server.person("ada").await;
        let site = Site::with("").await;
        let uri = site.url("/back-channel");
        let app = server
            .client(|new| {
                new.response_types = ResponseType::ALL.to_vec();
                new.metadata.backchannel_logout_uri = Some(uri);
            })
            .await;
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        let asked = |params: Params| params.set("response_type", response_type.as_str());
        let answer = browser.authorize(&app, asked).await.expect(303);
        assert!(answer.location().contains("session_state="));
        let form = browser.get("/logout").await.form("/logout");
        browser.post(&form).await.expect(200);
        server.tell().await;
        let given = response_type.has_token() || response_type.has_id_token();
        assert_eq!(site.hits(), usize::from(given), "{response_type}");
    }
}

#[tokio::test]
async fn the_algorithm_of_the_clients_id_tokens_is_used() {
    let server = TestServer::with(every_key).await;
    let ada = server.person("ada").await;
    let site = Site::with("").await;
    let uri = site.url("/back-channel");
    let app = server
        .client(|new| {
            new.metadata.id_token_signed_response_alg = Some(Algorithm::Es256);
            new.metadata.backchannel_logout_uri = Some(uri);
        })
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let hint = browser.tokens(&app).await.id;
    assert_eq!(header(&hint)["alg"], "ES256");
    let url = format!("/oauth2/logout?id_token_hint={hint}");
    browser.get(&url).await.expect(200);
    assert!(!browser.is_signed_in().await);
    server.tell().await;
    server.logout_token(&site.requests()[0], &app.id).await;
    let token = site.requests()[0].clone();
    let token = token.split_once("logout_token=").unwrap().1;
    assert_eq!(header(token)["alg"], "ES256");
}

#[tokio::test]
async fn a_client_whose_tokens_are_keyed_with_its_secret_is_told_so_too() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let site = Site::with("").await;
    let uri = site.url("/back-channel");
    let keyed = server
        .client(|new| {
            new.metadata.id_token_signed_response_alg = Some(Algorithm::Hs256);
            new.metadata.backchannel_logout_uri = Some(uri);
        })
        .await;
    let plain = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&keyed).await;
    assert_eq!(header(&tokens.id)["alg"], "HS256");

    // Changed, or for a client that never registered this, it proves nothing.
    let parts: Vec<&str> = tokens.id.split('.').collect();
    let (signed, _) = tokens.id.rsplit_once('.').unwrap();
    let others = {
        use base64::Engine as _;
        let mut claims = claims(&tokens.id);
        claims["aud"] = plain.id.clone().into();
        let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(claims.to_string());
        format!("{}.{claims}.{}", parts[0], parts[2])
    };
    for forged in [format!("{signed}.AAAA"), others] {
        let url = format!("/oauth2/logout?id_token_hint={forged}");
        let page = browser.get(&url).await.expect(200);
        assert!(page.has_form("/logout") && browser.is_signed_in().await);
    }
    let url = format!("/oauth2/logout?id_token_hint={}", tokens.id);
    browser.get(&url).await.expect(200);
    assert!(!browser.is_signed_in().await);
    server.tell().await;
    let request = site.requests().remove(0);
    let token = request.split_once("logout_token=").unwrap().1.to_owned();
    let said = header(&token);
    assert_eq!(
        (&said["alg"], &said["typ"]),
        (&"HS256".into(), &"logout+jwt".into())
    );
    let key = jsonwebtoken::DecodingKey::from_secret(keyed.secret.as_deref().unwrap().as_bytes());
    let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::HS256);
    rules.set_audience(&[&keyed.id]);
    rules.validate_exp = false;
    jsonwebtoken::decode::<serde_json::Value>(&token, &key, &rules).unwrap();
}
