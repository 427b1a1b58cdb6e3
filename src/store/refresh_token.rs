//! Refresh tokens: each is consumed once, and leaves a successor.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::RefreshToken;

statements! {
    INSERT = "INSERT INTO refresh_tokens (token_hash, grant_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    FIND = "SELECT * FROM refresh_tokens WHERE token_hash = $1";
    CONSUME = "UPDATE refresh_tokens SET consumed_at = $2 WHERE token_hash = $1 AND consumed_at IS NULL \
        AND expires_at > $2 RETURNING grant_id AS value";
    EXPIRE = "DELETE FROM refresh_tokens WHERE token_hash IN \
        (SELECT token_hash FROM refresh_tokens WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

pub async fn insert(
    tx: &mut Tx,
    token_hash: &[u8; 32],
    grant_id: &str,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    sql::execute(tx, INSERT, args![token_hash, grant_id, now, expires_at]).await
}

pub async fn find(conn: &mut impl Conn, token_hash: &[u8; 32]) -> Result<Option<RefreshToken>, Fault> {
    sql::optional(conn, FIND, args![token_hash]).await
}

/// True for the one caller that consumed it.
pub async fn consume(tx: &mut Tx, token_hash: &[u8; 32], now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, CONSUME, args![token_hash, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for RefreshToken {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(RefreshToken {
            grant_id: row.text("grant_id")?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
            consumed_at: row.time_or_null("consumed_at")?,
        })
    }
}
