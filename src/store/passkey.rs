//! People's passkeys.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::Passkey;

statements! {
    INSERT = "INSERT INTO passkeys (id, user_id, rp_id, credential_id, credential, transports, name, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id AS value";
    OF_USER = "SELECT * FROM passkeys WHERE user_id = $1 ORDER BY created_at DESC, id";
    BY_CREDENTIAL = "SELECT * FROM passkeys WHERE credential_id = $1";
    USED = "UPDATE passkeys SET credential = $3, last_used_at = $4 WHERE id = $1 AND credential = $2 RETURNING id AS value";
    RENAME = "UPDATE passkeys SET name = $2 WHERE id = $1";
    DELETE = "DELETE FROM passkeys WHERE id = $1 RETURNING id AS value";
    LEFT_BEHIND = "SELECT COUNT(*) AS passkeys, COUNT(DISTINCT user_id) AS people FROM passkeys WHERE rp_id <> $1";
}

/// Passkeys that nobody can show any more, and whose they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftBehind {
    pub passkeys: i64,
    pub people: i64,
}

/// False when the credential is somebody's already.
pub async fn insert(tx: &mut Tx, passkey: &Passkey) -> Result<bool, Fault> {
    let values = args![
        &passkey.id,
        &passkey.user_id,
        &passkey.rp_id,
        &passkey.credential_id,
        &passkey.credential,
        &passkey.transports,
        &passkey.name,
        passkey.created_at
    ];
    sql::any(tx, INSERT, values).await
}

/// A person's passkeys, the newest first.
pub async fn of_user(conn: &mut impl Conn, user_id: &str) -> Result<Vec<Passkey>, Fault> {
    sql::all(conn, OF_USER, args![user_id]).await
}

pub async fn find_by_credential(
    conn: &mut impl Conn,
    credential_id: &[u8],
) -> Result<Option<Passkey>, Fault> {
    sql::optional(conn, BY_CREDENTIAL, args![credential_id]).await
}

/// Notes a use, with the counter that came with it. False when the passkey was removed, or used elsewhere, since it was read.
pub async fn used(
    tx: &mut Tx,
    passkey: &Passkey,
    credential: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
    let values = args![&passkey.id, &passkey.credential, credential, now];
    sql::any(tx, USED, values).await
}

pub async fn rename(tx: &mut Tx, id: &str, name: &str) -> Result<(), Fault> {
    sql::execute(tx, RENAME, args![id, name]).await
}

pub async fn delete(tx: &mut Tx, id: &str) -> Result<bool, Fault> {
    sql::any(tx, DELETE, args![id]).await
}

/// How many belong to another host than this.
pub async fn left_behind(conn: &mut impl Conn, rp_id: &str) -> Result<LeftBehind, Fault> {
    let counted = sql::optional(conn, LEFT_BEHIND, args![rp_id]).await?;
    counted.ok_or_else(|| Fault::internal("a count without a row"))
}

impl FromRow for LeftBehind {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(LeftBehind {
            passkeys: row.int("passkeys")?,
            people: row.int("people")?,
        })
    }
}

impl FromRow for Passkey {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Passkey {
            id: row.text("id")?,
            user_id: row.text("user_id")?,
            rp_id: row.text("rp_id")?,
            credential_id: row.bytes("credential_id")?,
            credential: row.text("credential")?,
            transports: row.list("transports")?,
            name: row.text("name")?,
            created_at: row.time("created_at")?,
            last_used_at: row.time_or_null("last_used_at")?,
        })
    }
}
