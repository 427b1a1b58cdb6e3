//! The only folder that knows there are two databases.
//!
//! One portable SQL text with `$1` serves both. Reads go through [`Db::read`]; every change is one short
//! job given to [`Db::write`], which holds SQL only: never hash, sign or call the network inside one.

pub mod health;
mod migrate;
mod open;
mod prepared;
mod row;
mod value;
mod writer;

use std::future::Future;
use std::pin::Pin;

use sqlx::postgres::{PgArguments, PgPool};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqlitePool};
use sqlx::{Postgres, Sqlite, Transaction};

use crate::base::Fault;

pub use open::{OpenError, ServerLock};
pub use row::{FromRow, Row};
pub use value::Value;
pub(crate) use value::args;

pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Db(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Sqlite {
        readers: SqlitePool,
        writer: writer::Writer,
    },
    Postgres(PgPool),
}

/// Anything that statements run on: a reader outside transactions, or a transaction.
pub trait Conn: Send {
    fn run(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> BoxFuture<'_, Result<Vec<Row>, Fault>>;
}

/// One open transaction.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Box<SqliteConnection>),
    Postgres(Transaction<'static, Postgres>),
}

/// Reads, each on a connection of the pool.
#[derive(Debug)]
pub struct Reader<'d>(&'d Db);

impl Db {
    pub fn read(&self) -> Reader<'_> {
        Reader(self)
    }

    /// Runs `job` in one transaction. It commits when the job answers, and rolls back when it faults. On SQLite
    /// the jobs that wait together share one commit, and so one flush of the disk.
    pub async fn write<T, J>(&self, job: J) -> Result<T, Fault>
    where
        T: Send + 'static,
        J: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, Fault>> + Send + 'static,
    {
        match &self.0 {
            Kind::Sqlite { writer, .. } => writer.write(job).await,
            Kind::Postgres(pool) => {
                let mut tx = Tx::Postgres(pool.begin().await.map_err(fault)?);
                let answer = job(&mut tx).await?;
                if let Tx::Postgres(open) = tx {
                    open.commit().await.map_err(fault)?;
                }
                Ok(answer)
            }
        }
    }

    /// Whether changes can be made at all; a database that cannot be reached is found by asking it.
    pub fn takes_writes(&self) -> bool {
        match &self.0 {
            Kind::Sqlite { writer, .. } => writer.is_open(),
            Kind::Postgres(pool) => !pool.is_closed(),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.0, Kind::Sqlite { .. })
    }

    pub async fn close(&self) {
        match &self.0 {
            Kind::Sqlite { readers, writer } => {
                writer.close().await;
                readers.close().await;
            }
            Kind::Postgres(pool) => pool.close().await,
        }
    }
}

impl Conn for Reader<'_> {
    fn run(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> BoxFuture<'_, Result<Vec<Row>, Fault>> {
        match &self.0.0 {
            Kind::Sqlite { readers, .. } => Box::pin(async move {
                let rows = sqlite(sql, args).fetch_all(readers).await.map_err(fault)?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }),
            Kind::Postgres(pool) => Box::pin(async move {
                let rows = prepared::read(pool, sql, args).await.map_err(fault)?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }),
        }
    }
}

impl Conn for Tx {
    fn run(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> BoxFuture<'_, Result<Vec<Row>, Fault>> {
        Box::pin(async move {
            Ok(match self {
                Tx::Sqlite(connection) => {
                    let rows = sqlite(sql, args)
                        .fetch_all(&mut **connection)
                        .await
                        .map_err(fault)?;
                    rows.into_iter().map(Row::Sqlite).collect()
                }
                Tx::Postgres(tx) => {
                    let rows = prepared::change(tx, sql, args).await.map_err(fault)?;
                    rows.into_iter().map(Row::Postgres).collect()
                }
            })
        })
    }
}

/// The rows of a statement, as a type.
pub async fn all<T: FromRow>(
    conn: &mut impl Conn,
    sql: &'static str,
    args: Vec<Value>,
) -> Result<Vec<T>, Fault> {
    conn.run(sql, args).await?.iter().map(T::from_row).collect()
}

/// The first row of a statement, or none.
pub async fn optional<T: FromRow>(
    conn: &mut impl Conn,
    sql: &'static str,
    args: Vec<Value>,
) -> Result<Option<T>, Fault> {
    conn.run(sql, args)
        .await?
        .first()
        .map(T::from_row)
        .transpose()
}

/// Whether a statement that returns its rows touched any: the outcome of a compare-and-set.
pub async fn any(conn: &mut impl Conn, sql: &'static str, args: Vec<Value>) -> Result<bool, Fault> {
    Ok(!conn.run(sql, args).await?.is_empty())
}

/// How many rows a statement that returns them touched.
pub async fn count(
    conn: &mut impl Conn,
    sql: &'static str,
    args: Vec<Value>,
) -> Result<usize, Fault> {
    Ok(conn.run(sql, args).await?.len())
}

/// Runs a statement for its effect.
pub async fn execute(
    conn: &mut impl Conn,
    sql: &'static str,
    args: Vec<Value>,
) -> Result<(), Fault> {
    conn.run(sql, args).await.map(|_| ())
}

fn sqlite(sql: &'static str, args: Vec<Value>) -> Query<'static, Sqlite, SqliteArguments> {
    args.into_iter()
        .fold(sqlx::query(sql), |query, value| match value {
            Value::Text(value) => query.bind(value),
            Value::Int(value) => query.bind(value),
            Value::Bool(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        })
}

fn postgres(sql: &'static str, args: Vec<Value>) -> Query<'static, Postgres, PgArguments> {
    args.into_iter()
        .fold(sqlx::query(sql), |query, value| match value {
            Value::Text(value) => query.bind(value),
            Value::Int(value) => query.bind(value),
            Value::Bool(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        })
}

/// A statement that fails for its own sake is our mistake; everything else is trouble that may pass.
fn fault(error: sqlx::Error) -> Fault {
    match &error {
        sqlx::Error::Database(cause)
            if cause.is_unique_violation() || cause.is_foreign_key_violation() =>
        {
            Fault::internal(error)
        }
        sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::Encode(_) => Fault::internal(error),
        _ => Fault::unavailable(error),
    }
}
