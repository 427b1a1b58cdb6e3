//! What a verified access token says (RFC 9068 section 2.2). A `Claims` exists only after every check has passed.

use serde_json::{Map, Value};

use crate::{Error, Needed, Scope};

/// The claims of an access token that was verified.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Claims {
    /// `iss`: the configured issuer.
    pub issuer: String,
    /// `sub`: the person, or the client itself under the client credentials grant. Unique within the issuer.
    pub subject: String,
    /// `aud`: every audience of the token, this API among them.
    pub audience: Vec<String>,
    /// `client_id`: the client that the token was issued to.
    pub client_id: String,
    /// `scope`: what was granted. Empty if the token has none.
    pub scope: Scope,
    /// `roles`: global roles of the subject and those of the audience (RFC 9068 section 2.2.3.1).
    pub roles: Vec<String>,
    /// `permissions`: what is permitted by name. Countersign issues none; other issuers do.
    pub permissions: Vec<String>,
    /// `jti`: the token's own identifier.
    pub jti: String,
    /// `iat`, in seconds since 1970.
    pub issued_at: u64,
    /// `exp`, in seconds since 1970.
    pub expires_at: u64,
    /// `auth_time`: when the person last signed in, in seconds since 1970.
    pub auth_time: Option<u64>,
    /// `acr`: how strongly they did.
    pub acr: Option<String>,
    /// `amr`: by which methods (RFC 8176).
    pub amr: Vec<String>,
    /// `sid`: the session of the person at the issuer.
    pub sid: Option<String>,
    /// `cnf`: the key of the sender to which the token is bound (RFC 7800). Where there is one, its possession was proved.
    pub confirmation: Option<Confirmation>,
    /// Every other claim of the token, unchecked but for its signature.
    pub extra: Map<String, Value>,
}

/// The key of its sender to which a token is bound (RFC 7800).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Confirmation {
    /// `jkt`: the thumbprint of the key that signs DPoP proofs (RFC 9449 section 6.1).
    pub jkt: Option<String>,
    /// `x5t#S256`: the hash of the client's certificate (RFC 8705 section 3.1).
    pub x5t_s256: Option<String>,
}

impl Claims {
    /// Whether the subject has exactly this role.
    #[must_use]
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|held| held == role)
    }

    /// Refuses a token without this scope.
    ///
    /// # Errors
    ///
    /// [`Error::InsufficientScope`], a 403 (RFC 6750 section 3.1).
    pub fn require_scope(&self, name: &str) -> Result<(), Error> {
        if self.scope.has(name) {
            Ok(())
        } else {
            Err(Error::InsufficientScope(Needed::all([name])))
        }
    }

    /// Refuses a subject without this role.
    ///
    /// # Errors
    ///
    /// [`Error::InsufficientRole`], a 403.
    pub fn require_role(&self, role: &str) -> Result<(), Error> {
        if self.has_role(role) {
            Ok(())
        } else {
            Err(Error::InsufficientRole(Needed::all([role])))
        }
    }
}
