//! Signing out on an application's word, where it proves whose session it means (OIDC RP-Initiated Logout sections 2 and 3).

use countersign::domain::{ContentEncryption, KeyManagement};
use countersign::jose::{ClientKeys, jwe};

use crate::support::sign_out::AFTERWARDS;
use crate::support::{Params, TestServer, covers, every_key, minutes};

covers!("/oauth2/logout");

fn asked(hint: &str) -> Params {
    Params::of(&[
        ("id_token_hint", hint),
        ("post_logout_redirect_uri", AFTERWARDS),
        ("state", "s 1&x"),
    ])
}

fn url(params: &Params) -> String {
    format!("/oauth2/logout?{}", params.encode())
}

#[tokio::test]
async fn the_persons_own_id_token_signs_out_without_a_question() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.returned_to().await;
    let (mut browser, mut phone) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    phone.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let answer = browser.get(&url(&asked(&tokens.id))).await.expect(303);
    assert_eq!(answer.location(), format!("{AFTERWARDS}?state=s+1%26x"));
    assert_eq!(browser.session_cookie(), "");
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    assert!(phone.is_signed_in().await, "other browsers stay");

    // Once more, with nobody signed in: straight on.
    let answer = browser.get(&url(&asked(&tokens.id))).await.expect(303);
    assert_eq!(answer.location(), format!("{AFTERWARDS}?state=s+1%26x"));
    let alone = Params::of(&[("id_token_hint", &tokens.id)]);
    browser.get(&url(&alone)).await.expect_page(200);
}

/// The application may encrypt it to a key of ours (OIDC Core section 3.1.2.1).
#[tokio::test]
async fn an_id_token_that_is_encrypted_to_us_is_as_good() {
    let server = TestServer::with(every_key).await;
    let ada = server.person("ada").await;
    let app = server.returned_to().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let set = server.nobody().get("/oauth2/jwks").await.expect(200).body;
    let keys = ClientKeys::parse(&set).unwrap();
    let key = keys.for_encryption(KeyManagement::EcdhEs, None).unwrap();
    let (plain, enc) = (tokens.id.as_bytes(), ContentEncryption::A256Gcm);
    let sealed = jwe::encrypt(plain, key, enc, Some("JWT"), &*server.app.random).unwrap();
    // Whoever can encrypt proves nothing by it.
    let (forged, _) = tokens.id.rsplit_once('.').unwrap();
    let forged = jwe::encrypt(
        forged.as_bytes(),
        key,
        enc,
        Some("JWT"),
        &*server.app.random,
    );
    let page = browser
        .get(&url(&Params::of(&[("id_token_hint", &forged.unwrap())])))
        .await;
    assert!(page.expect(200).has_form("/logout") && browser.is_signed_in().await);
    let answer = browser.get(&url(&asked(&sealed))).await.expect(303);
    assert!(answer.location().starts_with(AFTERWARDS));
    assert!(!browser.is_signed_in().await);
}

/// By a form of the application's own page: it comes without our cookies, and so does its answer lead to us first.
#[tokio::test]
async fn a_form_of_the_application_signs_out_too() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.returned_to().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let body = asked(&tokens.id).encode();
    let answer = server.nobody().post("/oauth2/logout", &body).await;
    assert!(browser.is_signed_in().await, "a form alone ends nothing");
    let answer = browser.follow(answer).await.expect(303);
    assert!(answer.location().starts_with(AFTERWARDS));
    assert!(!browser.is_signed_in().await);

    // Another is refused on a page: a person looks at it.
    for bad in ["a\r\nset-cookie: x=y", &"x".repeat(8_001)] {
        let answer = server.nobody().post("/oauth2/logout", bad).await;
        answer.expect_page(400);
    }
}

#[tokio::test]
async fn an_expired_id_token_is_as_good() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.returned_to().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    for _ in 0..5 {
        server.clock.advance(minutes(20));
        assert!(browser.is_signed_in().await);
    }
    let now = server.app.now().seconds();
    assert!(tokens.id_claims()["exp"].as_i64().unwrap() < now);
    browser.get(&url(&asked(&tokens.id))).await.expect(303);
    assert!(!browser.is_signed_in().await);
}

/// The address that is registered, and not one that only looks like it, for the client that the request is proven to be of.
#[tokio::test]
async fn only_a_registered_place_is_gone_to() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.returned_to().await;
    let other = server
        .client(|new| {
            new.metadata.post_logout_redirect_uris = vec![
                "https://other.example.org/bye".to_owned(),
                "https://script.example.org/bye".to_owned(),
            ];
        })
        .await;
    // As no door registers it.
    server
        .tamper("UPDATE clients SET metadata = REPLACE(metadata, 'https://script.example.org/bye', 'javascript:alert(1)')")
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let others = browser.tokens(&other).await;
    for bad in [
        "https://app.example.org/bye/",
        "https://app.example.org/bye?x=1",
        "https://app.example.org/bye#x",
        "https://app.example.org/BYE",
        "https://app.example.org.evil.example/bye",
        "https://app.example.org/callback",
        "https://other.example.org/bye",
        "//app.example.org/bye",
        "/\\evil.example",
        "javascript:alert(1)",
    ] {
        let params = asked(&tokens.id).set("post_logout_redirect_uri", bad);
        browser.get(&url(&params)).await.expect_page(400);
    }
    let script = asked(&others.id).set("post_logout_redirect_uri", "javascript:alert(1)");
    browser.get(&url(&script)).await.expect_page(400);
    // The hint names one client, the parameter another; or no client at all.
    for (hint, client_id) in [(&tokens.id, &other.id), (&tokens.id, &"nobody".to_owned())] {
        let params = asked(hint).set("client_id", client_id);
        browser.get(&url(&params)).await.expect_page(400);
    }
    let twice = format!("{}&state=2", url(&asked(&tokens.id)));
    browser.get(&twice).await.expect_page(400);
    assert!(browser.is_signed_in().await, "a refusal ends nothing");

    let good = asked(&tokens.id).set("client_id", &app.id);
    browser.get(&url(&good)).await.expect(303);
    assert!(!browser.is_signed_in().await);
}
