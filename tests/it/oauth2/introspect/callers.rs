//! A caller learns only of tokens that are meant for it: its own, and those for an API of its.

use countersign::domain::ChangeError;
use countersign::identity::role::{self, Holder};
use countersign::oauth::registration::{self, NewClient, metadata};
use countersign::store::client;
use serde_json::json;

use crate::support::{RelyingParty, TestServer, Tokens};

const NOTES: &str = "https://notes.example.org";
const FILES: &str = "https://files.example.org";

/// Two APIs, an application that may ask for tokens for both, and one API's client each.
struct Stage {
    server: TestServer,
    app: RelyingParty,
    notes: RelyingParty,
    files: RelyingParty,
}

impl Stage {
    async fn set() -> Self {
        let server = TestServer::start().await;
        server.resource(NOTES, &["notes:read"]).await;
        server.resource(FILES, &["files:read"]).await;
        let resources = || vec![NOTES.to_owned(), FILES.to_owned()];
        Self {
            app: server.client(|new| new.resources = resources()).await,
            notes: server.api(&[NOTES]).await,
            files: server.api(&[FILES]).await,
            server,
        }
    }

    async fn tokens(&self, scope: &str) -> Tokens {
        let ada = self.server.person("ada").await;
        let mut browser = self.server.browser();
        browser.sign_in(&ada).await;
        browser
            .tokens_for(&self.app, |params| params.set("scope", scope))
            .await
    }
}

/// Each kind of token, before each kind of caller.
#[tokio::test]
async fn who_may_know_of_what() {
    let stage = Stage::set().await;
    let server = &stage.server;
    let tokens = stage.tokens("openid notes:read").await;
    let service = server.service(&[NOTES]).await;
    let services = Tokens::of(
        &service
            .client_credentials(|params| params)
            .await
            .expect(200),
    );
    let stranger = server.app_client().await;
    // It may ask for tokens for that API, which does not make it the API.
    let neighbour = server.service(&[NOTES]).await;
    let callers = [
        &stage.app,
        &service,
        &stage.notes,
        &stage.files,
        &stranger,
        &neighbour,
    ];
    for (kind, token, expected) in [
        (
            "person's",
            &tokens.access,
            [true, false, true, false, false, false],
        ),
        (
            "service's",
            &services.access,
            [false, true, true, false, false, false],
        ),
        (
            "refresh",
            &tokens.refresh,
            [true, false, false, false, false, false],
        ),
        ("ID", &tokens.id, [false; 6]),
    ] {
        for (number, (caller, expected)) in callers.iter().zip(expected).enumerate() {
            let said = caller.introspect(token).await;
            if expected {
                assert_eq!(said["active"], true, "{kind} token, caller {number}");
            } else {
                assert_eq!(
                    said,
                    json!({"active": false}),
                    "{kind} token, caller {number}"
                );
            }
        }
    }
}

/// Of a token for two APIs each sees its own half, and the client all of it.
#[tokio::test]
async fn an_api_sees_what_concerns_it() {
    let stage = Stage::set().await;
    let ada = stage.server.person("bob").await;
    stage.server.role_of(&ada, "staff", "").await;
    stage.server.role_of(&ada, "editor", NOTES).await;
    stage.server.role_of(&ada, "owner", FILES).await;
    let mut browser = stage.server.browser();
    browser.sign_in(&ada).await;
    let scope = "openid profile notes:read files:read";
    let tokens = browser
        .tokens_for(&stage.app, |params| params.set("scope", scope))
        .await;
    assert_eq!(tokens.access_claims()["roles"], json!(["staff"]));

    let said = stage.notes.introspect(&tokens.access).await;
    assert_eq!(said["aud"], NOTES);
    assert_eq!(said["scope"], "notes:read");
    assert_eq!(said["roles"], json!(["editor", "staff"]));
    assert_eq!(said["sub"], ada.user.id.as_str());
    assert!(said.get("username").is_none(), "{said}");
    let text = stage.files.introspect(&tokens.access).await.to_string();
    for foreign in ["notes", "editor", "profile", "bob"] {
        assert!(!text.contains(foreign), "{foreign} in {text}");
    }
    assert!(text.contains(FILES) && text.contains("owner"), "{text}");

    let said = stage.app.introspect(&tokens.access).await;
    assert_eq!(said["aud"], tokens.access_claims()["aud"]);
    assert_eq!(said["scope"], scope);
    assert_eq!(said["roles"], json!(["staff"]));
    assert_eq!(said["username"], "bob");
}

