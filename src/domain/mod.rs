//! The things that Countersign is about, as types. What is constructed here is valid; who may do what with it is
//! for the rules.

mod algorithm;
mod api_key;
mod authorization_code;
mod client;
mod detail;
mod grant;
mod grant_type;
mod redirect_uri;
mod rejected;
mod resource;
mod response_type;
mod role;
mod scope;
mod session;
mod user;

pub use algorithm::{Algorithm, ClientAlgorithm, ContentEncryption, KeyManagement};
pub use api_key::ApiKey;
pub use authorization_code::AuthorizationCode;
pub use client::{
    ApplicationType, AuthMethod, Client, ClientMetadata, ClientSecret, ClientSource,
    RequestObjectAlg, SubjectType,
};
pub use detail::{Detail, Details};
pub use grant::{Grant, RefreshToken};
pub use grant_type::GrantType;
pub use redirect_uri::{RedirectUri, RedirectUriError};
pub use rejected::{ChangeError, Rejected};
pub use resource::{Resource, ResourceUri};
pub use response_type::ResponseType;
pub use role::Role;
pub use scope::{ScopeError, Scopes, StandardScope};
pub use session::{Authentication, Session};
pub use user::User;
