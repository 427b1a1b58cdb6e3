//! `/oauth2/token`: a file for what all grants share, and for each of them.

mod audience;
mod authorization_code;
mod client_auth;
mod client_credentials;
mod grace;
mod id_token;
mod offline_access;
mod races;
mod refresh_token;
mod request;
mod standing;
mod truth_table;
