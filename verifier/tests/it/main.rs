//! The verifier from outside: tokens that are signed here, and issuers that run here.

mod algorithms;
#[cfg(feature = "blocking")]
mod blocking;
mod cache;
mod claims;
mod client;
mod denied;
mod explain;
mod flood;
mod format;
mod front_page;
mod fuzz;
mod guards;
mod issuers;
mod keys;
mod moved;
mod properties;
mod refresh;
mod rotation;
mod sender;
mod step_up;
mod strategies;
mod support;
#[cfg(feature = "testing")]
mod testing;
mod unreachable;
mod wycheproof;
