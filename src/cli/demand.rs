//! What is wanted of sign-ins, as command lines say it, of whatever it is wanted for.

use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use crate::config::Required;
use crate::domain::{Demand, Level};

#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct Demanded {
    /// What a sign-in has to amount to: one, two (factors of different kinds) or passkey
    #[arg(long, value_name = "LEVEL")]
    require_acr: Option<Required>,
    /// How old a sign-in may be, such as 1h
    #[arg(long, value_name = "SPAN", value_parser = crate::config::parse_duration)]
    max_auth_age: Option<Duration>,
    /// A sign-in may be of any age
    #[arg(long, conflicts_with = "max_auth_age")]
    no_max_auth_age: bool,
}

impl Demanded {
    /// What is wanted then: what is not said stays. None where nothing is said.
    pub(super) fn over(self, before: Demand) -> Option<Demand> {
        let said =
            self.require_acr.is_some() || self.max_auth_age.is_some() || self.no_max_auth_age;
        let max_age = match self.no_max_auth_age {
            true => None,
            false => self.max_auth_age.or(before.max_age),
        };
        let level = self.require_acr.map_or(before.level, Level::from);
        said.then_some(Demand { level, max_age })
    }
}

/// For people.
pub(super) fn facts(demand: &Demand) -> [(&'static str, String); 2] {
    let age = demand.max_age.map_or_else(
        || "of any age".to_owned(),
        |age| format!("{} seconds at most", age.as_secs()),
    );
    [
        ("sign-in", word(demand.level).to_owned()),
        ("sign-in age", age),
    ]
}

/// For machines: the acr, and seconds.
pub(super) fn json(demand: &Demand) -> Value {
    let age = demand.max_age.map(|age| age.as_secs());
    json!({"acr": demand.level.as_str(), "max_auth_age": age})
}

pub(super) fn word(level: Level) -> &'static str {
    match level {
        Level::One => "one factor",
        Level::Two => "two factors",
        Level::PhishingResistant => "a passkey",
    }
}
