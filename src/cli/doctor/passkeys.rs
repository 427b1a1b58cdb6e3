//! Are there passkeys that nobody can show, because the issuer had another host when they were made?

use crate::cli::answer::Finding;
use crate::config::Config;
use crate::identity::passkey;
use crate::store::Db;
use crate::store::passkey::{LeftBehind, left_behind};

const CHECK: &str = "passkeys";

/// Nothing where all can be shown.
pub(super) async fn check(config: &Config, db: &Db) -> Option<Finding> {
    let host = passkey::id_of(&config.issuer).unwrap_or_default();
    match left_behind(&mut db.read(), &host).await {
        Ok(LeftBehind { passkeys: 0, .. }) => None,
        Ok(LeftBehind { passkeys, people }) => Some(Finding::warn(
            CHECK,
            format!(
                "{passkeys} passkeys of {people} people were made for another host than that of {}, and cannot be shown there.",
                config.issuer
            ),
            "They count for nothing at sign-in. Their owners make new ones; `countersign user reset-factors` takes away \
             those of somebody who has no other way in, and `user set-password` gives one.",
        )),
        Err(fault) => Some(Finding::fail(CHECK, fault.to_string(), "")),
    }
}
