//! An API that asks this server about what it is given, by the verifier and over HTTP: API keys, and tokens that were
//! revoked.

use std::time::Duration;

use axum::http::Request;
use countersign::base::Clock as _;
use countersign::domain::ApiKey;
use countersign::identity::api_key::{self, NewKey};
use countersign::oauth::resource::{self, Change};
use countersign_verifier::{ApiKeys, Error, Gate, Guard, Introspection, IntrospectionBuilder};

use crate::support::{Person, RelyingParty, TestServer, seconds};

const NOTES: &str = "https://notes.example.org";
const FILES: &str = "https://files.example.org";

/// The server, an API that takes keys and its client, and a person with a role there.
struct Stage {
    server: TestServer,
    api: RelyingParty,
    ada: Person,
    endpoint: String,
}

impl Stage {
    async fn set() -> Self {
        let server = TestServer::start().await;
        server.resource(NOTES, &["notes:read", "notes:write"]).await;
        let takes_keys = Change {
            api_keys: Some(true),
            ..Change::default()
        };
        let changed = resource::update(&server.app, NOTES, takes_keys).await;
        changed.expect("an API that takes keys");
        let ada = server.person("ada").await;
        server.role_of(&ada, "reader", NOTES).await;
        server.role_of(&ada, "editor", NOTES).await;
        Self {
            api: server.api(&[NOTES]).await,
            endpoint: format!("http://{}/oauth2/introspect", server.listen().await),
            server,
            ada,
        }
    }

    /// How the API's process asks: by the server's clock, so that a test can move both.
    fn introspection(&self) -> IntrospectionBuilder {
        let clock = self.server.clock.clone();
        let secret = self.api.secret.as_deref().unwrap_or_default();
        Introspection::at(&self.endpoint)
            .issuer(self.server.issuer())
            .audience(NOTES)
            .client(&self.api.id, secret)
            .clock(move || u64::try_from(clock.now().seconds()).unwrap_or_default())
    }

    /// A key that may read, and has one of its owner's two roles.
    async fn key(&self) -> (String, ApiKey) {
        let new = NewKey {
            event: None,
            name: "CI".to_owned(),
            resource: NOTES.to_owned(),
            scopes: vec!["notes:read".to_owned()],
            roles: vec!["reader".to_owned()],
            lifetime: None,
        };
        let made = api_key::create(&self.server.app, &self.ada.user, new).await;
        made.expect("a key")
    }
}

/// Who is let in with these credentials, or why nobody is.
async fn admit(gate: &Gate, guard: &Guard, header: (&str, &str)) -> Result<String, Error> {
    let request = Request::get("/").header(header.0, header.1).body(());
    let (mut parts, ()) = request.expect("a request").into_parts();
    let admitted = gate.admit(&mut parts, guard).await;
    let principal = admitted.map_err(|refusal| refusal.error)?;
    Ok(principal.subject().to_owned())
}

#[tokio::test]
async fn an_api_key_opens_what_it_may_until_it_is_revoked() {
    let stage = Stage::set().await;
    let keys = stage.introspection().build().expect("a way to ask");
    let gate = Gate::new().with(ApiKeys::new(keys));
    let (text, key) = stage.key().await;
    let bearer = format!("Bearer {text}");
    let notes = Guard::new().scope("notes:read").allow_api_key();
    let readers = Guard::new().role("reader").allow_api_key();
    let ada = Ok(stage.ada.user.id.clone());
    for header in [("x-api-key", text.as_str()), ("authorization", &bearer)] {
        assert_eq!(admit(&gate, &notes, header).await, ada);
        assert_eq!(admit(&gate, &readers, header).await, ada);
        for (guard, reason) in [
            (
                Guard::new().scope("notes:write").allow_api_key(),
                "insufficient_scope",
            ),
            (
                Guard::new().role("editor").allow_api_key(),
                "insufficient_role",
            ),
            (Guard::new().scope("notes:read"), "method_refused"),
        ] {
            let refused = admit(&gate, &guard, header).await;
            assert_eq!(refused.map_err(|error| error.reason()), Err(reason));
        }
    }

    let header = ("x-api-key", text.as_str());
    let revoked = api_key::revoke(&stage.server.app, &stage.ada.user.id, &key.id).await;
    assert!(revoked.expect("a revocation").is_some());
    stage.server.clock.advance(seconds(29));
    assert_eq!(admit(&gate, &notes, header).await, ada, "the stated bound");
    stage.server.clock.advance(seconds(1));
    assert_eq!(admit(&gate, &notes, header).await, Err(Error::Inactive));
}

#[tokio::test]
async fn a_key_of_another_api_is_nobodys() {
    let stage = Stage::set().await;
    stage.server.resource(FILES, &["files:read"]).await;
    let other = stage.server.api(&[FILES]).await;
    let (text, _) = stage.key().await;
    let guard = Guard::new().allow_api_key();
    for (client, opens) in [(&stage.api, true), (&other, false)] {
        let secret = client.secret.as_deref().unwrap_or_default();
        let keys = stage.introspection().client(&client.id, secret).build();
        let gate = Gate::new().with(ApiKeys::new(keys.expect("a way to ask")));
        let admitted = admit(&gate, &guard, ("x-api-key", &text)).await;
        assert_eq!(admitted.is_ok(), opens, "{admitted:?}");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_the_fault_of_the_api_and_not_of_the_key() {
    let stage = Stage::set().await;
    let (text, _) = stage.key().await;
    let guard = Guard::new().allow_api_key();
    let keys = stage.introspection().client(&stage.api.id, "wrong").build();
    let gate = Gate::new().with(ApiKeys::new(keys.expect("a way to ask")));
    let refused = admit(&gate, &guard, ("x-api-key", &text)).await;
    assert_eq!(refused.map_err(|error| error.status()), Err(503));
}

/// The server tells an application of its refresh tokens too; an API that asks as that application takes none.
#[tokio::test]
async fn an_access_token_that_was_revoked_is_refused_and_a_refresh_token_never_taken() {
    let stage = Stage::set().await;
    let app = stage
        .server
        .client(|new| new.resources = vec![NOTES.to_owned()])
        .await;
    let mut browser = stage.server.browser();
    browser.sign_in(&stage.ada).await;
    let tokens = browser
        .tokens_for(&app, |params| params.set("scope", "openid notes:read"))
        .await;
    let secret = app.secret.as_deref().unwrap_or_default();
    let way = stage.introspection().client(&app.id, secret);
    let way = way.every_token().cache_for(Duration::ZERO);
    let gate = Gate::new().with(way.build().expect("a way to ask"));

    let access = format!("Bearer {}", tokens.access);
    let header = ("authorization", access.as_str());
    let reading = Guard::new().scope("notes:read");
    let subject = tokens.access_claims()["sub"].as_str().map(str::to_owned);
    assert_eq!(admit(&gate, &reading, header).await.ok(), subject);
    let refresh = format!("Bearer {}", tokens.refresh);
    let refused = admit(&gate, &Guard::new(), ("authorization", &refresh)).await;
    assert_eq!(refused, Err(Error::InvalidClaim("aud")));
    assert!(
        app.finds_active(&tokens.refresh).await,
        "although it is good"
    );

    app.revoke(&tokens.access).await.expect(200);
    assert_eq!(admit(&gate, &reading, header).await, Err(Error::Inactive));
}
