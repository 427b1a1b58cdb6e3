//! Who makes a request, however that was established: what every handler sees.

use std::collections::HashMap;
use std::sync::Arc;

use http::HeaderMap;

use crate::{Claims, Error, Method, Needed, Scope, sender};

/// Who makes a request and what they may do. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Principal {
    who: Who,
    method: Method,
    implied: Option<Arc<Implied>>,
    dpop_nonce: Option<Arc<str>>,
}

/// Permissions by the role that implies them.
pub(crate) type Implied = HashMap<String, Vec<String>>;

#[derive(Clone, Debug)]
enum Who {
    /// The claims are shared with the verifier's cache.
    Token(Arc<Claims>),
    Known(Arc<Identity>),
}

/// What an authenticator of your own knows of somebody. Only the subject is needed.
///
/// ```
/// use countersign_verifier::{Identity, Method, Principal};
///
/// let scraper = Identity { subject: "scraper".into(), roles: vec!["metrics".into()], ..Identity::default() };
/// let principal = Principal::new(Method::Basic, scraper);
/// assert!(principal.has_role("metrics"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identity {
    /// Who it is, unique within the method.
    pub subject: String,
    /// The client on whose behalf, if there is one.
    pub client: Option<String>,
    /// The subject's roles.
    pub roles: Vec<String>,
    /// What was granted.
    pub scope: Scope,
    /// What is permitted, beside what roles imply.
    pub permissions: Vec<String>,
    /// Until when this is known, in seconds since 1970.
    pub expires_at: Option<u64>,
    /// When the person last signed in, in seconds since 1970.
    pub auth_time: Option<u64>,
    /// How strongly they did.
    pub acr: Option<String>,
    /// By which methods (RFC 8176).
    pub amr: Vec<String>,
    /// The session of the person at the issuer.
    pub session: Option<String>,
    /// Whether the credentials are bound to a key of their sender, and the request has proved it.
    pub sender_constrained: bool,
}

impl Principal {
    /// Somebody whom an [`Authenticator`](crate::Authenticator) of your own has recognised.
    #[must_use]
    pub fn new(method: Method, identity: Identity) -> Self {
        Self {
            who: Who::Known(Arc::new(identity)),
            method,
            implied: None,
            dpop_nonce: None,
        }
    }

    /// The subject of an access token, without a copy of its claims.
    pub(crate) fn of_token(claims: Arc<Claims>) -> Self {
        Self {
            who: Who::Token(claims),
            method: Method::AccessToken,
            implied: None,
            dpop_nonce: None,
        }
    }

    pub(crate) fn with_implied(mut self, implied: Option<Arc<Implied>>) -> Self {
        self.implied = implied;
        self
    }

    /// The nonce for the client's next DPoP proof, where it is due.
    #[must_use]
    pub fn with_dpop_nonce(mut self, nonce: Option<String>) -> Self {
        self.dpop_nonce = nonce.map(Into::into);
        self
    }

    /// The nonce for the client's next DPoP proof, for the header `DPoP-Nonce` of the answer (RFC 9449 section 9). There
    /// is one when the nonce of this request will soon be refused.
    #[must_use]
    pub fn dpop_nonce(&self) -> Option<&str> {
        self.dpop_nonce.as_deref()
    }

    /// Writes the nonce for the next proof into the answer, if one is due. The layers of this crate do it by themselves.
    pub fn tell_nonce(&self, answer: &mut HeaderMap) {
        sender::tell_nonce(self.dpop_nonce(), answer);
    }

    /// The person, or the client itself if there is no person. Unique within the issuer.
    #[must_use]
    pub fn subject(&self) -> &str {
        match &self.who {
            Who::Token(claims) => &claims.subject,
            Who::Known(identity) => &identity.subject,
        }
    }

