//! Counters of failed attempts. An attempt counts before its outcome is known, so parallel guesses all count.

use super::sql::{self, Conn, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    COUNT = "INSERT INTO throttle (subject, failures, window_from, blocked_until) VALUES ($1, 1, $2, 0) \
        ON CONFLICT (subject) DO UPDATE SET \
        failures = CASE WHEN throttle.window_from < $3 THEN 1 ELSE throttle.failures + 1 END, \
        window_from = CASE WHEN throttle.window_from < $3 THEN $2 ELSE throttle.window_from END \
        WHERE throttle.blocked_until <= $2 RETURNING failures AS value";
    BLOCK = "UPDATE throttle SET blocked_until = $2 WHERE subject = $1";
    BLOCKED_UNTIL = "SELECT blocked_until AS value FROM throttle WHERE subject = $1";
    FORGET = "DELETE FROM throttle WHERE subject = $1";
    TAKE_BACK = "UPDATE throttle SET failures = failures - 1, blocked_until = 0 WHERE subject = $1 AND failures > 0";
    IS_HIGH = "SELECT failures AS value FROM throttle WHERE window_from >= $1 AND ((subject = $2 AND failures >= $3) \
        OR (subject = $4 AND failures >= $5) OR (subject = $6 AND failures >= $7)) LIMIT 1";
    EXPIRE = "DELETE FROM throttle WHERE subject IN \
        (SELECT subject FROM throttle WHERE window_from < $1 AND blocked_until < $1 LIMIT 1000) RETURNING 1 AS value";
}

/// Counts an attempt in the window that begins at `window_from` or later. None when the subject is blocked: a blocked
/// attempt does not count, so nobody can be kept out for longer by more of them.
pub async fn count(
    tx: &mut Tx,
    subject: &str,
    now: Timestamp,
    window_from: Timestamp,
) -> Result<Option<i64>, Fault> {
    sql::optional(tx, COUNT, args![subject, now, window_from]).await
}

pub async fn block(tx: &mut Tx, subject: &str, until: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, BLOCK, args![subject, until]).await
}

pub async fn blocked_until(conn: &mut impl Conn, subject: &str) -> Result<Timestamp, Fault> {
    Ok(Timestamp(sql::optional(conn, BLOCKED_UNTIL, args![subject]).await?.unwrap_or(0)))
}

/// Whether one of these subjects has counted up to what stands beside it, in a window that is not over.
pub async fn is_high(
    conn: &mut impl Conn,
    [a, b, c]: [(&str, u32); 3],
    window_from: Timestamp,
) -> Result<bool, Fault> {
    let [x, y, z] = [a.1, b.1, c.1].map(i64::from);
    sql::any(conn, IS_HIGH, args![window_from, a.0, x, b.0, y, c.0, z]).await
}

pub async fn forget(tx: &mut Tx, subject: &str) -> Result<(), Fault> {
    sql::execute(tx, FORGET, args![subject]).await
}

/// One attempt was good after all.
pub async fn take_back(tx: &mut Tx, subject: &str) -> Result<(), Fault> {
    sql::execute(tx, TAKE_BACK, args![subject]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}
