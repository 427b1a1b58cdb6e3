//! A browser in which someone is signed in.

use super::{Authentication, Proof};
use crate::base::Timestamp;

#[derive(Clone, Debug)]
pub struct Session {
    /// The `sid` claim. It opens nothing: the cookie holds another secret.
    pub id: String,
    pub user_id: String,
    /// What tokens say of the proofs.
    pub authentication: Authentication,
    /// The latest of each factor.
    pub proofs: Vec<Proof>,
    pub address: String,
    pub user_agent: String,
    /// The browser that holds it.
    pub browser_hash: Option<Vec<u8>>,
    /// The device, which knows its people beyond that.
    pub device_hash: Option<Vec<u8>>,
    /// Whether it outlives the browser's closing.
    pub remembered: bool,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
}
