//! The verifier from outside: tokens that are signed here, and issuers that run here.

mod algorithms;
mod claims;
mod dpop;
mod format;
mod front_page;
mod guards;
mod keys;
mod properties;
mod refresh;
mod sender;
mod step_up;
mod strategies;
mod support;
mod unreachable;
