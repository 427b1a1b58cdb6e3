//! Scopes asked of a person (RFC 6749 section 3.3, OIDC Core sections 3.1.2.1 and 11).

use crate::support::{TestServer, claims, signed_in};

const NOTES: &str = "https://notes.example.org";

#[tokio::test]
async fn unknown_ones_are_ignored_and_anothers_are_refused() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.resource(NOTES, &["notes:read"]).await;
    server
        .resource("https://files.example.org", &["files:read"])
        .await;
    let app = server
        .client(|new| new.resources = vec![NOTES.to_owned()])
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser
        .tokens_for(&app, |params| {
            params.set("scope", "openid notes:read moon:walk")
        })
        .await;
    assert_eq!(tokens.scope, "openid notes:read");
    assert_eq!(claims(&tokens.access)["scope"], "openid notes:read");

    let foreign = browser
        .authorize(&app, |params| params.set("scope", "openid files:read"))
        .await;
    foreign.expect_redirected_error("invalid_scope");
    let modest = server
        .client(|new| new.scopes = vec!["openid".to_owned()])
        .await;
    let beyond = browser
        .authorize(&modest, |params| params.set("scope", "openid email"))
        .await;
    beyond.expect_redirected_error("invalid_scope");
}

#[tokio::test]
async fn floods_and_odd_characters_are_refused() {
    let (_server, _, app, mut browser) = signed_in().await;
    let many = |count: usize| {
        (0..count)
            .map(|n| format!("s{n}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let most = many(49);
    browser
        .authorize(&app, |params| {
            params.set("scope", &format!("openid {most}"))
        })
        .await
        .expect(303)
        .code();

    let flood = many(51);
    for bad in [
        flood.as_str(),
        &"x".repeat(1025),
        "openid \"quoted\"",
        "openid\\x",
        "openid\tprofile",
        "openid é",
    ] {
        browser
            .authorize(&app, |params| params.set("scope", bad))
            .await
            .expect_redirected_error("invalid_scope");
    }
}

#[tokio::test]
async fn offline_access_is_ignored_where_nothing_can_be_refreshed() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let refreshing = server.app_client().await;
    let grants = || vec![countersign::domain::GrantType::AuthorizationCode];
    let plain = server.client(|new| new.grants = grants()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let asked = "openid offline_access";
    let tokens = browser
        .tokens_for(&refreshing, |params| params.set("scope", asked))
        .await;
    assert_eq!(tokens.scope, asked);
    assert!(!tokens.refresh.is_empty());

    let tokens = browser
        .tokens_for(&plain, |params| params.set("scope", asked))
        .await;
    assert_eq!(
        (tokens.scope.as_str(), tokens.refresh.as_str()),
        ("openid", "")
    );
}
