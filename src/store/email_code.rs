//! Codes by mail, each for one sign-in of one person in one browser.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    PUT = "INSERT INTO email_codes (id_hash, browser_hash, user_id, email_key, code_hash, attempts, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7) \
        ON CONFLICT (id_hash) DO UPDATE SET code_hash = excluded.code_hash, email_key = excluded.email_key, attempts = 0, \
        created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = NULL \
        WHERE email_codes.browser_hash = excluded.browser_hash AND email_codes.user_id = excluded.user_id \
        RETURNING 1 AS value";
    FIND = "SELECT * FROM email_codes WHERE id_hash = $1 AND browser_hash = $2 AND expires_at > $3 AND used_at IS NULL";
    TRY = "UPDATE email_codes SET attempts = attempts + 1 WHERE id_hash = $1 AND browser_hash = $2 AND expires_at > $3 \
        AND used_at IS NULL AND attempts < $4 RETURNING 1 AS value";
    USE_UP = "UPDATE email_codes SET used_at = $4 WHERE id_hash = $1 AND browser_hash = $2 AND code_hash = $3 \
        AND used_at IS NULL AND expires_at > $4 \
        AND email_key = (SELECT users.email_key FROM users WHERE users.id = email_codes.user_id) RETURNING user_id AS value";
    EXPIRE = "DELETE FROM email_codes WHERE id_hash IN (SELECT id_hash FROM email_codes WHERE expires_at < $1 LIMIT 1000) \
        RETURNING 1 AS value";
}

/// Which sign-in, in which browser: both by their hashes.
pub type Where<'a> = (&'a [u8; 32], &'a [u8; 32]);

#[derive(Debug, Clone)]
pub struct EmailCode {
    pub user_id: String,
    /// The address that it goes to: worth nothing once the account has another.
    pub email_key: String,
    pub code_hash: Vec<u8>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Keeps a code in place of the one before. False when the sign-in is another's.
pub async fn put(tx: &mut Tx, (id, browser): Where<'_>, code: &EmailCode) -> Result<bool, Fault> {
    let values = args![
        id,
        browser,
        &code.user_id,
        &code.email_key,
        &code.code_hash,
        code.created_at,
        code.expires_at
    ];
    sql::any(tx, PUT, values).await
}

pub async fn find(
    conn: &mut impl Conn,
    (id, browser): Where<'_>,
    now: Timestamp,
) -> Result<Option<EmailCode>, Fault> {
    sql::optional(conn, FIND, args![id, browser, now]).await
}

/// Counts an attempt, before it is judged. False when there were as many as may be.
pub async fn attempt(
    tx: &mut Tx,
    (id, browser): Where<'_>,
    now: Timestamp,
    most: i64,
) -> Result<bool, Fault> {
    sql::any(tx, TRY, args![id, browser, now, most]).await
}

/// Uses a code up, and says whose it was.
pub async fn use_up(
    tx: &mut Tx,
    (id, browser): Where<'_>,
    code_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<String>, Fault> {
    sql::optional(tx, USE_UP, args![id, browser, code_hash, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for EmailCode {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(EmailCode {
            user_id: row.text("user_id")?,
            email_key: row.text("email_key")?,
            code_hash: row.bytes("code_hash")?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}
