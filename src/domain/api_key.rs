//! An API key: with it a program calls one API as the person that the key belongs to.

use std::time::Duration;

use super::Scopes;
use crate::base::Timestamp;

#[derive(Clone, Debug)]
pub struct ApiKey {
    /// The `jti` of introspection. It opens nothing: the text is another secret.
    pub id: String,
    pub user_id: String,
    /// The API that it is for.
    pub resource: String,
    /// What its owner knows it by.
    pub name: String,
    pub scopes: Scopes,
    /// What it may have of its owner's roles. Those that the owner has lost since, it has lost too.
    pub roles: Vec<String>,
    pub created_at: Timestamp,
    /// When its present text was made.
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// Until when the text before the present one is good as well.
    pub former_until: Option<Timestamp>,
    /// To about a minute.
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

impl ApiKey {
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }

    /// Until when the text before is still good, where it is.
    pub fn overlaps_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.former_until.filter(|until| now < *until)
    }

    /// How long its text was made for.
    pub fn lifetime(&self) -> Duration {
        self.expires_at.since(self.issued_at)
    }
}
