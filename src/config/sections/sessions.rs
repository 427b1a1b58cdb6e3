//! How long a browser stays signed in.

use std::time::Duration;

use crate::config::{
    duration::{days, hours, minutes, seconds},
    section::section,
};

section! {
    /// How long a browser stays signed in at the server itself.
    pub struct Sessions as "sessions" {
        /// How long without a visit.
        idle: Duration = minutes(30), in seconds(1)..=days(365);

        /// How long at all, until the person signs in again. A sign-in begins this time anew.
        absolute: Duration = hours(12), in seconds(1)..=days(365);
    }
}
