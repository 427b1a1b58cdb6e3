//! Opening a database: its settings, its lock, its migrations.

use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};

use super::{Db, Kind, migrate, writer::Writer};
use crate::config::{Config, DatabaseUrl};

/// Why a database does not open, each in one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "the database file {path} cannot be used: {reason}. Check that the folder exists and is writable for this user."
    )]
    File { path: PathBuf, reason: String },
    #[error(
        "another server already runs on {0}. Stop it first, or give this one its own database."
    )]
    Locked(PathBuf),
    #[error(
        "the server that runs on {0} needs it as it is, and this program would change its tables. Stop that server first, \
         or use the program that it runs."
    )]
    InUse(PathBuf),
    #[error(
        "the database is newer than this program (it has migration {0}). Run the version that made it, or a later one."
    )]
    Newer(i64),
    #[error(
        "migration {0} was changed after it had been applied. Run the version that applied it."
    )]
    Changed(i64),
    #[error("PostgreSQL cannot be reached: {0}. Check database_url, and that the server is up.")]
    Postgres(String),
    #[error("the database cannot be migrated: {0}.")]
    Migration(String),
}

/// Keeps a second `serve` off a SQLite file for as long as it lives. The command line does not take it.
#[derive(Debug)]
pub struct ServerLock(#[expect(dead_code, reason = "held, not read")] Option<File>);

impl Db {
    /// Opens the configured database and brings it up to this program's migrations, unless a server runs on it that would not
    /// survive that.
    pub async fn open(config: &Config) -> Result<Self, OpenError> {
        match &config.database_url {
            DatabaseUrl::Sqlite(path) => sqlite(path, config, None).await,
            DatabaseUrl::Postgres(_) => postgres(config).await,
        }
    }

    /// The same for the server that holds the lock.
    pub async fn open_locked(config: &Config, lock: &ServerLock) -> Result<Self, OpenError> {
        match &config.database_url {
            DatabaseUrl::Sqlite(path) => sqlite(path, config, Some(lock)).await,
            DatabaseUrl::Postgres(_) => postgres(config).await,
        }
    }

    /// Takes the lock of a server on the database.
    pub fn lock(config: &Config) -> Result<ServerLock, OpenError> {
        let DatabaseUrl::Sqlite(path) = &config.database_url else {
            return Ok(ServerLock(None));
        };
        let file = lock_file(path, "lock")?;
        match file.try_lock() {
            Ok(()) => Ok(ServerLock(Some(file))),
            Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::Locked(path.clone())),
            Err(std::fs::TryLockError::Error(error)) => Err(unusable(path, error)),
        }
    }
}

async fn sqlite(path: &Path, config: &Config, lock: Option<&ServerLock>) -> Result<Db, OpenError> {
    private(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(200);
    // Two programs that start at once on a new file migrate one after the other.
    let turn = lock_file(path, "migrate")?;
    turn.lock().map_err(|error| unusable(path, error))?;
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .map_err(|error| unusable(path, error))?;
    if lock.is_none() && migrate::is_due(&mut connection).await? {
        nobody_serves(path)?;
    }
    migrate::sqlite(&mut connection).await?;
    drop(turn);
    let readers = SqlitePoolOptions::new()
        .max_connections(config.database.max_connections)
        .acquire_timeout(config.database.acquire_timeout)
        .connect_with(options)
        .await
        .map_err(|error| unusable(path, error))?;
    Ok(Db(Kind::Sqlite {
        readers,
        writer: Writer::start(connection),
    }))
}

async fn postgres(config: &Config) -> Result<Db, OpenError> {
    let unreachable = |error: sqlx::Error| OpenError::Postgres(error.to_string());
    let statement_timeout = config.database.statement_timeout.as_millis().to_string();
    let options = PgConnectOptions::from_str(&config.database_url.connection_string())
        .map_err(unreachable)?
        .application_name("countersign")
        .options([("client_min_messages", "warning")]);
    // Migrations wait for one another and may take long: on a connection of their own, without the bounds of requests.
    let mut connection = PgConnection::connect_with(&options)
        .await
        .map_err(unreachable)?;
    migrate::postgres(&mut connection).await?;
    let _ = connection.close().await;
    let options = options
        .options([
            ("statement_timeout", statement_timeout.as_str()),
            ("lock_timeout", statement_timeout.as_str()),
            ("idle_in_transaction_session_timeout", "10000"),
        ])
        .statement_cache_capacity(200);
    let pool = PgPoolOptions::new()
        .max_connections(config.database.max_connections)
        .acquire_timeout(config.database.acquire_timeout.max(Duration::from_secs(1)))
        .connect_with(options)
        .await
        .map_err(unreachable)?;
    Ok(Db(Kind::Postgres(pool)))
}

/// A server keeps prepared statements. SQLite prepares them anew when a table has changed, but their rows then have a column
/// that sqlx does not expect, and it answers as if there were none.
fn nobody_serves(path: &Path) -> Result<(), OpenError> {
    match lock_file(path, "lock")?.try_lock_shared() {
        Ok(()) => Ok(()),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => Err(unusable(path, error)),
    }
}

/// Makes the folder and the file for this user alone: they hold addresses, hashes and sealed keys. SQLite gives the files
/// beside it the same permissions. What exists keeps its own; `doctor` looks at them.
fn private(path: &Path) -> Result<(), OpenError> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| unusable(path, error))?;
    }
    open_private(path)
        .map(|_| ())
        .map_err(|error| unusable(path, error))
}

fn open_private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(path)
}

fn lock_file(path: &Path, suffix: &str) -> Result<File, OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{suffix}"));
    private(path)?;
    open_private(&PathBuf::from(name)).map_err(|error| unusable(path, error))
}

fn unusable(path: &Path, reason: impl std::fmt::Display) -> OpenError {
    OpenError::File {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}
