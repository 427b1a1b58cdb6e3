//! The issuer's public keys: `jwk` judges one, `set` holds those that may be used, `store` holds the set that is current
//! and swaps it. Of keys that are fetched, `refresh` decides when and `remote` what is asked; `ask` does it, within its time,
//! by a `client`, which is any [`Fetch`]; `progress` knows how it goes, and a `flight` is what requests wait for.

mod ask;
mod client;
mod flight;
mod jwk;
mod progress;
mod refresh;
mod remote;
mod set;
mod store;

#[cfg(feature = "http")]
pub(crate) use client::http_client;
pub(crate) use client::{AnyFetch, standard};
pub use client::{Body, BoxError, Fetch};
pub(crate) use jwk::{nameless, usable};
pub(crate) use refresh::Refresh;
pub(crate) use remote::{Remote, check_issuer, jwks_uri_of};
#[cfg(feature = "http")]
pub(crate) use remote::{is_safe, metadata_url, safe_address};
pub(crate) use store::KeyStore;
