//! How connections to the database are held.

use std::time::Duration;

use crate::config::{
    duration::{minutes, seconds},
    section::section,
};

section! {
    /// How connections to the database are held.
    pub struct Database as "database" {
        /// Connections that are open at most. Several servers on one PostgreSQL add theirs up.
        max_connections: u32 = 10, in 1..=1000;

        /// How long a request waits for a free connection before it is answered with 503.
        acquire_timeout: Duration = seconds(1), in Duration::from_millis(100)..=minutes(1);

        /// How long one statement may take on PostgreSQL, waiting for locks included.
        statement_timeout: Duration = seconds(2), in Duration::from_millis(100)..=minutes(10);
    }
}
