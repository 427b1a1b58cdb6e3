//! Statements on PostgreSQL while a newer node adds columns. PostgreSQL refuses a statement that was prepared before its table
//! had the column ("cached plan must not change result type"), on that connection for good; so it is prepared anew.

use sqlx::postgres::{PgConnection, PgPool, PgRow};
use sqlx::{Connection as _, Error};

use super::postgres;
use super::value::Value;

/// `feature_not_supported`: among our statements only one whose columns have changed.
const OUTDATED: &str = "0A000";

/// A read is simply repeated.
pub(super) async fn read(
    pool: &PgPool,
    sql: &'static str,
    args: Vec<Value>,
) -> Result<Vec<PgRow>, Error> {
    let mut connection = pool.acquire().await?;
    match change(&mut connection, sql, args.clone()).await {
        Err(error) if is_outdated(&error) => postgres(sql, args).fetch_all(&mut *connection).await,
        answer => answer,
    }
}

/// A transaction cannot go on after an error: it fails, and the connection's next one finds nothing outdated.
pub(super) async fn change(
    connection: &mut PgConnection,
    sql: &'static str,
    args: Vec<Value>,
) -> Result<Vec<PgRow>, Error> {
    let answer = postgres(sql, args).fetch_all(&mut *connection).await;
    if answer.as_ref().is_err_and(is_outdated) {
        connection.clear_cached_statements().await?;
    }
    answer
}

fn is_outdated(error: &Error) -> bool {
    let cause = error.as_database_error();
    cause.and_then(|cause| cause.code()).as_deref() == Some(OUTDATED)
}
