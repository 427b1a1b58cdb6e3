//! What a peer may cost the HTTP server.

use std::time::Duration;

use crate::config::{
    duration::{minutes, seconds},
    section::section,
};

section! {
    /// What a peer may cost the HTTP server.
    pub struct Limits as "limits" {
        /// Connections at once.
        connections: usize = 10_000, in 1..=1_000_000;

        /// How long the header of a request may take.
        header_timeout: Duration = seconds(10), in Duration::from_millis(100)..=minutes(5);

        /// How long the body of a request may take.
        body_timeout: Duration = seconds(20), in Duration::from_millis(100)..=minutes(5);

        /// Bytes of a body.
        body_bytes: usize = 65_536, in 1024..=16_777_216;

        /// How long open requests may go on after the signal to stop.
        shutdown: Duration = seconds(10), in seconds(0)..=minutes(10);
    }
}
