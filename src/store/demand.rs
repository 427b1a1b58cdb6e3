//! What is wanted of a sign-in, in the columns `min_acr` and `max_auth_age`.

use std::time::Duration;

use super::sql::Row;
use crate::base::Fault;
use crate::domain::{Demand, Level};

pub(super) fn acr(demand: &Demand) -> Option<String> {
    (demand.level > Level::One).then(|| demand.level.as_str().to_owned())
}

/// In milliseconds.
pub(super) fn age(demand: &Demand) -> Option<i64> {
    let age = demand.max_age?;
    Some(i64::try_from(age.as_millis()).unwrap_or(i64::MAX))
}

pub(super) fn read(row: &Row) -> Result<Demand, Fault> {
    let age = row.int_or_null("max_auth_age")?;
    Ok(Demand {
        level: level(row)?.unwrap_or(Level::One),
        max_age: age.map(|millis| Duration::from_millis(millis.unsigned_abs())),
    })
}

pub(super) fn level(row: &Row) -> Result<Option<Level>, Fault> {
    row.text_or_null("min_acr")?
        .as_deref()
        .map(named)
        .transpose()
}

pub(super) fn named(acr: &str) -> Result<Level, Fault> {
    Level::named(acr).ok_or_else(|| Fault::internal(format!("{acr} is no acr of ours")))
}
