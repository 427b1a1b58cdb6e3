//! For whom a token is (RFC 8707), and which roles it carries there.

use crate::support::{Params, TestServer, Tokens, VERIFIER};

const NOTES: &str = "https://notes.example.org";
const FILES: &str = "https://files.example.org";

async fn server() -> TestServer {
    let server = TestServer::start().await;
    server.resource(NOTES, &["notes:read"]).await;
    server.resource(FILES, &["files:read"]).await;
    server
}

fn both() -> Vec<String> {
    vec![NOTES.to_owned(), FILES.to_owned()]
}

#[tokio::test]
async fn a_token_carries_the_roles_of_its_audience_and_no_others() {
    let server = server().await;
    let ada = server.person("ada").await;
    server.role_of(&ada, "staff", "").await;
    server.role_of(&ada, "editor", NOTES).await;
    server.role_of(&ada, "owner", FILES).await;
    let app = server.client(|new| new.resources = both()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for (resources, audience, roles) in [
        (
            vec![NOTES],
            serde_json::json!([NOTES, server.issuer()]),
            serde_json::json!(["editor", "staff"]),
        ),
        (
            vec![FILES],
            serde_json::json!([FILES, server.issuer()]),
            serde_json::json!(["owner", "staff"]),
        ),
        // Neither may take the other's role for its own.
        (
            vec![NOTES, FILES],
            serde_json::json!([NOTES, FILES, server.issuer()]),
            serde_json::json!(["staff"]),
        ),
        (
            vec![],
            serde_json::json!(server.issuer()),
            serde_json::json!(["staff"]),
        ),
    ] {
        let ask = |params: Params| {
            resources
                .iter()
                .fold(params, |params, uri| params.and("resource", uri))
        };
        let claims = browser.tokens_for(&app, ask).await.access_claims();
        assert_eq!((&claims["aud"], &claims["roles"]), (&audience, &roles));
    }
}

#[tokio::test]
async fn the_default_is_the_only_resource_or_those_of_the_scopes() {
    let server = server().await;
    let ada = server.person("ada").await;
    let single = server
        .client(|new| new.resources = vec![NOTES.to_owned()])
        .await;
    let app = server.client(|new| new.resources = both()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let claims = browser
        .tokens_for(&single, |params| params.set("scope", "profile"))
        .await
        .access_claims();
    assert_eq!(claims["aud"], NOTES);
    let claims = browser
        .tokens_for(&app, |params| params.set("scope", "files:read"))
        .await
        .access_claims();
    assert_eq!(claims["aud"], FILES);
    let claims = browser
        .tokens_for(&app, |params| params.set("scope", "openid files:read"))
        .await
        .access_claims();
    assert_eq!(claims["aud"], serde_json::json!([FILES, server.issuer()]));
}

#[tokio::test]
async fn redemption_and_refresh_narrow_and_never_widen() {
    let server = server().await;
    let ada = server.person("ada").await;
    server.resource("https://third.example.org", &[]).await;
    let resources = || [both(), vec!["https://third.example.org".to_owned()]].concat();
    let app = server.client(|new| new.resources = resources()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let ask = |params: Params| {
        params
            .set("scope", "offline_access")
            .and("resource", NOTES)
            .and("resource", FILES)
    };
    let code = browser.authorize(&app, ask).await.expect(303).code();
    let tokens = Tokens::of(
        &app.token(app.redemption(&code, VERIFIER).and("resource", NOTES))
            .await
            .expect(200),
    );
    assert_eq!(tokens.access_claims()["aud"], NOTES);
    let tokens = app
        .refresh_with(&tokens.refresh, |params| params.and("resource", FILES))
        .await
        .expect(200);
    let tokens = Tokens::of(&tokens);
    assert_eq!(tokens.access_claims()["aud"], FILES);

    let third = |params: Params| params.and("resource", "https://third.example.org");
    app.refresh_with(&tokens.refresh, third)
        .await
        .expect_error(400, "invalid_target");
    let tokens = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    assert_eq!(
        tokens.access_claims()["aud"],
        serde_json::json!([NOTES, FILES])
    );
}

/// A refused redemption leaves nothing behind that could be used.
#[tokio::test]
async fn a_redemption_for_another_resource_makes_no_grant() {
    let server = server().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.resources = both()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let ask = |params: Params| params.and("resource", NOTES);
    browser.tokens_for(&app, ask).await;
    let live = "SELECT COUNT(*) AS value FROM grants WHERE revoked_at IS NULL";
    assert_eq!(server.number(live).await, 1);

    let code = browser.authorize(&app, ask).await.expect(303).code();
    app.token(app.redemption(&code, VERIFIER).and("resource", FILES))
        .await
        .expect_error(400, "invalid_target");
    assert_eq!(
        server.number(live).await,
        1,
        "a grant was made that nobody holds"
    );
}

#[tokio::test]
async fn a_resource_that_is_not_the_clients_is_refused() {
    let server = server().await;
    let ada = server.person("ada").await;
    let app = server
        .client(|new| new.resources = vec![NOTES.to_owned()])
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser
        .authorize(&app, |params| params.and("resource", NOTES))
        .await
        .expect(303)
        .code();
    let answer = browser
        .authorize(&app, |params| params.and("resource", FILES))
        .await;
    answer.expect_redirected_error("invalid_target");
    let answer = browser
        .authorize(&app, |params| params.and("resource", &format!("{NOTES}/")))
        .await;
    answer.expect_redirected_error("invalid_target");
}

/// Tokens for an API that is gone must not become tokens for something else.
#[tokio::test]
async fn a_client_whose_resources_are_deleted_gets_no_tokens() {
    let server = TestServer::start().await;
    server
        .resource("https://gone.example.org", &["gone:read"])
        .await;
    let service = server.service(&["https://gone.example.org"]).await;
    let good = service
        .client_credentials(|params| params)
        .await
        .expect(200);
    assert_eq!(good.json()["scope"], "gone:read");
    countersign::oauth::resource::delete(&server.app, "https://gone.example.org")
        .await
        .unwrap();
    service
        .client_credentials(|params| params)
        .await
        .expect_error(400, "invalid_target");
}

/// The tokens of before and the refresh token lose an API that the operator takes from the client.
#[tokio::test]
async fn an_api_that_was_taken_from_a_client_hears_of_it_no_more() {
    let server = server().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.resources = both()).await;
    let (notes, files) = (server.api(&[NOTES]).await, server.api(&[FILES]).await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let ask = |params: Params| {
        params
            .set("scope", "notes:read files:read")
            .and("resource", NOTES)
            .and("resource", FILES)
    };
    let tokens = browser.tokens_for(&app, ask).await;
    let code = browser.authorize(&app, ask).await.expect(303).code();
    assert!(notes.finds_active(&tokens.access).await && files.finds_active(&tokens.access).await);

    server
        .tamper(r#"UPDATE clients SET resources = '["https://notes.example.org"]'"#)
        .await;
    assert!(notes.finds_active(&tokens.access).await);
    assert!(!files.finds_active(&tokens.access).await);
    assert_eq!(app.introspect(&tokens.access).await["aud"], NOTES);
    app.refresh_with(&tokens.refresh, |params| params.and("resource", FILES))
        .await
        .expect_error(400, "invalid_target");
    let refreshed = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    assert_eq!(refreshed.access_claims()["aud"], NOTES);
    let redeemed = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(redeemed.access_claims()["aud"], NOTES);

    server.tamper("UPDATE clients SET resources = '[]'").await;
    assert!(!notes.finds_active(&tokens.access).await);
    assert!(!app.finds_active(&tokens.access).await);
    app.refresh(&refreshed.refresh)
        .await
        .expect_error(400, "invalid_target");
}
