//! The one-time links that make the first administrator.

use super::sql::{self, Conn, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT_LINK = "INSERT INTO setup_links (token_hash, created_at, expires_at) VALUES ($1, $2, $3)";
    LINK_IS_LIVE = "SELECT created_at AS value FROM setup_links WHERE token_hash = $1 AND expires_at > $2";
    IS_OPEN = "SELECT id AS value FROM setup WHERE id = 1 AND completed_at IS NULL";
    COMPLETE = "UPDATE setup SET completed_at = $1 WHERE id = 1 AND completed_at IS NULL RETURNING id AS value";
    EXPIRE = "DELETE FROM setup_links WHERE expires_at < $1 RETURNING 1 AS value";
    FORGET_LINKS = "DELETE FROM setup_links";
}

pub async fn insert_link(
    tx: &mut Tx,
    token_hash: &[u8; 32],
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    sql::execute(tx, INSERT_LINK, args![token_hash, now, expires_at]).await
}

pub async fn link_is_live(
    conn: &mut impl Conn,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<bool, Fault> {
    sql::any(conn, LINK_IS_LIVE, args![token_hash, now]).await
}

/// Whether the first administrator has still to be made.
pub async fn is_open(conn: &mut impl Conn) -> Result<bool, Fault> {
    sql::any(conn, IS_OPEN, args![]).await
}

/// True for the one caller that closed it. All links die with it.
pub async fn complete(tx: &mut Tx, now: Timestamp) -> Result<bool, Fault> {
    let first = sql::any(tx, COMPLETE, args![now]).await?;
    if first {
        sql::execute(tx, FORGET_LINKS, args![]).await?;
    }
    Ok(first)
}

/// Deletes the links that ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}
