//! An authorization code's bindings (RFC 6749 section 4.1.2, RFC 7636).

use super::{Authentication, Scopes};
use crate::base::Timestamp;

#[derive(Clone, Debug)]
pub struct AuthorizationCode {
    /// The grant that its redemption will make; a replay revokes it.
    pub grant_id: String,
    pub client_id: String,
    pub user_id: String,
    pub session_id: String,
    pub redirect_uri: String,
    /// Whether the request named it, so that redemption must repeat it (RFC 6749 section 4.1.3).
    pub redirect_uri_given: bool,
    /// S256 challenge; empty where the client was registered without PKCE and sent none.
    pub code_challenge: String,
    pub nonce: Option<String>,
    pub scopes: Scopes,
    pub resources: Vec<String>,
    /// The `claims` parameter as JSON; empty where there was none (OIDC Core section 5.5).
    pub claims: String,
    /// That of the session at the issue: a sign-in after it does not make this code say more. None where a server of an earlier
    /// release issued the code.
    pub authentication: Option<Authentication>,
    pub expires_at: Timestamp,
}
