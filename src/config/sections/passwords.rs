//! Which passwords may be chosen (NIST SP 800-63B-4 section 3.1.1.2), how they are hashed (Argon2id, RFC 9106) and how much of
//! that goes on at once.

use std::path::PathBuf;
use std::time::Duration;

use crate::config::{
    duration::{minutes, seconds},
    section::section,
};

section! {
    /// Which passwords may be chosen, how they are hashed (Argon2id), and how much of that goes on at once. A stored hash
    /// follows a change at the person's next sign-in.
    pub struct Passwords as "passwords" {
        /// Memory of one hash in KiB. Less than the default needs more `iterations`: 12288 needs 3, 9216 needs 4,
        /// 7168 needs 5.
        memory_kib: u32 = 19456, in 7168..=Passwords::MOST_MEMORY_KIB;

        /// Passes over that memory.
        iterations: u32 = 2, in 1..=Passwords::MOST_ITERATIONS;

        /// Lanes of one hash.
        parallelism: u32 = 1, in 1..=Passwords::MOST_LANES;

        /// Characters that a new password has at least where it is all that a sign-in asks for.
        min_length: usize = 15, in 8..=64;

        /// The same where the account has to prove a second factor at every sign-in. At most `min_length`.
        min_length_with_second_factor: usize = 8, in 8..=64;

        /// A file of passwords that are known from breaches, none of which may be chosen: Have I Been Pwned's "Pwned
        /// Passwords" as SHA-1 ordered by hash, a line `HASH:COUNT` each. It is searched on the disk and never loaded.
        breached: Option<PathBuf> = None;

        /// Hashes at once; `0` is one for each core.
        max_concurrent: usize = 0, in 0..=1024;

        /// Sign-ins that may wait for their turn; more are answered with 503.
        max_waiting: usize = 64, in 0..=100_000;

        /// How long one waits at most.
        wait: Duration = seconds(2), in Duration::from_millis(10)..=minutes(1);
    }
}

impl Passwords {
    /// What one hash may cost at most, whoever made it. What is configured stays within, or it could not be checked.
    pub const MOST_MEMORY_KIB: u32 = 256 * 1024;
    pub const MOST_ITERATIONS: u32 = 16;
    pub const MOST_LANES: u32 = 8;

    /// Characters that a new password has at least.
    pub fn shortest(&self, with_second_factor: bool) -> usize {
        match with_second_factor {
            true => self.min_length_with_second_factor,
            false => self.min_length,
        }
    }
}
