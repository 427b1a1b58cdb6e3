//! `/oauth2`: the protocol's endpoints.

mod authorize;
mod jwks;
mod keys;
mod token;
mod userinfo;