/// A token carries the roles of its issue, an answer those of today.
#[tokio::test]
async fn a_role_taken_away_is_gone_at_once() {
    let stage = Stage::set().await;
    let ada = stage.server.person("ada").await;
    let editor = stage.server.role_of(&ada, "editor", NOTES).await;
    let mut browser = stage.server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser
        .tokens_for(&stage.app, |params| params.set("scope", "notes:read"))
        .await;
    let roles = async || stage.notes.introspect(&tokens.access).await["roles"].clone();
    assert_eq!(roles().await, json!(["editor"]));
    let holder = Holder::User(ada.user.id.clone());
    let taken = role::revoke(&stage.server.app, &editor, holder).await;
    assert!(taken.unwrap());
    assert_eq!(roles().await, json!([]));
}

/// To serve an API is an operator's word. What a client says of itself when it registers counts for nothing here.
#[tokio::test]
async fn a_client_cannot_make_itself_an_api() {
    let stage = Stage::set().await;
    let tokens = stage.tokens("notes:read").await;
    assert!(stage.notes.finds_active(&tokens.access).await);
    for source in ["registration", "document"] {
        let sql = match source {
            "registration" => "UPDATE clients SET source = 'registration'",
            _ => "UPDATE clients SET source = 'document'",
        };
        stage.server.tamper(sql).await;
        assert!(!stage.notes.finds_active(&tokens.access).await, "{source}");
        assert!(
            stage.app.finds_active(&tokens.access).await,
            "its own still"
        );
    }
}

/// The operator's word is given and taken, and is not lost on a client for which it would mean nothing.
#[tokio::test]
async fn an_operator_says_whose_api_a_client_is() {
    let stage = Stage::set().await;
    let tokens = stage.tokens("notes:read").await;
    let say = async |client: &RelyingParty, introspects: Option<&[&str]>| {
        let kept = client::kept(&mut stage.server.app.db.read(), &client.id).await;
        let kept = kept.unwrap().unwrap();
        let new = NewClient {
            introspects: introspects.map(|uris| uris.iter().map(|&uri| uri.to_owned()).collect()),
            ..metadata::read(&metadata::write(&kept.client)).unwrap()
        };
        registration::amend(&stage.server.app, kept, new).await
    };
    let other = stage.server.app_client().await;
    assert!(!other.finds_active(&tokens.access).await);
    say(&other, Some(&[NOTES])).await.unwrap();
    assert!(other.finds_active(&tokens.access).await);
    say(&other, None).await.unwrap();
    assert!(other.finds_active(&tokens.access).await, "nothing was said");
    say(&other, Some(&[])).await.unwrap();
    assert!(!other.finds_active(&tokens.access).await);

    stage
        .server
        .tamper("UPDATE clients SET source = 'registration'")
        .await;
    let refused = say(&other, Some(&[NOTES])).await.unwrap_err();
    assert!(
        matches!(&refused, ChangeError::Rejected(rejected) if rejected.field == "introspects"),
        "{refused}"
    );
    let stored = stage.server.app.catalog.client(&other.id).await.unwrap();
    assert!(stored.unwrap().client.metadata.introspects.is_empty());
    say(&other, Some(&[])).await.unwrap();
}

#[tokio::test]
async fn a_deleted_api_has_no_tokens_to_ask_about() {
    let stage = Stage::set().await;
    let tokens = stage.tokens("notes:read files:read").await;
    assert!(stage.notes.finds_active(&tokens.access).await);
    let deleted = countersign::oauth::resource::delete(&stage.server.app, NOTES).await;
    assert!(deleted.unwrap());
    assert!(!stage.notes.finds_active(&tokens.access).await);
    assert!(stage.files.finds_active(&tokens.access).await);
}
