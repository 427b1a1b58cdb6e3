//! How passwords are hashed (Argon2id, RFC 9106) and how much of that goes on at once.

use std::time::Duration;

use crate::config::{
    duration::{minutes, seconds},
    section::section,
};

section! {
    /// How passwords are hashed (Argon2id), and how much of that goes on at once. A stored hash follows a change at the
    /// person's next sign-in.
    pub struct Passwords as "passwords" {
        /// Memory of one hash in KiB. Less than the default needs more `iterations`: 12288 needs 3, 9216 needs 4,
        /// 7168 needs 5.
        memory_kib: u32 = 19456, in 7168..=1_048_576;

        /// Passes over that memory.
        iterations: u32 = 2, in 1..=100;

        /// Lanes of one hash.
        parallelism: u32 = 1, in 1..=16;

        /// Characters that a new password has at least.
        min_length: usize = 15, in 8..=64;

        /// Hashes at once; `0` is one for each core.
        max_concurrent: usize = 0, in 0..=1024;

        /// Sign-ins that may wait for their turn; more are answered with 503.
        max_waiting: usize = 64, in 0..=100_000;

        /// How long one waits at most.
        wait: Duration = seconds(2), in Duration::from_millis(10)..=minutes(1);
    }
}
