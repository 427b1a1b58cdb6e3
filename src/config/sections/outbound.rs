//! What requests to servers that clients name may do.

use std::time::Duration;

use crate::config::{
    duration::{minutes, seconds},
    section::section,
};

section! {
    /// Requests to URLs that clients name: where their keys, request objects and metadata are, and where they want to hear of a sign-out.
    pub struct Outbound as "outbound" {
        /// Whether such URLs may be plain http and lead to addresses that are not public, such as this machine's own
        /// network. Without it, on for a loopback issuer and off for all others.
        allow_private: Option<bool> = None;

        /// How long such a request may take in all.
        timeout: Duration = seconds(5), in Duration::from_millis(100)..=minutes(1);
    }
}
