//! ID tokens (OIDC Core sections 2 and 3.1.3.6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::jose::digest::sha256;

use crate::support::{Tokens, minutes, signed_in};

#[tokio::test]
async fn it_says_who_signed_in_when_and_for_whom() {
    let (server, ada, app, mut browser) = signed_in().await;
    let signed_in = server.app.now().seconds();
    server.clock.advance(minutes(3));
    let tokens = browser.tokens(&app).await;
    let claims = tokens.id_claims();
    assert_eq!(crate::support::header(&tokens.id)["typ"], "JWT");
    assert_eq!(claims["iss"], server.issuer());
    assert_eq!(claims["sub"], ada.user.id.as_str());
    assert_eq!(claims["aud"], app.id.as_str());
    assert_eq!(claims["nonce"], "nonce-1");
    assert_eq!(claims["auth_time"], signed_in);
    assert_eq!(claims["iat"], server.app.now().seconds());
    assert_eq!(claims["exp"], server.app.now().seconds() + 600);
    assert_eq!(claims["amr"], serde_json::json!(["pwd"]));
    assert_eq!(claims["sid"], tokens.access_claims()["sid"]);
    assert!(claims["acr"].is_string());
    let half = &sha256(tokens.access.as_bytes())[..16];
    assert_eq!(claims["at_hash"], URL_SAFE_NO_PAD.encode(half));
}

#[tokio::test]
async fn without_openid_there_is_none() {
    let (_server, _, app, mut browser) = signed_in().await;
    assert!(!browser.tokens(&app).await.id.is_empty());
    let tokens = browser
        .tokens_for(&app, |params| params.set("scope", "profile"))
        .await;
    assert!(tokens.id.is_empty());
    app.userinfo(&tokens.access)
        .await
        .expect_error(403, "insufficient_scope");
}

/// OIDC Core section 12.2: the same person and authentication, and no nonce.
#[tokio::test]
async fn a_refreshed_one_keeps_the_authentication() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    server.clock.advance(minutes(20));
    let refreshed = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    let (first, second) = (tokens.id_claims(), refreshed.id_claims());
    for same in ["iss", "sub", "aud", "auth_time", "acr", "amr", "sid"] {
        assert_eq!(first[same], second[same], "{same}");
    }
    assert!(second.get("nonce").is_none());
    assert_eq!(second["iat"], server.app.now().seconds());
}

/// RFC 8725 section 3.12: neither kind of token passes for the other.
#[tokio::test]
async fn it_is_no_access_token() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    app.userinfo(&tokens.access).await.expect(200);
    app.userinfo(&tokens.id)
        .await
        .expect_error(401, "invalid_token");
    assert!(server.verify(&tokens.access, server.issuer()).await.is_ok());
    assert!(server.verify(&tokens.id, &app.id).await.is_err());
}
