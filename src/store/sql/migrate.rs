//! The migrations, embedded and applied in order; PostgreSQL's under an advisory lock.

use std::borrow::Cow;

use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::open::OpenError;

/// Where the migrator keeps what was applied.
const TABLE: &str = "_sqlx_migrations";

/// Every migration: number, what it does, its text. Append only.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (
        1,
        "first",
        include_str!("../../../migrations/0001_first.sql"),
    ),
    (
        2,
        "openid provider",
        include_str!("../../../migrations/0002_openid_provider.sql"),
    ),
    (
        3,
        "scope words",
        include_str!("../../../migrations/0003_scope_words.sql"),
    ),
    (
        4,
        "profile",
        include_str!("../../../migrations/0004_profile.sql"),
    ),
    (
        5,
        "code authentication",
        include_str!("../../../migrations/0005_code_authentication.sql"),
    ),
    (
        6,
        "client indexes",
        include_str!("../../../migrations/0006_client_indexes.sql"),
    ),
    (
        7,
        "api keys",
        include_str!("../../../migrations/0007_api_keys.sql"),
    ),
    (
        8,
        "people",
        include_str!("../../../migrations/0008_people.sql"),
    ),
];

/// Whether there are migrations that the database does not have yet.
pub(super) async fn is_due(connection: &mut SqliteConnection) -> Result<bool, OpenError> {
    let trouble = |error: MigrateError| OpenError::Migration(error.to_string());
    connection
        .ensure_migrations_table(TABLE)
        .await
        .map_err(trouble)?;
    let applied = connection.list_applied_migrations(TABLE).await;
    Ok(applied.map_err(trouble)?.len() < MIGRATIONS.len())
}

pub(super) async fn sqlite(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    run(connection).await
}

pub(super) async fn postgres(connection: &mut PgConnection) -> Result<(), OpenError> {
    run(connection).await
}

async fn run<C: Migrate>(connection: &mut C) -> Result<(), OpenError> {
    let migrations = MIGRATIONS.iter().map(|&(number, name, sql)| {
        let sql = AssertSqlSafe(sql).into_sql_str();
        Migration::new(
            number,
            Cow::Borrowed(name),
            MigrationType::Simple,
            sql,
            false,
        )
    });
    let migrator = Migrator::with_migrations(migrations.collect());
    migrator
        .run_direct(None, connection, false)
        .await
        .map_err(|error| match error {
            MigrateError::VersionMissing(number) => OpenError::Newer(number),
            MigrateError::VersionMismatch(number) => OpenError::Changed(number),
            other => OpenError::Migration(other.to_string()),
        })
}
