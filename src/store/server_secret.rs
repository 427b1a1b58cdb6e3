//! Secrets of the server itself, sealed under the master key.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO server_secrets (name, sealed, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    FIND = "SELECT sealed FROM server_secrets WHERE name = $1";
}

struct Sealed(Vec<u8>);

impl FromRow for Sealed {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        row.bytes("sealed").map(Self)
    }
}

pub async fn find(conn: &mut impl Conn, name: &str) -> Result<Option<Vec<u8>>, Fault> {
    let found: Option<Sealed> = sql::optional(conn, FIND, args![name]).await?;
    Ok(found.map(|sealed| sealed.0))
}

/// Keeps `sealed` unless there is a secret of this name already. What counts is what [`find`] says afterwards.
pub async fn insert(tx: &mut Tx, name: &str, sealed: &[u8], now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, INSERT, args![name, sealed.to_vec(), now]).await
}
