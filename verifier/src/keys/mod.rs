//! The issuer's public keys: `jwk` judges one, `set` holds those that may be used, `store` holds the set that is current
//! and swaps it, `refresh` decides when it is fetched anew, `fetch` gets it over HTTP.

mod fetch;
mod jwk;
mod refresh;
mod set;
mod store;

pub(crate) use fetch::{Remote, check_issuer, http_client, is_safe, metadata_url, safe_address};
pub(crate) use jwk::nameless;
pub(crate) use refresh::Refresh;
pub(crate) use store::KeyStore;
