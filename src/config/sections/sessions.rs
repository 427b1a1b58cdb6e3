//! How long a browser stays signed in, and as how many people.

use std::time::Duration;

use crate::config::{
    duration::{days, hours, minutes, seconds},
    section::section,
};

section! {
    /// How long a browser stays signed in at the server itself, and as how many people.
    pub struct Sessions as "sessions" {
        /// How long without a visit.
        idle: Duration = minutes(30), in seconds(1)..=days(365);

        /// How long at all, until the person signs in again. A sign-in begins this time anew. What was shown longer ago than
        /// this proves one factor at most, also in a session that is remembered.
        absolute: Duration = hours(12), in seconds(1)..=days(365);

        /// Whether people may choose to stay signed in after they close the browser.
        remember: bool = true;

        /// How long such a session lasts without a visit.
        remembered_idle: Duration = days(14), in seconds(1)..=days(365);

        /// How long such a session lasts at all.
        remembered_absolute: Duration = days(30), in seconds(1)..=days(365);

        /// Accounts that may be signed in at once in one browser; with `1` a sign-in ends the session of anybody else.
        accounts: u32 = 5, in 1..=20;

        /// How long a device that somebody signed in on is known to be theirs: guesses from elsewhere do not slow its sign-ins
        /// down, and a sign-in from another is told of.
        device: Duration = days(180), in days(1)..=days(365);

        /// How long a second factor is spared on a device that its owner trusted at a sign-in; `0s` offers it to nobody. What
        /// an application, an API or a role demands is asked for all the same.
        trusted_device: Duration = days(30), in seconds(0)..=days(365);
    }
}