    /// The client on whose behalf; an API key and a password have none.
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        match &self.who {
            Who::Token(claims) => Some(&claims.client_id),
            Who::Known(identity) => identity.client.as_deref(),
        }
    }

    /// How they were authenticated.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// The claims, if it was by a JWT access token.
    #[must_use]
    pub fn claims(&self) -> Option<&Claims> {
        match &self.who {
            Who::Token(claims) => Some(claims),
            Who::Known(_) => None,
        }
    }

    /// The subject's roles.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        match &self.who {
            Who::Token(claims) => &claims.roles,
            Who::Known(identity) => &identity.roles,
        }
    }

    /// What was granted.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        match &self.who {
            Who::Token(claims) => &claims.scope,
            Who::Known(identity) => &identity.scope,
        }
    }

    /// Every permission: those of the credentials, then those that the roles imply
    /// ([`Gate::role_permits`](crate::Gate::role_permits)).
    pub fn permissions(&self) -> impl Iterator<Item = &str> {
        let own = match &self.who {
            Who::Token(claims) => &claims.permissions,
            Who::Known(identity) => &identity.permissions,
        };
        let implied = self.implied.as_deref();
        let by_role = move |role: &'_ String| implied.and_then(|implied| implied.get(role));
        let implied = self.roles().iter().filter_map(by_role).flatten();
        own.iter().chain(implied).map(String::as_str)
    }

    /// Until when the credentials are good, in seconds since 1970.
    #[must_use]
    pub fn expires_at(&self) -> Option<u64> {
        match &self.who {
            Who::Token(claims) => Some(claims.expires_at),
            Who::Known(identity) => identity.expires_at,
        }
    }

    /// When the person last signed in, in seconds since 1970.
    #[must_use]
    pub fn auth_time(&self) -> Option<u64> {
        match &self.who {
            Who::Token(claims) => claims.auth_time,
            Who::Known(identity) => identity.auth_time,
        }
    }

    /// How strongly they did.
    #[must_use]
    pub fn acr(&self) -> Option<&str> {
        match &self.who {
            Who::Token(claims) => claims.acr.as_deref(),
            Who::Known(identity) => identity.acr.as_deref(),
        }
    }

    /// By which methods (RFC 8176).
    #[must_use]
    pub fn amr(&self) -> &[String] {
        match &self.who {
            Who::Token(claims) => &claims.amr,
            Who::Known(identity) => &identity.amr,
        }
    }

    /// The session of the person at the issuer.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        match &self.who {
            Who::Token(claims) => claims.sid.as_deref(),
            Who::Known(identity) => identity.session.as_deref(),
        }
    }

    /// Whether the credentials are bound to a key of their sender, and the request has proved it.
    #[must_use]
    pub fn is_sender_constrained(&self) -> bool {
        match &self.who {
            Who::Token(claims) => claims.confirmation.is_some(),
            Who::Known(identity) => identity.sender_constrained,
        }
    }

    /// Whether the subject has exactly this role.
    #[must_use]
    pub fn has_role(&self, role: impl AsRef<str>) -> bool {
        let role = role.as_ref();
        self.roles().iter().any(|held| held == role)
    }

    /// Whether exactly this scope was granted.
    #[must_use]
    pub fn has_scope(&self, scope: impl AsRef<str>) -> bool {
        self.scope().has(scope.as_ref())
    }

    /// Whether exactly this is permitted, by the credentials or by a role.
    #[must_use]
    pub fn has_permission(&self, permission: impl AsRef<str>) -> bool {
        let permission = permission.as_ref();
        self.permissions().any(|held| held == permission)
    }

    /// Refuses a subject without this role.
    ///
    /// # Errors
    ///
    /// [`Error::InsufficientRole`], a 403.
    pub fn require_role(&self, role: impl AsRef<str>) -> Result<(), Error> {
        let needed = Needed::all([role]);
        self.require_roles(&needed)
    }

    /// Refuses credentials without this scope.
    ///
    /// # Errors
    ///
    /// [`Error::InsufficientScope`], a 403 (RFC 6750 section 3.1).
    pub fn require_scope(&self, scope: impl AsRef<str>) -> Result<(), Error> {
        self.require_scopes(&Needed::all([scope]))
    }

    /// Refuses whom this is not permitted.
    ///
    /// # Errors
    ///
    /// [`Error::InsufficientPermission`], a 403.
    pub fn require_permission(&self, permission: impl AsRef<str>) -> Result<(), Error> {
        self.require_permissions(&Needed::all([permission]))
    }

    pub(crate) fn require_roles(&self, needed: &Needed) -> Result<(), Error> {
        let met = needed.met(|role| self.has_role(role));
        met.then_some(())
            .ok_or_else(|| Error::InsufficientRole(needed.clone()))
    }

    pub(crate) fn require_scopes(&self, needed: &Needed) -> Result<(), Error> {
        let met = needed.met(|scope| self.has_scope(scope));
        met.then_some(())
            .ok_or_else(|| Error::InsufficientScope(needed.clone()))
    }

    pub(crate) fn require_permissions(&self, needed: &Needed) -> Result<(), Error> {
        let met = needed.met(|permission| self.has_permission(permission));
        met.then_some(())
            .ok_or_else(|| Error::InsufficientPermission(needed.clone()))
    }
}
