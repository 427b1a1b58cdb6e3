//! What a database says of itself, for `doctor`: its settings, its migrations, its clock. The texts differ by database, so
//! they are not among the portable statements.

use crate::base::{Fault, Timestamp};
use crate::store::sql::{self, Db};

const MIGRATION: &str = "SELECT MAX(version) AS value FROM _sqlx_migrations";
const JOURNAL_MODE: &str = "SELECT journal_mode AS value FROM pragma_journal_mode";
const SYNCHRONOUS: &str = "SELECT synchronous AS value FROM pragma_synchronous";
const FOREIGN_KEYS: &str = "SELECT foreign_keys AS value FROM pragma_foreign_keys";
const SERVER_VERSION: &str = "SELECT current_setting('server_version') AS value";
const SERVER_CLOCK: &str =
    "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) AS value";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Health {
    Sqlite {
        journal_mode: String,
        /// 0 off, 1 normal, 2 full, 3 extra.
        synchronous: i64,
        foreign_keys: bool,
    },
    Postgres {
        version: String,
        now: Timestamp,
    },
}

pub(crate) async fn health(db: &Db) -> Result<Health, Fault> {
    if db.is_sqlite() {
        return Ok(Health::Sqlite {
            journal_mode: one(db, JOURNAL_MODE).await?,
            synchronous: one(db, SYNCHRONOUS).await?,
            foreign_keys: one::<i64>(db, FOREIGN_KEYS).await? == 1,
        });
    }
    Ok(Health::Postgres {
        version: one(db, SERVER_VERSION).await?,
        now: Timestamp(one(db, SERVER_CLOCK).await?),
    })
}

/// The newest migration that was applied.
pub(crate) async fn migration(db: &Db) -> Result<i64, Fault> {
    one(db, MIGRATION).await
}

async fn one<T: sql::FromRow>(db: &Db, statement: &'static str) -> Result<T, Fault> {
    let found = sql::optional(&mut db.read(), statement, Vec::new()).await?;
    found.ok_or_else(|| Fault::internal(format!("no row from: {statement}")))
}
