//! Does the database open, is it set up to keep what it is given, and does its clock agree with ours?

use std::path::Path;
use std::time::Duration;

use super::health::{self, Health};
use crate::base::clock::SystemClock;
use crate::base::random::SystemRandom;
use crate::base::{Clock as _, Timestamp, id};
use crate::cli::answer::Finding;
use crate::cli::{moment, start};
use crate::config::{Config, DatabaseUrl};
use crate::store::Db;
use crate::store::signing_key::{self, StoredKey};

const CHECK: &str = "database";
/// Beyond this, what one node calls expired another still takes.
const SKEW: Duration = Duration::from_secs(2);

/// Whether the folder of a SQLite file may be written: its journal stands beside it.
pub(super) fn folder(config: &Config) -> Option<Finding> {
    let DatabaseUrl::Sqlite(path) = &config.database_url else {
        return None;
    };
    let folder = folder_of(path);
    if !folder.exists() {
        return None;
    }
    let shown = folder.display();
    let trial = folder.join(format!(".countersign-doctor-{}", id::id(&SystemRandom)));
    let written = std::fs::write(&trial, b"trial").and_then(|()| std::fs::remove_file(&trial));
    Some(match written {
        Ok(()) => Finding::ok("data folder", format!("{shown} can be written.")),
        Err(error) => Finding::fail(
            "data folder",
            format!("{shown} cannot be written: {error}."),
            "Give this user the right to write there, or choose another database_url.",
        ),
    })
}

/// The folder in which a SQLite file lies.
pub(super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

pub(super) async fn open(config: &Config) -> (Option<Db>, Finding) {
    let url = &config.database_url;
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        let what = format!("{} does not exist yet.", path.display());
        return (
            None,
            Finding::warn(CHECK, what, "The first `countersign serve` makes it."),
        );
    }
    match start::database(config, None).await {
        Ok(db) => (Some(db), Finding::ok(CHECK, format!("{url} opens."))),
        Err(failure) => (None, Finding::fail(CHECK, failure.message, "")),
    }
}

pub(super) async fn settings(db: &Db) -> Vec<Finding> {
    let migration = match health::migration(db).await {
        Ok(number) => Finding::ok(
            "migrations",
            format!("at {number}, the newest of this program."),
        ),
        Err(fault) => Finding::fail(
            "migrations",
            format!("{fault}."),
            "Look at the database's own log.",
        ),
    };
    let settings = match health::health(db).await {
        Ok(health) => judge(&health, SystemClock.now()),
        Err(fault) => vec![Finding::fail(
            "settings",
            format!("{fault}."),
            "Look at the database's own log.",
        )],
    };
    [vec![migration], settings].concat()
}

pub(super) async fn stored_keys(db: &Db) -> Vec<StoredKey> {
    signing_key::list(&mut db.read()).await.unwrap_or_default()
}

fn judge(health: &Health, here: Timestamp) -> Vec<Finding> {
    match health {
        Health::Sqlite {
            journal_mode,
            synchronous,
            foreign_keys,
        } => {
            let good = journal_mode == "wal" && *synchronous >= 2 && *foreign_keys;
            let what = format!(
                "journal_mode={journal_mode}, synchronous={synchronous}, foreign_keys={}.",
                if *foreign_keys { "on" } else { "off" }
            );
            let mend =
                "Keep the file on a local disk: network file systems allow no write-ahead log.";
            vec![if good {
                Finding::ok("settings", what)
            } else {
                Finding::fail("settings", what, mend)
            }]
        }
        Health::Postgres { version, now } => vec![version_of(version), skew(*now, here)],
    }
}

fn version_of(version: &str) -> Finding {
    let major = version
        .split(['.', ' '])
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    let what = format!("PostgreSQL {version}.");
    match major {
        Some(13..) => Finding::ok("settings", what),
        _ => Finding::warn(
            "settings",
            what,
            "Versions before 13 are not maintained: upgrade.",
        ),
    }
}

fn skew(there: Timestamp, here: Timestamp) -> Finding {
    let apart = there.since(here).max(here.since(there));
    if apart <= SKEW {
        return Finding::ok(
            "database time",
            "the database's clock agrees with this machine's.",
        );
    }
    let what = format!(
        "the database's clock and this machine's are {} apart.",
        moment::span(apart)
    );
    Finding::warn(
        "database time",
        what,
        "Keep both right with NTP: other nodes may be off as well.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::answer::State;

    fn sqlite(journal_mode: &str, synchronous: i64) -> State {
        let health = Health::Sqlite {
            journal_mode: journal_mode.into(),
            synchronous,
            foreign_keys: true,
        };
        judge(&health, Timestamp(0))[0].state
    }

    #[test]
    fn a_file_that_may_lose_writes_fails() {
        assert_eq!(sqlite("wal", 2), State::Ok);
        assert_eq!(sqlite("delete", 2), State::Fail);
        assert_eq!(sqlite("wal", 1), State::Fail);
    }

    #[test]
    fn versions_and_clocks_are_read() {
        assert_eq!(
            version_of("15.18 (Debian 15.18-0+deb12u1)").state,
            State::Ok
        );
        assert_eq!(version_of("9.6.24").state, State::Warn);
        assert_eq!(version_of("?").state, State::Warn);
        assert_eq!(skew(Timestamp(10_000), Timestamp(11_000)).state, State::Ok);
        assert_eq!(
            skew(Timestamp(10_000), Timestamp(13_000)).state,
            State::Warn
        );
        assert_eq!(
            skew(Timestamp(13_000), Timestamp(10_000)).state,
            State::Warn
        );
    }
}
