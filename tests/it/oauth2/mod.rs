//! `/oauth2`: the protocol's endpoints.

mod authorize;
mod check_session;
mod client_authentication;
mod encryption;
mod examine;
mod id_token;
mod introspect;
mod jwks;
mod keys;
mod logout;
mod pairwise;
mod register;
mod revoke;
mod standard_claims;
mod token;
mod userinfo;
