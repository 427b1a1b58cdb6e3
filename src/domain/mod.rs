//! The things that Countersign is about, as types. What is constructed here is valid; who may do what with it is
//! for the rules.

mod algorithm;
mod api_key;
mod authentication;
mod authorization_code;
mod client;
mod demand;
mod detail;
mod event;
mod grant;
mod grant_type;
mod link_purpose;
mod passkey;
mod redirect_uri;
mod rejected;
mod resource;
mod response_type;
mod role;
mod scope;
mod session;
mod task;
mod user;

pub use algorithm::{Algorithm, ClientAlgorithm, ContentEncryption, KeyManagement};
pub use api_key::ApiKey;
pub use authentication::{Authentication, Elsewhere, Factor, Level, Proof};
pub use authorization_code::AuthorizationCode;
pub use client::{
    ApplicationType, AuthMethod, Client, ClientMetadata, ClientSecret, ClientSource,
    RequestObjectAlg, SubjectType,
};
pub use demand::Demand;
pub use detail::{Detail, Details};
pub use event::{Event, EventKind};
pub use grant::{Grant, RefreshToken};
pub use grant_type::GrantType;
pub use link_purpose::LinkPurpose;
pub use passkey::Passkey;
pub use redirect_uri::{RedirectUri, RedirectUriError};
pub use rejected::{ChangeError, Rejected};
pub use resource::{Resource, ResourceUri};
pub use response_type::ResponseType;
pub use role::Role;
pub use scope::{ScopeError, Scopes, StandardScope};
pub use session::Session;
pub use task::Task;
pub use user::User;
