//! One function a target. Each asserts what holds of every input, not only that none makes it panic.

mod issuer;

pub mod api_key;
pub mod discovery;
pub mod dpop;
pub mod jwks;
pub mod token;
