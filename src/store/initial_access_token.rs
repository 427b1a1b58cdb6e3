//! Initial access tokens: the permission to register clients (RFC 7591 section 3), by the hash of each.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO initial_access_tokens (id, token_hash, name, uses_left, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    IS_LIVE = "SELECT id AS value FROM initial_access_tokens \
        WHERE token_hash = $1 AND expires_at > $2 AND (uses_left IS NULL OR uses_left > 0)";
    CONSUME = "UPDATE initial_access_tokens SET uses_left = uses_left - 1 \
        WHERE token_hash = $1 AND expires_at > $2 AND (uses_left IS NULL OR uses_left > 0) RETURNING id AS value";
    LIST = "SELECT * FROM initial_access_tokens WHERE expires_at > $1 ORDER BY created_at, id";
    DELETE = "DELETE FROM initial_access_tokens WHERE id = $1 RETURNING id AS value";
    EXPIRE = "DELETE FROM initial_access_tokens WHERE id IN \
        (SELECT id FROM initial_access_tokens WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

/// A token as the operator knows it: not the token itself.
#[derive(Clone, Debug)]
pub struct InitialAccessToken {
    pub id: String,
    pub name: String,
    /// None: as often as its holder likes.
    pub uses_left: Option<i64>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn insert(tx: &mut Tx, token: &InitialAccessToken, hash: &[u8; 32]) -> Result<(), Fault> {
    let values =
        args![&token.id, hash, &token.name, token.uses_left, token.created_at, token.expires_at];
    sql::execute(tx, INSERT, values).await
}

/// Whether the token would be good now. Whoever relies on it still has to consume it.
pub async fn is_live(conn: &mut impl Conn, hash: &[u8; 32], now: Timestamp) -> Result<bool, Fault> {
    sql::any(conn, IS_LIVE, args![hash, now]).await
}

/// Uses the token once. False for all who come after its last use.
pub async fn consume(tx: &mut Tx, hash: &[u8; 32], now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, CONSUME, args![hash, now]).await
}

/// Those that have not expired, oldest first.
pub async fn list(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<InitialAccessToken>, Fault> {
    sql::all(conn, LIST, args![now]).await
}

/// False when there is none.
pub async fn delete(tx: &mut Tx, id: &str) -> Result<bool, Fault> {
    sql::any(tx, DELETE, args![id]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for InitialAccessToken {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text("id")?,
            name: row.text("name")?,
            uses_left: row.int_or_null("uses_left")?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}
