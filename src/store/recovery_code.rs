//! Recovery codes, by their hashes. Those that were used stay until a new set replaces them, so that they can be counted.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO recovery_codes (user_id, code_hash, created_at) VALUES ($1, $2, $3)";
    USE_UP = "UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL \
        RETURNING 1 AS value";
    COUNTED = "SELECT COUNT(*) AS made, COUNT(used_at) AS used, MIN(created_at) AS made_at FROM recovery_codes WHERE user_id = $1";
    DELETE = "DELETE FROM recovery_codes WHERE user_id = $1";
}

/// The set that a person has.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    pub made: i64,
    pub used: i64,
    /// None where there is no set.
    pub made_at: Option<Timestamp>,
}

pub async fn insert(
    tx: &mut Tx,
    user_id: &str,
    code_hash: &[u8; 32],
    now: Timestamp,
) -> Result<(), Fault> {
    sql::execute(tx, INSERT, args![user_id, code_hash, now]).await
}

/// False when it is none of this person's, or was used before.
pub async fn use_up(
    tx: &mut Tx,
    user_id: &str,
    code_hash: &[u8; 32],
    now: Timestamp,
) -> Result<bool, Fault> {
    sql::any(tx, USE_UP, args![user_id, code_hash, now]).await
}

pub async fn counted(conn: &mut impl Conn, user_id: &str) -> Result<Counted, Fault> {
    let counted = sql::optional(conn, COUNTED, args![user_id]).await?;
    counted.ok_or_else(|| Fault::internal("a count without a row"))
}

pub async fn delete(tx: &mut Tx, user_id: &str) -> Result<(), Fault> {
    sql::execute(tx, DELETE, args![user_id]).await
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Counted {
            made: row.int("made")?,
            used: row.int("used")?,
            made_at: row.time_or_null("made_at")?,
        })
    }
}
