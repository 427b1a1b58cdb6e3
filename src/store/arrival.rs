//! Who came from another provider and has no account here yet: one at a time in a browser, the latest.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    KEEP = "INSERT INTO arrivals (browser_hash, provider, sealed, expires_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (browser_hash) DO UPDATE SET provider = $2, sealed = $3, expires_at = $4";
    FIND = "SELECT * FROM arrivals WHERE browser_hash = $1 AND expires_at > $2";
    TAKE = "DELETE FROM arrivals WHERE browser_hash = $1 AND sealed = $2 AND expires_at > $3 RETURNING 1 AS value";
    FORGET = "DELETE FROM arrivals WHERE browser_hash = $1";
    EXPIRE = "DELETE FROM arrivals WHERE browser_hash IN \
        (SELECT browser_hash FROM arrivals WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct Arrival {
    pub provider: String,
    pub sealed: Vec<u8>,
}

pub async fn keep(
    tx: &mut Tx,
    browser_hash: &[u8; 32],
    arrival: &Arrival,
    expires_at: Timestamp,
) -> Result<(), Fault> {
    let values = args![browser_hash, &arrival.provider, &arrival.sealed, expires_at];
    sql::execute(tx, KEEP, values).await
}

pub async fn find(
    conn: &mut impl Conn,
    browser_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Arrival>, Fault> {
    sql::optional(conn, FIND, args![browser_hash, now]).await
}

/// Takes the one that was shown, and no other that came meanwhile. It is taken once.
pub async fn take(
    tx: &mut Tx,
    browser_hash: &[u8; 32],
    shown: &Arrival,
    now: Timestamp,
) -> Result<bool, Fault> {
    sql::any(tx, TAKE, args![browser_hash, &shown.sealed, now]).await
}

pub async fn forget(tx: &mut Tx, browser_hash: &[u8; 32]) -> Result<(), Fault> {
    sql::execute(tx, FORGET, args![browser_hash]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Arrival {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Arrival {
            provider: row.text("provider")?,
            sealed: row.bytes("sealed")?,
        })
    }
}
