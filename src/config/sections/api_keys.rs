//! How long API keys are good.

use std::time::Duration;

use crate::config::{
    duration::{days, hours, seconds},
    section::section,
};

section! {
    /// How long the API keys are good that people make for programs of theirs.
    pub struct ApiKeys as "api_keys" {
        /// Lifetime of a key for which none was chosen.
        default_lifetime: Duration = days(90), in seconds(1)..=days(3650);

        /// The longest lifetime that may be chosen. There is no key without an end.
        max_lifetime: Duration = days(366), in seconds(1)..=days(3650);

        /// How long the text of a key that was rotated stays good beside the new one. `0s` ends it at once.
        rotation_overlap: Duration = hours(24), in seconds(0)..=days(30);
    }
}
