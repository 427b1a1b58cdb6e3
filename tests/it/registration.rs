//! What may be registered at all: clients, their redirect URIs, resources.

use countersign::domain::{ClientMetadata, GrantType};
use countersign::oauth::client_secret::{self, RotateError};
use countersign::oauth::registration::{self, NewClient};
use countersign::oauth::resource;

use crate::support::{RelyingParty, TestServer, hours, seconds};

fn client(redirect_uri: &str) -> NewClient {
    NewClient {
        name: "App".to_owned(),
        redirect_uris: vec![redirect_uri.to_owned()],
        ..NewClient::default()
    }
}

#[tokio::test]
async fn redirect_uris_are_https_loopback_or_private() {
    let server = TestServer::start().await;
    for good in [
        "https://app.example.org/cb",
        "http://127.0.0.1/cb",
        "http://[::1]:8/cb",
        "com.example.app:/cb",
    ] {
        assert!(
            registration::create(&server.app, client(good))
                .await
                .is_ok(),
            "{good}"
        );
    }
    for bad in [
        "http://app.example.org/cb",
        "http://localhost.evil.example/cb",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java.script:alert(1)\n",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://app.example.org/cb#",
        "https://app.example.org/cb#x",
        "https://*.example.org/cb",
        "https://app.example.org/*",
        "https://good.example@evil.example/cb",
        "https://user:pass@app.example.org/cb",
        "https://app.example.org/../cb",
        "https://app.example.org/..;/cb",
        "https://",
        "/cb",
        "",
    ] {
        assert!(
            registration::create(&server.app, client(bad))
                .await
                .is_err(),
            "{bad}"
        );
    }
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM clients").await,
        4
    );
}

/// Each of them wrong in one way. A client `app` exists.
fn senseless() -> Vec<NewClient> {
    let good = || client("https://app.example.org/cb");
    vec![
        named("app"),
        named("with blank"),
        named(""),
        NewClient {
            name: "  ".to_owned(),
            ..good()
        },
        NewClient {
            name: "two\nlines".to_owned(),
            ..good()
        },
        NewClient {
            redirect_uris: Vec::new(),
            ..good()
        },
        NewClient {
            grants: vec![GrantType::RefreshToken],
            ..good()
        },
        NewClient {
            grants: vec![GrantType::ClientCredentials],
            public: true,
            ..good()
        },
        NewClient {
            no_require_pkce: true,
            public: true,
            ..good()
        },
        NewClient {
            scopes: vec!["moon:walk".to_owned()],
            ..good()
        },
        NewClient {
            resources: vec!["https://nowhere.example.org".to_owned()],
            ..good()
        },
        NewClient {
            metadata: introspecting("https://nowhere.example.org"),
            ..good()
        },
    ]
}

fn introspecting(uri: &str) -> ClientMetadata {
    ClientMetadata {
        introspects: vec![uri.to_owned()],
        ..ClientMetadata::default()
    }
}

/// An API's client that only asks about tokens needs nothing else; it must be one that can prove who it is.
#[tokio::test]
async fn an_api_needs_a_secret_and_no_grant() {
    let server = TestServer::start().await;
    server
        .resource("https://notes.example.org", &["notes:read"])
        .await;
    let api = |public| NewClient {
        name: "Notes API".to_owned(),
        public,
        metadata: introspecting("https://notes.example.org"),
        ..NewClient::default()
    };
    let made = registration::create(&server.app, api(false)).await.unwrap();
    assert!(made.secret.is_some());
    assert!(made.client.grants.is_empty() && made.client.scopes.is_empty());
    assert!(registration::create(&server.app, api(true)).await.is_err());
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM clients").await,
        1
    );
}

fn named(id: &str) -> NewClient {
    NewClient {
        id: Some(id.to_owned()),
        ..client("https://app.example.org/cb")
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let server = TestServer::start().await;
    assert!(
        registration::create(&server.app, named("app"))
            .await
            .is_ok()
    );
    for new in senseless() {
        let shown = format!("{new:?}");
        assert!(
            registration::create(&server.app, new).await.is_err(),
            "{shown}"
        );
    }
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM clients").await,
        1
    );
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM client_secrets")
            .await,
        1
    );
}

#[tokio::test]
async fn a_resource_is_a_uri_of_its_own_with_scopes_of_its_own() {
    let server = TestServer::start().await;
    let create = async |uri: &str, scope: &str| {
        resource::create(&server.app, uri, "An API", vec![scope.to_owned()])
            .await
            .is_ok()
    };
    assert!(create("https://notes.example.org", "notes:read").await);
    for (uri, scope) in [
        ("https://notes.example.org", "other"),
        ("https://files.example.org", "notes:read"),
        ("https://files.example.org", "openid"),
        ("https://files.example.org", "two words"),
        ("http://localhost:8080", "x"),
        ("https://files.example.org/#x", "x"),
        ("files", "x"),
    ] {
        assert!(!create(uri, scope).await, "{uri} {scope}");
    }
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM resources")
            .await,
        1
    );
}

async fn service(server: &TestServer) -> RelyingParty {
    server.resource("https://notes.example.org", &[]).await;
    server.service(&["https://notes.example.org"]).await
}

#[tokio::test]
async fn a_secret_lives_as_long_as_it_was_promised() {
    let server = TestServer::start().await;
    let first = service(&server).await;
    let known = server.app.catalog.client(&first.id).await.unwrap().unwrap();
    let rotate = async |overlap| client_secret::rotate(&server.app, &known.client, overlap).await;
    let promised = server.app.now() + hours(24);
    assert!(rotate(hours(24)).await.is_ok());

    server.clock.advance(hours(24) - seconds(1));
    match rotate(hours(24)).await {
        Err(RotateError::Overlapping { ends }) => assert_eq!(ends, promised),
        other => panic!("{other:?}"),
    }
    first.client_credentials(|params| params).await.expect(200);

    server.clock.advance(seconds(1));
    assert!(rotate(hours(24)).await.is_ok(), "the first has ended");
    server.clock.advance(seconds(1));
    assert!(rotate(hours(24)).await.is_err());
    assert!(rotate(seconds(0)).await.is_ok(), "nothing was promised");
}

#[tokio::test]
async fn an_enabled_client_gets_tokens_again() {
    let server = TestServer::start().await;
    let service = service(&server).await;
    service
        .client_credentials(|params| params)
        .await
        .expect(200);
    assert!(
        registration::disable(&server.app, &service.id)
            .await
            .unwrap()
    );
    service
        .client_credentials(|params| params)
        .await
        .expect_error(401, "invalid_client");
    assert!(
        registration::enable(&server.app, &service.id)
            .await
            .unwrap()
    );
    service
        .client_credentials(|params| params)
        .await
        .expect(200);
    assert!(
        !registration::enable(&server.app, &service.id)
            .await
            .unwrap()
    );
    assert!(!registration::enable(&server.app, "nobody").await.unwrap());
}
