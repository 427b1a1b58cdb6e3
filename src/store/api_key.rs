//! API keys, found by the hash of their text.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::{ApiKey, Scopes};

statements! {
    INSERT = "INSERT INTO api_keys (id, user_id, resource, name, scopes, roles, text_hash, created_at, issued_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)";
    FIND = "SELECT * FROM api_keys WHERE id = $1";
    PRESENTED = "SELECT api_keys.*, CASE WHEN text_hash = $1 THEN expires_at ELSE former_until END AS good_until \
        FROM api_keys WHERE (text_hash = $1 OR (former_hash = $1 AND former_until > $2)) \
        AND revoked_at IS NULL AND expires_at > $2";
    LIVE_OF_USER = "SELECT * FROM api_keys WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 \
        ORDER BY created_at DESC, id";
    LIST = "SELECT api_keys.*, users.username FROM api_keys JOIN users ON users.id = user_id \
        WHERE revoked_at IS NULL AND expires_at > $1 AND ($2 = '' OR user_id = $2) AND ($3 = '' OR resource = $3) \
        ORDER BY username_key, api_keys.created_at, api_keys.id";
    RENAME = "UPDATE api_keys SET name = $3 WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2 RETURNING *";
    ROTATE = "UPDATE api_keys SET former_hash = text_hash, former_until = $4, text_hash = $3, issued_at = $2, expires_at = $5 \
        WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2 RETURNING *";
    REVOKE = "UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2 RETURNING *";
    REVOKE_OF_USER = "UPDATE api_keys SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL";
    TOUCH = "UPDATE api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)";
    EXPIRE = "DELETE FROM api_keys WHERE id IN \
        (SELECT id FROM api_keys WHERE expires_at < $1 OR revoked_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

/// A live key whose text was presented, and until when that very text is good.
#[derive(Debug)]
pub struct Presented {
    pub key: ApiKey,
    pub good_until: Timestamp,
}

/// A key, and the user name of whom it belongs to.
#[derive(Debug)]
pub struct Owned {
    pub key: ApiKey,
    pub username: String,
}

pub async fn insert(tx: &mut Tx, key: &ApiKey, text_hash: &[u8; 32]) -> Result<(), Fault> {
    let values = args![
        &key.id,
        &key.user_id,
        &key.resource,
        &key.name,
        key.scopes.as_slice(),
        &key.roles,
        text_hash,
        key.created_at,
        key.expires_at
    ];
    sql::execute(tx, INSERT, values).await
}

/// Also one that is dead.
pub async fn find(conn: &mut impl Conn, id: &str) -> Result<Option<ApiKey>, Fault> {
    sql::optional(conn, FIND, args![id]).await
}

/// The live key of a text.
pub async fn presented(
    conn: &mut impl Conn,
    text_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Presented>, Fault> {
    sql::optional(conn, PRESENTED, args![text_hash, now]).await
}

/// A person's live keys, the newest first.
pub async fn live_of_user(conn: &mut impl Conn, user_id: &str, now: Timestamp) -> Result<Vec<ApiKey>, Fault> {
    sql::all(conn, LIVE_OF_USER, args![user_id, now]).await
}

/// All live keys, or those of one person, of one API, or of both.
pub async fn list(
    conn: &mut impl Conn,
    user_id: Option<&str>,
    resource: Option<&str>,
    now: Timestamp,
) -> Result<Vec<Owned>, Fault> {
    let any = |filter: Option<&str>| filter.unwrap_or_default().to_owned();
    sql::all(conn, LIST, args![now, any(user_id), any(resource)]).await
}

/// The key as it then is; none where it is dead, as with all that follows.
pub async fn rename(tx: &mut Tx, id: &str, name: &str, now: Timestamp) -> Result<Option<ApiKey>, Fault> {
    sql::optional(tx, RENAME, args![id, now, name]).await
}

/// Gives a key another text, good until `expires_at`. The one before stays good until `former_until`, the one before that is
/// forgotten.
pub async fn rotate(
    tx: &mut Tx,
    id: &str,
    text_hash: &[u8; 32],
    (now, former_until, expires_at): (Timestamp, Timestamp, Timestamp),
) -> Result<Option<ApiKey>, Fault> {
    sql::optional(tx, ROTATE, args![id, now, text_hash, former_until, expires_at]).await
}

pub async fn revoke(tx: &mut Tx, id: &str, now: Timestamp) -> Result<Option<ApiKey>, Fault> {
    sql::optional(tx, REVOKE, args![id, now]).await
}

pub async fn revoke_of_user(tx: &mut Tx, user_id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, REVOKE_OF_USER, args![user_id, now]).await
}

pub async fn touch(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, TOUCH, args![id, now]).await
}

/// Deletes some of what was dead before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for ApiKey {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text("id")?,
            user_id: row.text("user_id")?,
            resource: row.text("resource")?,
            name: row.text("name")?,
            scopes: Scopes::stored(row.list("scopes")?),
            roles: row.list("roles")?,
            created_at: row.time("created_at")?,
            issued_at: row.time("issued_at")?,
            expires_at: row.time("expires_at")?,
            former_until: row.time_or_null("former_until")?,
            last_used_at: row.time_or_null("last_used_at")?,
            revoked_at: row.time_or_null("revoked_at")?,
        })
    }
}

impl FromRow for Presented {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            key: ApiKey::from_row(row)?,
            good_until: row.time("good_until")?,
        })
    }
}

impl FromRow for Owned {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            key: ApiKey::from_row(row)?,
            username: row.text("username")?,
        })
    }
}
