//! Passkeys (WebAuthn Level 3): made by a person who is signed in, shown to sign in, named and removed.
//!
//! Every passkey is discoverable and checks its user, by a PIN or a finger, each time: so one of them is a whole sign-in, and
//! nobody types a name. We ask for no attestation: whose make an authenticator is, is nothing that a sign-in turns on. The
//! library checks what is signed; what it leaves open (sections 7.1 and 7.2) stands in `response.rs` and `ceremony.rs`.

mod assert;
mod ceremony;
mod manage;
mod register;
mod relying_party;
mod response;

pub use assert::{Outcome, request_options, show};
pub use manage::{of_user, remove, rename};
pub use register::{Added, add, creation_options};
pub use relying_party::{handle, id, id_of, is_ours, is_possible};

/// How many a person may have.
pub const MOST: usize = 20;
