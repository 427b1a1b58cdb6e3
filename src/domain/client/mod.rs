//! A client as it is registered (RFC 6749 section 2).

mod document;
mod metadata;

pub use metadata::{ApplicationType, AuthMethod, ClientMetadata, RequestObjectAlg, SubjectType};

use super::{Demand, GrantType, RedirectUri, ResponseType, Scopes};
use crate::base::Timestamp;
use crate::base::named::named;

named! {
    /// Who registered a client.
    pub enum ClientSource {
        /// An operator, by the command line.
        Operator = "operator",
        /// The client itself (RFC 7591).
        Registration = "registration",
        /// Its identifier is the address of its metadata.
        Document = "document",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    pub id: String,
    pub name: String,
    /// A public client cannot keep a secret and has none (RFC 6749 section 2.1).
    pub public: bool,
    pub redirect_uris: Vec<RedirectUri>,
    pub grants: Vec<GrantType>,
    /// What it may ask of the authorization endpoint.
    pub response_types: Vec<ResponseType>,
    /// What it may ask for at most.
    pub scopes: Scopes,
    pub resources: Vec<String>,
    /// The operator's own: consent is not asked.
    pub first_party: bool,
    pub require_pkce: bool,
    /// What it wants of everybody's sign-in.
    pub demand: Demand,
    pub metadata: ClientMetadata,
    pub source: ClientSource,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl Client {
    pub fn is_enabled(&self) -> bool {
        self.disabled_at.is_none()
    }

    /// Whether an operator made this client the API's own. One that registered itself is no API's, whatever it registered.
    pub fn serves(&self, resource: &str) -> bool {
        let named = self.metadata.introspects.iter().any(|uri| uri == resource);
        named && self.source == ClientSource::Operator
    }

    pub fn may_use(&self, grant: GrantType) -> bool {
        self.grants.contains(&grant)
    }

    /// The host of an identifier that is the address of the client's metadata.
    pub fn document_host(id: &str) -> Option<String> {
        document::host(id)
    }

    /// What people are shown: a name that nobody vouches for comes with the host that it is said at.
    pub fn shown_name(&self) -> String {
        match (self.source, Self::document_host(&self.id)) {
            (ClientSource::Document, Some(host)) if host != self.name => {
                format!("{} ({host})", self.name)
            }
            _ => self.name.clone(),
        }
    }

    /// Whether it shares a secret with us, to send or to sign with.
    pub fn has_secret(&self) -> bool {
        let asymmetric = Some(AuthMethod::PrivateKeyJwt);
        let sends = !self.public && self.metadata.token_endpoint_auth_method != asymmetric;
        sends || self.metadata.needs_secret_itself()
    }

    /// Whether `id` may be a client identifier: what survives form and Basic encoding unchanged.
    pub fn may_be_identified(id: &str) -> bool {
        (1..=128).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
    }
}

/// One of a client's secrets. Two are valid while it rotates.
#[derive(Clone, Debug)]
pub struct ClientSecret {
    pub id: String,
    pub hash: Vec<u8>,
    /// The secret itself, sealed, where it serves as a key.
    pub sealed: Option<Vec<u8>>,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

impl ClientSecret {
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}
