//! `/oauth2/logout`, and what applications are told of sign-outs.

mod back_channel;
mod ends;
mod front_channel;
mod metadata;
mod retries;
mod rp_initiated;
mod untrusted;
