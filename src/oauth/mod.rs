//! The protocol: who may have which tokens (RFC 6749, RFC 9700, OpenID Connect Core).
//!
//! An endpoint reads as the ordered list of its checks. Every grant ends in one [`issue::Authorization`] and one mint;
//! every path that gives or honours tokens asks the one gate in [`standing`]. HTTP and pages are for `web`.

pub mod audience;
pub mod authorize;
pub mod claims;
pub mod claims_request;
pub mod client;
pub mod client_auth;
pub mod client_keys;
pub mod client_secret;
pub mod connected;
pub mod consent;
pub mod demanded;
pub mod discovery;
pub mod error;
pub mod examine;
pub mod id_token_hint;
pub mod introspect;
pub mod issue;
pub mod logout;
pub mod parameters;
pub mod pkce;
pub mod presented_token;
pub mod protect;
pub mod registration;
pub mod remote;
pub mod resource;
pub mod revoke;
pub mod scope;
pub mod signing_keys;
pub mod standing;
pub mod subject;
pub mod token;
pub mod userinfo;
pub mod webfinger;

pub use error::{Error, ErrorCode, Refusal};
pub use parameters::Parameters;
