//! Invitations to make an account, by the hashes of their secrets. Each is used once.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO invitations (id, token_hash, email, mailed, roles, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT * FROM invitations WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    FIND_BY_ID = "SELECT * FROM invitations WHERE id = $1 AND used_at IS NULL AND expires_at > $2";
    LIST = "SELECT * FROM invitations WHERE used_at IS NULL AND expires_at > $1 AND id > $2 ORDER BY id LIMIT $3";
    TAKE = "UPDATE invitations SET used_at = $2, email = NULL WHERE id = $1 AND used_at IS NULL AND expires_at > $2 RETURNING 1 AS value";
    REVOKE = "DELETE FROM invitations WHERE id = $1 AND used_at IS NULL RETURNING 1 AS value";
    EXPIRE = "DELETE FROM invitations WHERE id IN (SELECT id FROM invitations WHERE expires_at < $1 LIMIT 1000) \
        RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: String,
    /// The address that the account will have, where the operator said so.
    pub email: Option<String>,
    /// Whether the link went to that address and nowhere else: then whoever has it reads what is sent there.
    pub mailed: bool,
    /// The identifiers of the roles that the account will hold.
    pub roles: Vec<String>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn insert(tx: &mut Tx, invitation: &Invitation, token_hash: &[u8; 32]) -> Result<(), Fault> {
    let values = args![
        &invitation.id,
        token_hash,
        &invitation.email,
        invitation.mailed,
        serde_json::to_string(&invitation.roles).map_err(Fault::internal)?,
        invitation.created_at,
        invitation.expires_at
    ];
    sql::execute(tx, INSERT, values).await
}

pub async fn find(
    conn: &mut impl Conn,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Invitation>, Fault> {
    sql::optional(conn, FIND, args![token_hash, now]).await
}

pub async fn find_by_id(conn: &mut impl Conn, id: &str, now: Timestamp) -> Result<Option<Invitation>, Fault> {
    sql::optional(conn, FIND_BY_ID, args![id, now]).await
}

/// Those that may still be used and whose identifier comes after `after`.
pub async fn list(
    conn: &mut impl Conn,
    now: Timestamp,
    after: &str,
    most: i64,
) -> Result<Vec<Invitation>, Fault> {
    sql::all(conn, LIST, args![now, after, most]).await
}

/// Uses it up. True for one caller only. What is left of it names nobody.
pub async fn take(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, TAKE, args![id, now]).await
}

/// Takes it back. False when it was used, or never was.
pub async fn revoke(tx: &mut Tx, id: &str) -> Result<bool, Fault> {
    sql::any(tx, REVOKE, args![id]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Invitation {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Invitation {
            id: row.text("id")?,
            email: row.text_or_null("email")?,
            mailed: row.bool("mailed")?,
            roles: serde_json::from_str(&row.text("roles")?).map_err(Fault::internal)?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}
