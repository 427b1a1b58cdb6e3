//! What applications call: the protocol's endpoints, and what operators' tools ask.

pub(super) mod asset;
pub(super) mod authorize;
pub(super) mod by_form;
pub(super) mod check_session;
pub(super) mod end_session;
pub(super) mod health;
pub(super) mod introspect;
pub(super) mod jwks;
pub(super) mod metadata;
pub(super) mod passkey_endpoints;
pub(super) mod picture;
pub(super) mod protected_resource;
pub(super) mod register;
pub(super) mod revoke;
pub(super) mod signed_out;
pub(super) mod token;
pub(super) mod userinfo;
pub(super) mod webfinger;
