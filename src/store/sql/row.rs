//! One row of either database, read by column name.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};

use crate::base::{Fault, Timestamp};

#[derive(Debug)]
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A type that is made of one row. A row that means nothing is a fault that names the column.
pub trait FromRow: Sized {
    fn from_row(row: &Row) -> Result<Self, Fault>;
}

impl Row {
    fn column<T>(&self, name: &str) -> Result<T, Fault>
    where
        T: for<'r> Decode<'r, Sqlite>
            + Type<Sqlite>
            + for<'r> Decode<'r, Postgres>
            + Type<Postgres>,
    {
        match self {
            Row::Sqlite(row) => row.try_get(name),
            Row::Postgres(row) => row.try_get(name),
        }
        .map_err(Fault::internal)
    }

    pub fn text(&self, name: &str) -> Result<String, Fault> {
        self.column(name)
    }

    pub fn text_or_null(&self, name: &str) -> Result<Option<String>, Fault> {
        self.column(name)
    }

    pub fn int(&self, name: &str) -> Result<i64, Fault> {
        self.column(name)
    }

    pub fn int_or_null(&self, name: &str) -> Result<Option<i64>, Fault> {
        self.column(name)
    }

    pub fn bool(&self, name: &str) -> Result<bool, Fault> {
        self.column(name)
    }

    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, Fault> {
        self.column(name)
    }

    pub fn bytes_or_null(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.column(name)
    }

    pub fn time(&self, name: &str) -> Result<Timestamp, Fault> {
        self.column(name).map(Timestamp)
    }

    pub fn time_or_null(&self, name: &str) -> Result<Option<Timestamp>, Fault> {
        Ok(self.column::<Option<i64>>(name)?.map(Timestamp))
    }

    /// A list of strings, stored as JSON text.
    pub fn list(&self, name: &str) -> Result<Vec<String>, Fault> {
        let list = self.list_or_null(name)?;
        list.ok_or_else(|| Fault::internal(format!("column {name} is null")))
    }

    pub fn list_or_null(&self, name: &str) -> Result<Option<Vec<String>>, Fault> {
        let list = |text: String| {
            serde_json::from_str(&text).map_err(|error| {
                Fault::internal(format!("column {name} holds no list of strings: {error}"))
            })
        };
        self.text_or_null(name)?.map(list).transpose()
    }
}

impl FromRow for String {
    /// For statements that return one text column named `value`.
    fn from_row(row: &Row) -> Result<Self, Fault> {
        row.text("value")
    }
}

impl FromRow for i64 {
    /// For statements that return one whole number named `value`.
    fn from_row(row: &Row) -> Result<Self, Fault> {
        row.int("value")
    }
}
