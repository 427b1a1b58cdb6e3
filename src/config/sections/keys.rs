//! When signing keys are renewed.

use std::time::Duration;

use crate::config::{
    duration::{days, hours, seconds},
    section::section,
};

section! {
    /// When signing keys are renewed. `countersign keys rotate` begins a renewal out of turn: the new key signs after
    /// `publish_ahead`, with `--now` at once, and with `--leaked` at once while the keys before are withdrawn.
    pub struct Keys as "keys" {
        /// How long a key signs.
        rotate_every: Duration = days(90), in seconds(1)..=days(3650);

        /// How long a key is published before it signs. It must be longer than APIs keep what they fetched.
        publish_ahead: Duration = hours(1), in seconds(1)..=days(30);
    }
}
