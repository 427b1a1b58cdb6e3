//! Letters that wait to be sent, sealed: the table shows neither to whom nor what.
//!
//! They are queued in the transaction of what causes them. A node claims a letter before it sends it: the claim is a lease, so
//! that of several nodes one sends, and a node that dies meanwhile does not take the letter along. So a letter is sent at
//! least once; one whose sender died after the server took it is sent again.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

/// How many letters stay in the mailbox of a developer.
const KEPT: i64 = 100;

statements! {
    ENQUEUE = "INSERT INTO mails (id, number, sealed, created_at, due_at, expires_at, attempts, delivered_at) \
        VALUES ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM mails), $2, $3, $3, $4, 0, $5)";
    ANY_DUE = "SELECT id AS value FROM mails WHERE delivered_at IS NULL AND due_at <= $1 LIMIT 1";
    CLAIM = "UPDATE mails SET attempts = attempts + 1, due_at = $2 WHERE delivered_at IS NULL AND due_at <= $1 \
        AND id IN (SELECT id FROM mails WHERE delivered_at IS NULL AND due_at <= $1 \
        ORDER BY attempts, number LIMIT $3) RETURNING *";
    DONE = "DELETE FROM mails WHERE id = $1";
    LATER = "UPDATE mails SET due_at = $3 WHERE id = $1 AND attempts = $2";
    REST_LATER = "UPDATE mails SET due_at = $2 WHERE delivered_at IS NULL AND due_at <= $1";
    WAITING = "SELECT COUNT(*) AS value FROM mails WHERE delivered_at IS NULL";
    DELIVERED = "SELECT * FROM mails WHERE delivered_at IS NOT NULL ORDER BY number DESC";
    FIND_DELIVERED = "SELECT * FROM mails WHERE id = $1 AND delivered_at IS NOT NULL";
    TRIM = "DELETE FROM mails WHERE delivered_at IS NOT NULL \
        AND number <= (SELECT MAX(number) FROM mails) - CAST($1 AS BIGINT)";
    EXPIRE = "DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE delivered_at <= $1 LIMIT 500) \
        RETURNING 1 AS value";
}

/// A letter that is ready to be queued.
#[derive(Clone, Debug)]
pub struct Posted {
    pub id: String,
    pub sealed: Vec<u8>,
    pub created_at: Timestamp,
    /// After that it is not sent any more: what it carries has ended, or it was tried for long enough.
    pub expires_at: Timestamp,
    /// Set where letters are not sent but read at `/dev/mail`.
    pub delivered_at: Option<Timestamp>,
}

/// A letter in the queue.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub id: String,
    pub sealed: Vec<u8>,
    /// How often it was tried, this time included.
    pub attempts: i64,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Queues what was prepared: `&Option<Posted>` or any number of them.
pub async fn enqueue<'p>(
    tx: &mut Tx,
    posted: impl IntoIterator<Item = &'p Posted>,
) -> Result<(), Fault> {
    // Gathered first, so that the iterator is not held over a wait.
    for posted in posted.into_iter().collect::<Vec<_>>() {
        let (created, expires) = (posted.created_at, posted.expires_at);
        let values = args![&posted.id, &posted.sealed, created, expires, posted.delivered_at];
        sql::execute(tx, ENQUEUE, values).await?;
        if posted.delivered_at.is_some() {
            sql::execute(tx, TRIM, args![KEPT]).await?;
        }
    }
    Ok(())
}

pub async fn any_due(conn: &mut impl Conn, now: Timestamp) -> Result<bool, Fault> {
    sql::any(conn, ANY_DUE, args![now]).await
}

/// Takes some that are due, those that were never tried first. Nobody else gets them before `until`.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
    most: i64,
) -> Result<Vec<Waiting>, Fault> {
    sql::all(tx, CLAIM, args![now, until, most]).await
}

/// The letter was sent, or will not be any more.
pub async fn done(tx: &mut Tx, id: &str) -> Result<(), Fault> {
    sql::execute(tx, DONE, args![id]).await
}

/// Tries again at `due_at`, unless the claim had run out and somebody else holds the letter.
pub async fn later(tx: &mut Tx, letter: &Waiting, due_at: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, LATER, args![&letter.id, letter.attempts, due_at]).await
}

/// What else is due waits too: the server that would take it cannot be reached.
pub async fn rest_later(tx: &mut Tx, now: Timestamp, due_at: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, REST_LATER, args![now, due_at]).await
}

/// How many letters wait.
pub async fn waiting(conn: &mut impl Conn) -> Result<i64, Fault> {
    Ok(sql::optional(conn, WAITING, args![]).await?.unwrap_or(0))
}

/// The mailbox of a developer, the newest first.
pub async fn delivered(conn: &mut impl Conn) -> Result<Vec<Waiting>, Fault> {
    sql::all(conn, DELIVERED, args![]).await
}

pub async fn find_delivered(conn: &mut impl Conn, id: &str) -> Result<Option<Waiting>, Fault> {
    sql::optional(conn, FIND_DELIVERED, args![id]).await
}

/// Clears away what lay in a mailbox since before that moment.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Waiting {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Waiting {
            id: row.text("id")?,
            sealed: row.bytes("sealed")?,
            attempts: row.int("attempts")?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}
