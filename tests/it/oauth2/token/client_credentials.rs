//! A client that acts for itself (RFC 6749 section 4.4).

use countersign::identity::role::{self, Holder};

use crate::support::{TestServer, claims, header};

const NOTES: &str = "https://notes.example.org";
const FILES: &str = "https://files.example.org";

#[tokio::test]
async fn the_token_is_the_clients_own_for_its_resource() {
    let server = TestServer::start().await;
    server.resource(NOTES, &["notes:read", "notes:write"]).await;
    let service = server.service(&[NOTES]).await;
    let editor = role::create(&server.app, "editor", NOTES, "")
        .await
        .unwrap();
    role::grant(&server.app, &editor, Holder::Client(service.id.clone()))
        .await
        .unwrap();
    let answer = service
        .client_credentials(|params| params)
        .await
        .expect(200)
        .json();
    let token = answer["access_token"].as_str().unwrap();
    let claims = claims(token);
    assert_eq!(header(token)["typ"], "at+jwt");
    assert_eq!(claims["sub"], service.id.as_str());
    assert_eq!(claims["client_id"], service.id.as_str());
    assert_eq!(claims["aud"], NOTES);
    assert_eq!(claims["scope"], "notes:read notes:write");
    assert_eq!(claims["roles"], serde_json::json!(["editor"]));
    assert!(claims.get("sid").is_none() && claims.get("auth_time").is_none());
    assert!(answer.get("refresh_token").is_none() && answer.get("id_token").is_none());
    let verified = server.verify(token, NOTES).await.unwrap();
    assert!(verified.has_role("editor"));
    assert!(server.verify(token, FILES).await.is_err());
}

#[tokio::test]
async fn scopes_are_those_of_the_resources_asked_for() {
    let server = TestServer::start().await;
    server.resource(NOTES, &["notes:read", "notes:write"]).await;
    server.resource(FILES, &["files:read"]).await;
    let service = server.service(&[NOTES, FILES]).await;
    let narrow = service
        .client_credentials(|params| params.and("scope", "notes:read"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (
            &narrow["scope"],
            &claims(narrow["access_token"].as_str().unwrap())["aud"]
        ),
        (&"notes:read".into(), &NOTES.into())
    );

    for (scope, resource) in [
        ("openid", NOTES),
        ("notes:admin", NOTES),
        ("files:read", NOTES),
        ("notes:read", FILES),
    ] {
        let answer = service
            .client_credentials(|params| params.and("scope", scope).and("resource", resource))
            .await;
        answer.expect_error(400, "invalid_scope");
    }
    let foreign = server.service(&[NOTES]).await;
    foreign
        .client_credentials(|params| params.and("resource", FILES))
        .await
        .expect_error(400, "invalid_target");
    foreign
        .client_credentials(|params| params.and("resource", "https://nowhere.example.org"))
        .await
        .expect_error(400, "invalid_target");
}

/// RFC 9700 section 4.15: a client's `sub` is never a person's.
#[tokio::test]
async fn a_client_cannot_take_a_persons_identifier() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.resource(NOTES, &[]).await;
    let service = |id: &str| {
        let grants = vec![countersign::domain::GrantType::ClientCredentials];
        let (id, name, resources) = (
            Some(id.to_owned()),
            "Service".to_owned(),
            vec![NOTES.to_owned()],
        );
        countersign::oauth::registration::NewClient {
            id,
            name,
            grants,
            resources,
            ..Default::default()
        }
    };
    let create = countersign::oauth::registration::create;
    assert!(
        create(&server.app, service("ada-the-service"))
            .await
            .is_ok()
    );
    assert!(create(&server.app, service(&ada.user.id)).await.is_err());
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM clients").await,
        1
    );
}

/// A client's token is nobody's at UserInfo.
#[tokio::test]
async fn the_token_opens_no_userinfo() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.resource(NOTES, &[]).await;
    let (app, service) = (server.app_client().await, server.service(&[NOTES]).await);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    app.userinfo(&browser.tokens(&app).await.access)
        .await
        .expect(200);
    let token = service
        .client_credentials(|params| params)
        .await
        .expect(200)
        .json();
    let answer = service
        .userinfo(token["access_token"].as_str().unwrap())
        .await;
    assert!(
        matches!(answer.status.as_u16(), 401 | 403),
        "{}",
        answer.dump()
    );
    assert!(!answer.body.contains("sub"), "{}", answer.dump());
}
