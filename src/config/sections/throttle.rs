//! How guessing of passwords is slowed down.

use std::time::Duration;

use crate::config::{
    duration::{days, hours, minutes, seconds},
    section::section,
};

section! {
    /// How guessing of passwords is slowed down: after some free failures each further one doubles the delay.
    pub struct Throttle as "throttle" {
        /// Failures of one account without delay.
        account_free: u32 = 5, in 1..=100;

        /// Failures from one address (one /64 in IPv6) without delay.
        address_free: u32 = 50, in 1..=100_000;

        /// The longest delay.
        max_delay: Duration = minutes(15), in seconds(1)..=days(1);

        /// How long failures from one address count.
        window: Duration = hours(1), in seconds(1)..=days(30);

        /// How long failures at one account count, while nobody signs in to it. With the longest delay it bounds how often a
        /// code can be guessed by who knows the password: by default some hundred times a day.
        account_window: Duration = days(1), in seconds(1)..=days(30);
    }
}
