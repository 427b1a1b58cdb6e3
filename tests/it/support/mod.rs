//! What the tests stand on: a server of their own with a clock that stands still, and one client object a credential.
//!
//! Requests go straight through the router. Nothing here decides what is right: that is for the tests.

pub(crate) mod answer;
pub(crate) mod at_once;
pub(crate) mod authenticator;
pub(crate) mod browser;
mod cookies;
pub(crate) mod database;
mod form;
mod keys;
mod log;
pub(crate) mod nobody;
pub(crate) mod outbox;
pub(crate) mod phone;
pub(crate) mod relying_party;
mod rows;
pub(crate) mod seed;
pub(crate) mod server;
pub(crate) mod sign_out;
pub(crate) mod signer;
pub(crate) mod site;
#[cfg(feature = "ldap")]
pub(crate) mod slapd;
pub(crate) mod smtp;
pub(crate) mod sources;
mod token_status;
pub(crate) mod tokens;
pub(crate) mod work;

pub(crate) use answer::Answer;
pub(crate) use at_once::at_once;
pub(crate) use browser::Browser;
pub(crate) use form::Form;
pub(crate) use keys::every_key;
pub(crate) use nobody::Nobody;
pub(crate) use phone::Phone;
pub(crate) use relying_party::{Params, RelyingParty, VERIFIER};
pub(crate) use seed::{Person, signed_in};
pub(crate) use server::{Node, TestServer};
pub(crate) use signer::Signer;
pub(crate) use site::Site;
pub(crate) use smtp::{Behaves, Smtp};
pub(crate) use tokens::{Tokens, claims, header};

/// Declares which routes a file holds a refusal test for. `routes.rs` reads it from the source.
macro_rules! covers {
    ($($path:literal),+ $(,)?) => {
        const _: &[&str] = &[$($path),+];
    };
}
pub(crate) use covers;

use std::time::Duration;

pub(crate) const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

pub(crate) const fn minutes(count: u64) -> Duration {
    Duration::from_secs(count * 60)
}

pub(crate) const fn hours(count: u64) -> Duration {
    minutes(count * 60)
}

pub(crate) const fn days(count: u64) -> Duration {
    hours(count * 24)
}
