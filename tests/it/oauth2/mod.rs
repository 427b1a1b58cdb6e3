//! `/oauth2`: the protocol's endpoints.

mod authorize;
mod check_session;
mod encryption;
mod introspect;
mod jwks;
mod keys;
mod logout;
mod pairwise;
mod revoke;
mod token;
mod userinfo;
