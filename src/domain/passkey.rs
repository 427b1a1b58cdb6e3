//! A passkey: a key pair of a person's, of which we keep the public half (WebAuthn Level 3 section 4, credential record).

use crate::base::Timestamp;

#[derive(Clone, Debug)]
pub struct Passkey {
    pub id: String,
    pub user_id: String,
    /// The host that it was made for, and is shown to alone (WebAuthn section 4, RP ID).
    pub rp_id: String,
    /// What the authenticator knows it by.
    pub credential_id: Vec<u8>,
    /// The public key and its counter, as the WebAuthn library writes them.
    pub credential: String,
    /// How a browser reaches the authenticator; hints only.
    pub transports: Vec<String>,
    /// What its owner calls it.
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}
