//! Keys and what is done with them: the master key, sealing, digests, signatures, the published key set; and the keys of
//! clients, what they signed, and what is encrypted to them or to us.
//!
//! Keys are parsed once and kept; a signature costs its private operation and little else. `rsa` only reads keys that an
//! operator brings (RUSTSEC-2023-0071): every signature is made by aws-lc-rs. Where keys are stored is not known here.

pub mod chain;
mod decryption_key;
pub mod digest;
pub mod import;
pub mod jwe;
mod jwk_set;
pub mod jws;
mod key;
mod key_pair;
mod keyring;
mod last_signed;
mod master;
mod pairwise;
pub mod rotation;
mod signing_key;
mod symmetric;
mod verify;

pub use decryption_key::DecryptionKey;
pub use jwk_set::{ClientKey, ClientKeys, JwkSetError};
pub use key::{Key, KeyUse};
pub use keyring::{Keyring, Ring};
pub use last_signed::LastSigned;
pub use master::{MasterKey, MasterKeyError};
pub use pairwise::PairwiseSalt;
pub use signing_key::SigningKey;
pub use symmetric::sign_hs256;
pub use verify::{Hint, HintError, hint};

pub use crate::domain::Algorithm;
