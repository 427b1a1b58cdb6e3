//! Which keys the server has, and when they are renewed.

use std::time::Duration;

use crate::config::{
    EncryptionAlgorithms, SigningAlgorithms,
    duration::{days, hours, seconds},
    section::section,
};

section! {
    /// Which keys the server has, and when they are renewed. `countersign keys rotate` begins a renewal out of turn: the
    /// new keys sign after `publish_ahead`, with `--now` at once, and with `--leaked` at once while the keys before are
    /// withdrawn. Several servers on one database need the same lists.
    pub struct Keys as "keys" {
        /// What clients can have signed with, each with keys of its own. `RS256` is always among them. The keys of an
        /// algorithm that is taken out stay published until what they signed has expired.
        algorithms: SigningAlgorithms = SigningAlgorithms::default();

        /// What clients can encrypt to this server with; `[]`, or `none` in a variable, for nothing.
        encryption: EncryptionAlgorithms = EncryptionAlgorithms::default();

        /// How long a key signs.
        rotate_every: Duration = days(90), in seconds(1)..=days(3650);

        /// How long a key is published before it signs. It must be longer than APIs keep what they fetched.
        publish_ahead: Duration = hours(1), in seconds(1)..=days(30);
    }
}
