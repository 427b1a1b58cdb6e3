//! One-time passwords: a sealed seed for each person who has set one up, and the last step that counted.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO totp (user_id, sealed, last_step, created_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (user_id) DO NOTHING RETURNING 1 AS value";
    FIND = "SELECT * FROM totp WHERE user_id = $1";
    SPEND = "UPDATE totp SET last_step = $3 WHERE user_id = $1 AND created_at = $2 AND last_step < $3 RETURNING 1 AS value";
    DELETE = "DELETE FROM totp WHERE user_id = $1 RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct Totp {
    /// The seed, sealed for its person.
    pub sealed: Vec<u8>,
    /// The last step whose code was taken: neither it nor an earlier one counts again (RFC 6238 section 5.2).
    pub last_step: i64,
    pub created_at: Timestamp,
}

/// False when the person has one already.
pub async fn insert(tx: &mut Tx, user_id: &str, totp: &Totp) -> Result<bool, Fault> {
    let values = args![user_id, &totp.sealed, totp.last_step, totp.created_at];
    sql::any(tx, INSERT, values).await
}

pub async fn find(conn: &mut impl Conn, user_id: &str) -> Result<Option<Totp>, Fault> {
    sql::optional(conn, FIND, args![user_id]).await
}

/// Uses the code of a step up, for the seed that was set up at `of`. False when it or a later one was used before.
pub async fn spend(tx: &mut Tx, user_id: &str, of: Timestamp, step: i64) -> Result<bool, Fault> {
    sql::any(tx, SPEND, args![user_id, of, step]).await
}

/// False when there was none.
pub async fn delete(tx: &mut Tx, user_id: &str) -> Result<bool, Fault> {
    sql::any(tx, DELETE, args![user_id]).await
}

impl FromRow for Totp {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Totp {
            sealed: row.bytes("sealed")?,
            last_step: row.int("last_step")?,
            created_at: row.time("created_at")?,
        })
    }
}
