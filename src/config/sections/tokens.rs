//! How long what the server issues is good.

use std::time::Duration;

use crate::config::{
    duration::{days, minutes, seconds},
    section::section,
};

section! {
    /// How long what the server issues is good.
    pub struct Tokens as "tokens" {
        /// Lifetime of an access token. APIs accept it to the end without asking, so keep it short.
        access_token: Duration = minutes(10), in seconds(1)..=days(1);

        /// Lifetime of an ID token.
        id_token: Duration = minutes(10), in seconds(1)..=days(1);

        /// Lifetime of an authorization code.
        code: Duration = seconds(60), in seconds(1)..=seconds(60);

        /// How long a refresh token lies unused before it is dead.
        refresh_idle: Duration = days(30), in seconds(1)..=days(3650);

        /// How long after the sign-in a refresh token can be renewed at all.
        refresh_absolute: Duration = days(90), in seconds(1)..=days(3650);

        /// How long a used refresh token may be sent again by a client that lost the answer; it gets the same successor.
        /// Later it counts as stolen. `0s` allows no repetition.
        refresh_grace: Duration = seconds(10), in seconds(0)..=seconds(60);
    }
}
