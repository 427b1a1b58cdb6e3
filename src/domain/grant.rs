//! What a person granted to a client at one time, and the chain of refresh tokens that stands for it.

use super::{Authentication, Scopes};
use crate::base::Timestamp;

#[derive(Clone, Debug)]
pub struct Grant {
    pub id: String,
    pub client_id: String,
    pub user_id: String,
    pub session_id: String,
    pub scopes: Scopes,
    pub resources: Vec<String>,
    /// The `claims` parameter as JSON; empty where there was none (OIDC Core section 5.5).
    pub claims: String,
    pub authentication: Authentication,
    /// The absolute end: no rotation moves it.
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl Grant {
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

#[derive(Clone, Debug)]
pub struct RefreshToken {
    pub grant_id: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub consumed_at: Option<Timestamp>,
}
