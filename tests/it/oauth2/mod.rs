//! `/oauth2`: the protocol's endpoints.

mod authorize;
mod encryption;
mod jwks;
mod keys;
mod pairwise;
mod token;
mod userinfo;
