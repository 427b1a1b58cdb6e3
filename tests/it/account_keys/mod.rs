//! `/account/keys`: a person makes, renews, renames and revokes API keys; nobody else does, and none without the password.

mod made;
mod refused;

use countersign::domain::ApiKey;
use countersign::identity::api_key::{self, NewKey};
use countersign::oauth::resource::{self, Change};
use countersign_verifier::key_text::is_well_formed;

use crate::support::seed::PASSWORD;
use crate::support::{Answer, Browser, Form, Person, RelyingParty, TestServer, covers};

covers!(
    "/account/keys",
    "/account/keys/create",
    "/account/keys/rename",
    "/account/keys/rotate",
    "/account/keys/revoke"
);

const NOTES: &str = "https://notes.example.org";
const CREATE: &str = "/account/keys/create";
const LIVE: &str = "SELECT COUNT(*) AS value FROM api_keys WHERE revoked_at IS NULL";

/// An API that takes keys, and a person who is signed in and may edit there.
struct Stage {
    server: TestServer,
    ada: Person,
    api: RelyingParty,
    browser: Browser,
}

impl Stage {
    async fn set() -> Self {
        let server = TestServer::start().await;
        let scopes = ["notes:read=Read your notes", "notes:write"];
        server.resource(NOTES, &scopes).await;
        takes_keys(&server, true).await;
        let ada = server.person("ada").await;
        server.role_of(&ada, "editor", NOTES).await;
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        Self {
            api: server.api(&[NOTES]).await,
            server,
            ada,
            browser,
        }
    }

    /// The form that makes a key, filled in.
    async fn creation(&mut self, name: &str) -> Form {
        let page = self.browser.get(CREATE).await.expect(200);
        page.form(CREATE)
            .set("name", name)
            .set("scope.notes:read", "yes")
            .set("role.editor", "yes")
            .set("expires", "30d")
            .set("current_password", PASSWORD)
    }

    /// Makes a key by the rule that the page calls.
    async fn key(&self, name: &str) -> (String, ApiKey) {
        let new = NewKey {
            name: name.to_owned(),
            resource: NOTES.to_owned(),
            scopes: vec!["notes:read".to_owned()],
            ..NewKey::default()
        };
        let (text, key) = api_key::create(&self.server.app, &self.ada.user, new)
            .await
            .unwrap();
        assert!(self.api.finds_active(&text).await);
        (text, key)
    }

    async fn renewal(&mut self, key: &ApiKey) -> Form {
        let address = format!("/account/keys/rotate?id={}", key.id);
        let page = self.browser.get(&address).await.expect(200);
        let form = page.form("/account/keys/rotate");
        assert_eq!(form.value("id"), key.id);
        form.set("current_password", PASSWORD)
    }

    /// One of the forms beside each key on the list.
    async fn beside(&mut self, action: &str) -> Form {
        let page = self.browser.get("/account/keys").await.expect(200);
        page.form(&format!("/account/keys/{action}"))
    }
}

async fn takes_keys(server: &TestServer, api_keys: bool) {
    let change = Change {
        api_keys: Some(api_keys),
        ..Change::default()
    };
    resource::update(&server.app, NOTES, change).await.unwrap();
}

/// The key that a page shows this once.
fn shown(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("<code id=\"key\">").expect("a key");
    let text = rest.split('<').next().unwrap_or_default().to_owned();
    assert!(is_well_formed(&text), "{text}");
    text
}
