//! Authorization requests that wait for a person, bound to the browser that began them.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::Scopes;

statements! {
    INSERT = "INSERT INTO authorization_requests (id_hash, browser_hash, parameters, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5)";
    FIND = "SELECT * FROM authorization_requests WHERE id_hash = $1 AND browser_hash = $2 AND expires_at > $3";
    AGREED = "UPDATE authorization_requests SET agreed_by = $2, agreed_scopes = $3 WHERE id_hash = $1";
    CHOOSE = "UPDATE authorization_requests SET chosen = $2 WHERE id_hash = $1";
    TAKE = "DELETE FROM authorization_requests WHERE id_hash = $1 AND expires_at > $2 RETURNING 1 AS value";
    EXPIRE = "DELETE FROM authorization_requests WHERE id_hash IN \
        (SELECT id_hash FROM authorization_requests WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct Waiting {
    /// The request's parameters as they came, as JSON.
    pub parameters: String,
    /// The person who agreed to this very request.
    pub agreed_by: Option<String>,
    /// What they agreed to, where it was less than was asked for.
    pub agreed_scopes: Option<Vec<String>>,
    /// Whom the person chose to be, of the accounts that are signed in.
    pub chosen: Option<String>,
    pub created_at: Timestamp,
}

pub async fn insert(
    tx: &mut Tx,
    (id_hash, browser_hash): (&[u8; 32], &[u8; 32]),
    parameters: &str,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    sql::execute(tx, INSERT, args![id_hash, browser_hash, parameters, now, expires_at]).await
}

pub async fn find(
    conn: &mut impl Conn,
    id_hash: &[u8; 32],
    browser_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Waiting>, Fault> {
    sql::optional(conn, FIND, args![id_hash, browser_hash, now]).await
}

/// Notes who agreed to this request, and to what where it was not everything.
pub async fn agreed(
    tx: &mut Tx,
    id_hash: &[u8; 32],
    user_id: &str,
    scopes: Option<&Scopes>,
) -> Result<(), Fault> {
    let scopes = scopes.map(|scopes| serde_json::Value::from(scopes.as_slice()).to_string());
    sql::execute(tx, AGREED, args![id_hash, user_id, scopes]).await
}

/// Notes whom the person chose to be for this request.
pub async fn choose(tx: &mut Tx, id_hash: &[u8; 32], user_id: &str) -> Result<(), Fault> {
    sql::execute(tx, CHOOSE, args![id_hash, user_id]).await
}

/// Takes the request: it is answered once.
pub async fn take(tx: &mut Tx, id_hash: &[u8; 32], now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, TAKE, args![id_hash, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Waiting {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Waiting {
            parameters: row.text("parameters")?,
            agreed_by: row.text_or_null("agreed_by")?,
            agreed_scopes: row.list_or_null("agreed_scopes")?,
            chosen: row.text_or_null("chosen")?,
            created_at: row.time("created_at")?,
        })
    }
}
