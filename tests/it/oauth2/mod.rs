//! `/oauth2`: the protocol's endpoints.

mod authorize;
mod jwks;
mod token;
mod userinfo;
