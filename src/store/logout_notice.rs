//! Back-channel logouts that wait to be told (OIDC Back-Channel Logout section 2.5).
//!
//! They are queued where a session ends, in its transaction. A node claims a notice before it sends it: the claim is a
//! lease, so that of several nodes one sends, and a node that dies meanwhile does not take the notice along.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    QUEUE = "INSERT INTO logout_notices (session_id, client_id, user_id, attempts, next_at, created_at) \
        SELECT given.session_id, given.client_id, sessions.user_id, 0, CAST($2 AS BIGINT), CAST($2 AS BIGINT) \
        FROM session_clients AS given JOIN sessions ON sessions.id = given.session_id \
        WHERE given.session_id = $1 ON CONFLICT DO NOTHING";
    ANY_DUE = "SELECT client_id AS value FROM logout_notices WHERE next_at <= $1 LIMIT 1";
    CLAIM = "UPDATE logout_notices SET attempts = attempts + 1, next_at = $2 WHERE next_at <= $1 \
        AND (session_id, client_id) IN (SELECT session_id, client_id FROM logout_notices WHERE next_at <= $1 \
        ORDER BY attempts, next_at LIMIT $3) RETURNING *";
    DONE = "DELETE FROM logout_notices WHERE session_id = $1 AND client_id = $2";
    LATER = "UPDATE logout_notices SET next_at = $4 WHERE session_id = $1 AND client_id = $2 AND attempts = $3";
    REST_LATER = "UPDATE logout_notices SET next_at = $3 WHERE client_id = $1 AND next_at <= $2";
}

/// One client that is to be told of the end of one session.
#[derive(Clone, Debug)]
pub struct LogoutNotice {
    pub session_id: String,
    pub client_id: String,
    pub user_id: String,
    /// How often it was tried, this time included.
    pub attempts: i64,
    pub created_at: Timestamp,
}

/// Queues a notice for every client of a session that has just ended.
pub(super) async fn queue(tx: &mut Tx, session_id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, QUEUE, args![session_id, now]).await
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
) -> Result<Vec<LogoutNotice>, Fault> {
    sql::all(tx, CLAIM, args![now, until, most]).await
}

/// The client knows, or will not be told any more.
pub async fn done(tx: &mut Tx, notice: &LogoutNotice) -> Result<(), Fault> {
    sql::execute(tx, DONE, args![&notice.session_id, &notice.client_id]).await
}

/// Tries again at `next_at`, unless the claim had run out and somebody else holds the notice.
pub async fn later(tx: &mut Tx, notice: &LogoutNotice, next_at: Timestamp) -> Result<(), Fault> {
    let values = args![&notice.session_id, &notice.client_id, notice.attempts, next_at];
    sql::execute(tx, LATER, values).await
}

/// What else is due for a client that cannot be reached waits too, so that it holds nobody up.
pub async fn rest_later(
    tx: &mut Tx,
    client_id: &str,
    now: Timestamp,
    next_at: Timestamp,
) -> Result<(), Fault> {
    sql::execute(tx, REST_LATER, args![client_id, now, next_at]).await
}

impl FromRow for LogoutNotice {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(LogoutNotice {
            session_id: row.text("session_id")?,
            client_id: row.text("client_id")?,
            user_id: row.text("user_id")?,
            attempts: row.int("attempts")?,
            created_at: row.time("created_at")?,
        })
    }
}
