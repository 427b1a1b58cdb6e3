//! `/oauth2/jwks` and the life of signing keys.

use countersign::jose::{Algorithm, SigningKey};
use countersign::oauth::signing_keys::{self, Rotate};

use crate::support::{Params, TestServer, covers, days, header, hours, minutes, signed_in};

covers!("/oauth2/jwks");

async fn published(server: &TestServer) -> Vec<String> {
    let keys = server.nobody().get("/oauth2/jwks").await.expect(200).json();
    let kid = |key: &serde_json::Value| key["kid"].as_str().unwrap().to_owned();
    keys["keys"].as_array().unwrap().iter().map(kid).collect()
}

#[tokio::test]
async fn only_public_parts_are_published() {
    let server = TestServer::start().await;
    let answer = server.nobody().get("/oauth2/jwks").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/jwk-set+json");
    assert!(answer.header("cache-control").contains("max-age"));
    let keys = answer.json();
    let key = keys["keys"][0].as_object().unwrap();
    let members: Vec<&str> = key.keys().map(String::as_str).collect();
    assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"]);
    // RFC 7638 section 3.
    let canonical = format!(r#"{{"e":{},"kty":"RSA","n":{}}}"#, key["e"], key["n"]);
    let thumbprint = countersign::jose::digest::sha256(canonical.as_bytes());
    assert_eq!(key["kid"], countersign::base::id::base64url(&thumbprint));

    server.nobody().post("/oauth2/jwks", "").await.expect(405);
    server.nobody().get("/oauth2/jwks/").await.expect(404);
}

/// Published before it signs for longer than verifiers cache, kept for as long as what it signed can live.
#[tokio::test]
async fn a_key_is_published_before_it_signs_and_after() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let old = published(&server).await.remove(0);
    server.clock.advance(days(90) - hours(1));
    signing_keys::turn(&server.app).await.unwrap();
    let both = published(&server).await;
    assert_eq!(both.len(), 2);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let last = browser.tokens(&app).await;
    assert_eq!(
        header(&last.access)["kid"],
        old.as_str(),
        "the new key is not ready"
    );

    server.clock.advance(hours(1));
    browser.sign_in(&ada).await;
    let first = browser.tokens(&app).await;
    assert_eq!(header(&first.access)["kid"], both[1].as_str());
    assert_eq!(published(&server).await, both);
    assert!(server.verify(&first.access, server.issuer()).await.is_ok());

    server.clock.advance(minutes(12));
    signing_keys::turn(&server.app).await.unwrap();
    assert_eq!(published(&server).await, both[1..]);
    assert!(server.verify(&last.access, server.issuer()).await.is_err());

    // An ID token that it signed still says whom it was about, for as long as somebody may be signed in.
    let stored = "SELECT COUNT(*) AS value FROM signing_keys";
    assert_eq!(server.number(stored).await, 2);
    let hinted = |params: Params| params.set("id_token_hint", &last.id).set("prompt", "none");
    let answer = browser.authorize(&app, hinted).await;
    assert!(
        answer.header("location").contains("code="),
        "{}",
        answer.dump()
    );
    server.clock.advance(hours(12));
    signing_keys::turn(&server.app).await.unwrap();
    assert_eq!(server.number(stored).await, 1);
}

#[tokio::test]
async fn what_a_leaked_key_signed_dies_at_once() {
    let (server, _, app, mut browser) = signed_in().await;
    let before = browser.tokens(&app).await;
    app.userinfo(&before.access).await.expect(200);

    let kid = signing_keys::rotate(&server.app, Rotate::Leaked, None)
        .await
        .unwrap();
    assert_eq!(published(&server).await, kid);
    app.userinfo(&before.access)
        .await
        .expect_error(401, "invalid_token");
    assert!(
        server
            .verify(&before.access, server.issuer())
            .await
            .is_err()
    );
    let after = browser.tokens(&app).await;
    assert_eq!(header(&after.access)["kid"], kid[0]);
    app.userinfo(&after.access).await.expect(200);
}

#[tokio::test]
async fn the_private_part_is_sealed_at_rest() {
    let server = TestServer::start().await;
    let stored = countersign::store::signing_key::list(&mut server.app.db.read())
        .await
        .unwrap();
    let pkcs8 = SigningKey::from_pkcs8(Algorithm::Rs256, &stored[0].sealed);
    assert!(pkcs8.is_err());
    // Opened for another purpose than its own, it stays shut.
    let purpose = format!("signing key {}", stored[0].kid);
    assert!(
        server
            .app
            .master_key
            .open(&purpose, &stored[0].sealed)
            .is_some()
    );
    assert!(
        server
            .app
            .master_key
            .open("signing key other", &stored[0].sealed)
            .is_none()
    );
}
