//! The server's own keys, sealed. What they are for and when they turn is for `jose`.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO signing_keys (kid, generation, algorithm, sealed, created_at, signs_from) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING kid AS value";
    LIST = "SELECT * FROM signing_keys ORDER BY generation";
    WITHDRAW = "UPDATE signing_keys SET withdrawn_at = $3 \
        WHERE algorithm = $1 AND generation < $2 AND withdrawn_at IS NULL";
    DELETE = "DELETE FROM signing_keys WHERE kid = $1";
}

#[derive(Debug, Clone)]
pub struct StoredKey {
    pub kid: String,
    pub generation: i64,
    /// The registered name of the one algorithm that the key serves, which also tells what it is for.
    pub algorithm: String,
    /// PKCS#8, sealed under the master key.
    pub sealed: Vec<u8>,
    pub created_at: Timestamp,
    /// It is published before this moment, and signs after it.
    pub signs_from: Timestamp,
    /// Taken out of the published set at once, after a leak.
    pub withdrawn_at: Option<Timestamp>,
}

/// False when another node made this generation first.
pub async fn insert(tx: &mut Tx, key: &StoredKey) -> Result<bool, Fault> {
    let values =
        args![&key.kid, key.generation, &key.algorithm, &key.sealed, key.created_at, key.signs_from];
    sql::any(tx, INSERT, values).await
}

pub async fn list(conn: &mut impl Conn) -> Result<Vec<StoredKey>, Fault> {
    sql::all(conn, LIST, args![]).await
}

/// Withdraws every key of an algorithm before `generation`.
pub async fn withdraw_before(
    tx: &mut Tx,
    algorithm: &str,
    generation: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    sql::execute(tx, WITHDRAW, args![algorithm, generation, now]).await
}

pub async fn delete(tx: &mut Tx, kid: &str) -> Result<(), Fault> {
    sql::execute(tx, DELETE, args![kid]).await
}

impl FromRow for StoredKey {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(StoredKey {
            kid: row.text("kid")?,
            generation: row.int("generation")?,
            algorithm: row.text("algorithm")?,
            sealed: row.bytes("sealed")?,
            created_at: row.time("created_at")?,
            signs_from: row.time("signs_from")?,
            withdrawn_at: row.time_or_null("withdrawn_at")?,
        })
    }
}
