//! Where an answer may go: the exact registered place, or nowhere (RFC 9700 section 2.1).

use crate::support::seed::CALLBACK;
use crate::support::{Params, RelyingParty, TestServer, covers, signed_in};

covers!("/oauth2/authorize");

/// What looks like `https://app.example.org/callback` and is not it.
const VARIANTS: [&str; 26] = [
    "https://app.example.org/Callback",
    "https://APP.example.org/callback",
    "HTTPS://app.example.org/callback",
    "https://app.example.org/callback/",
    "https://app.example.org/callback?x",
    "https://app.example.org/callback?",
    "https://app.example.org/callback#",
    "https://app.example.org/callback#x",
    "https://app.example.org/x/../callback",
    "https://app.example.org/%2e%2e/callback",
    "https://app.example.org/..;/callback",
    "https://app.example.org/callback/..;/x",
    "https://app.example.org/%63allback",
    "https://app.example.org@evil.example/callback",
    "https://evil.example\\@app.example.org/callback",
    "https://app.example.org\\.evil.example/callback",
    "https://app.example.org.evil.example/callback",
    "https://app.example.org\t/callback",
    " https://app.example.org/callback",
    "https://app.example.org/callback\n",
    "https://app.example.org/callback\0",
    "https://app.example.org:443/callback",
    "https://user:password@app.example.org/callback",
    "https://xn--pp-lja.example.org/callback",
    "//app.example.org/callback",
    "javascript:alert(1)//https://app.example.org/callback",
];

const CODES: &str = "SELECT COUNT(*) AS value FROM authorization_codes";

#[tokio::test]
async fn another_redirect_uri_is_an_error_page_and_no_redirect() {
    let (server, _, app, mut browser) = signed_in().await;
    assert!(
        browser
            .authorize(&app, |params| params)
            .await
            .location()
            .starts_with(CALLBACK)
    );
    let codes = server
        .number("SELECT COUNT(*) AS value FROM authorization_codes")
        .await;

    for variant in VARIANTS {
        let answer = browser
            .authorize(&app, |params| params.set("redirect_uri", variant))
            .await;
        let answer = answer.expect_page(400);
        assert!(
            !answer.body.contains(variant),
            "the page repeats {variant:?}"
        );
    }
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM authorization_codes")
            .await,
        codes
    );
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM authorization_requests")
            .await,
        0
    );
}

#[tokio::test]
async fn of_a_native_client_only_the_port_varies() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let native = server
        .client(|new| {
            new.public = true;
            new.redirect_uris = vec!["http://127.0.0.1/cb".to_owned()];
        })
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let asked = "http://127.0.0.1:51004/cb";
    let answer = browser
        .authorize(&native, |params| params.set("redirect_uri", asked))
        .await
        .expect(303);
    assert!(
        answer
            .location()
            .starts_with("http://127.0.0.1:51004/cb?code="),
        "{}",
        answer.location()
    );

    for other in [
        "http://127.0.0.1:9@evil.example/cb",
        "http://127.0.0.1:51004/other",
        "http://127.0.0.1:51004/cb?x=1",
        "http://127.0.0.1:51004/cb/",
        "http://127.0.0.1.evil.example/cb",
        "http://localhost:51004/cb",
        "http://[::1]:51004/cb",
        "https://127.0.0.1:51004/cb",
        "http://127.0.0.2:51004/cb",
        "http://127.0.0.1:/cb",
        "http://127.0.0.1:65536/cb",
    ] {
        browser
            .authorize(&native, |params| params.set("redirect_uri", other))
            .await
            .expect_page(400);
    }
}

#[tokio::test]
async fn a_native_client_redeems_with_the_port_it_asked_with() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let uris = || vec!["http://127.0.0.1/cb".to_owned()];
    let native = server
        .client(|new| (new.public, new.redirect_uris) = (true, uris()))
        .await;
    let native = RelyingParty {
        redirect_uri: "http://127.0.0.1:51004/cb".to_owned(),
        ..native
    };
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    assert!(!browser.tokens(&native).await.access.is_empty());

    let code = browser.code(&native).await;
    let elsewhere = RelyingParty {
        redirect_uri: "http://127.0.0.1:51005/cb".to_owned(),
        ..native
    };
    elsewhere
        .redeem(&code, crate::support::VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
}

#[tokio::test]
async fn it_may_be_left_out_only_where_one_is_registered() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let one = server.app_client().await;
    let uris = || {
        vec![
            CALLBACK.to_owned(),
            "https://app.example.org/other".to_owned(),
        ]
    };
    let several = server.client(|new| new.redirect_uris = uris()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let left_out = |params: Params| params.without("redirect_uri").set("scope", "profile");
    let code = browser.authorize(&one, left_out).await.expect(303).code();
    // What the request left out may be left out at the token endpoint too.
    let params = one
        .redemption(&code, crate::support::VERIFIER)
        .without("redirect_uri");
    one.token(params).await.expect(200);

    browser.authorize(&several, left_out).await.expect_page(400);
}

/// OIDC Core section 3.1.2.1: who asks who it is says where to, be there only one place.
#[tokio::test]
async fn with_openid_it_may_not_be_left_out() {
    let (server, _, app, mut browser) = signed_in().await;
    let less = |params: Params| params.without("redirect_uri").set("scope", "profile");
    browser.authorize(&app, less).await.expect(303).code();
    let before = server.number(CODES).await;
    for scope in ["openid", "profile openid"] {
        let more = |params: Params| params.without("redirect_uri").set("scope", scope);
        let page = browser.authorize(&app, more).await;
        page.expect_page(400);
    }
    assert_eq!(server.number(CODES).await, before);
}

#[tokio::test]
async fn an_unknown_or_disabled_client_is_an_error_page() {
    let (server, _, app, mut browser) = signed_in().await;
    browser.authorize(&app, |params| params).await.expect(303);

    browser
        .authorize(&app, |params| params.set("client_id", "nobody"))
        .await
        .expect_page(400);
    browser
        .authorize(&app, |params| params.without("client_id"))
        .await
        .expect_page(400);
    countersign::oauth::registration::disable(&server.app, &app.id)
        .await
        .unwrap();
    browser
        .authorize(&app, |params| params)
        .await
        .expect_page(400);
}

/// A row that an older version or a mistake left behind is checked again when it is used.
#[tokio::test]
async fn a_stored_uri_that_could_not_be_registered_is_not_used() {
    let (server, _, app, mut browser) = signed_in().await;
    browser.authorize(&app, |params| params).await.expect(303);

    server
        .tamper(r#"UPDATE clients SET redirect_uris = '["javascript:alert(1)"]'"#)
        .await;
    let answer = browser
        .authorize(&app, |params| {
            params.set("redirect_uri", "javascript:alert(1)")
        })
        .await;
    assert!(
        answer.headers.get("location").is_none(),
        "{}",
        answer.dump()
    );
    assert_ne!(answer.status, 200);
}
