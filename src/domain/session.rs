//! A browser in which someone is signed in, and how they proved who they are.

use crate::base::Timestamp;

/// How and when a person was authenticated: `auth_time`, `amr` (RFC 8176) and `acr` (OIDC Core section 2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authentication {
    pub time: Timestamp,
    pub methods: Vec<String>,
    pub context: String,
}

const AAL1: &str = "urn:countersign:aal1";

impl Authentication {
    /// What a sign-in here can amount to. Discovery lists it.
    pub const CONTEXTS: &'static [&'static str] = &[AAL1];

    /// By password alone: NIST SP 800-63B AAL1.
    pub fn by_password(time: Timestamp) -> Self {
        Self {
            time,
            methods: vec!["pwd".to_owned()],
            context: AAL1.to_owned(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Session {
    /// The `sid` claim. It opens nothing: the cookie holds another secret.
    pub id: String,
    pub user_id: String,
    pub authentication: Authentication,
    pub address: String,
    pub user_agent: String,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
}
