//! `/oauth2`: the protocol's endpoints.

mod authorize;
mod encryption;
mod introspect;
mod jwks;
mod keys;
mod pairwise;
mod revoke;
mod token;
mod userinfo;
