//! API keys: what they are good for, what ends them, and what a person may make.

mod ends;
mod made;
mod seen;

use std::ops::Deref;
use std::time::Duration;

use countersign::domain::{ApiKey, ChangeError};
use countersign::identity::api_key::{self, NewKey};
use countersign::oauth::resource::{self, Change};

use crate::support::{Person, RelyingParty, TestServer};

const NOTES: &str = "https://notes.example.org";

/// An API that takes keys, its client, and a person who may edit there.
struct Stage {
    server: TestServer,
    ada: Person,
    api: RelyingParty,
}

impl Deref for Stage {
    type Target = TestServer;

    fn deref(&self) -> &TestServer {
        &self.server
    }
}

impl Stage {
    async fn set() -> Self {
        let server = TestServer::start().await;
        server.resource(NOTES, &["notes:read", "notes:write"]).await;
        let ada = server.person("ada").await;
        server.role_of(&ada, "editor", NOTES).await;
        let stage = Self {
            api: server.api(&[NOTES]).await,
            server,
            ada,
        };
        stage.takes_keys(true).await;
        stage
    }

    async fn takes_keys(&self, api_keys: bool) {
        let change = Change {
            api_keys: Some(api_keys),
            ..Change::default()
        };
        let changed = resource::update(&self.app, NOTES, change).await.unwrap();
        assert_eq!(changed.api_keys, api_keys);
    }

    /// A key that the API has found active.
    async fn key(&self, name: &str) -> (String, ApiKey) {
        let (text, key) = self.create(&self.ada, named(name)).await.unwrap();
        assert!(self.api.finds_active(&text).await);
        (text, key)
    }

    async fn create(&self, owner: &Person, new: NewKey) -> Result<(String, ApiKey), ChangeError> {
        api_key::create(&self.app, &owner.user, new).await
    }

    async fn rotate(
        &self,
        id: &str,
        overlap: Option<Duration>,
    ) -> Result<(String, ApiKey), ChangeError> {
        api_key::rotate(&self.app, &self.ada.user, id, overlap).await
    }
}

/// A key that may read and edit.
fn named(name: &str) -> NewKey {
    NewKey {
        event: None,
        name: name.to_owned(),
        resource: NOTES.to_owned(),
        scopes: vec!["notes:read".to_owned()],
        roles: vec!["editor".to_owned()],
        lifetime: None,
    }
}

/// The field that a change was refused for.
#[track_caller]
fn field<T: std::fmt::Debug>(refused: Result<T, ChangeError>) -> &'static str {
    match refused {
        Err(ChangeError::Rejected(rejected)) => rejected.field,
        other => panic!("not refused: {other:?}"),
    }
}
