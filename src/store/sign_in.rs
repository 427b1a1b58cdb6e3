//! Sign-ins on their way, each of one person in one browser.

use super::proof;
use super::session::Over;
use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::Proof;

statements! {
    INSERT = "INSERT INTO sign_ins (id_hash, browser_hash, user_id, password_state, proofs, remember, created_at, expires_at, \
        upstream_provider, upstream_subject, upstream_sid) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    FIND = "SELECT * FROM sign_ins WHERE id_hash = $1 AND browser_hash = $2 AND expires_at > $3";
    ADVANCE = "UPDATE sign_ins SET proofs = $3, upstream_provider = $4, upstream_subject = $5, upstream_sid = $6 \
        WHERE id_hash = $1 AND expires_at > $2 RETURNING 1 AS value";
    TAKE = "DELETE FROM sign_ins WHERE id_hash = $1 AND expires_at > $2 RETURNING 1 AS value";
    END_UPSTREAM = "DELETE FROM sign_ins WHERE upstream_provider = $1 \
        AND (upstream_subject = $2 OR ($2 IS NULL AND upstream_sid = $3)) \
        AND (upstream_sid = $3 OR upstream_sid IS NULL OR $3 IS NULL)";
    EXPIRE = "DELETE FROM sign_ins WHERE id_hash IN (SELECT id_hash FROM sign_ins WHERE expires_at < $1 LIMIT 1000) \
        RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct SignIn {
    pub user_id: String,
    /// Says whether the password is still the one that was there when it began.
    pub password_state: String,
    pub proofs: Vec<Proof>,
    /// Whether the session is to outlive the browser's closing.
    pub remember: bool,
}

pub async fn insert(
    tx: &mut Tx,
    (id_hash, browser_hash): (&[u8; 32], &[u8; 32]),
    sign_in: &SignIn,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    let upstream = proof::elsewhere(&sign_in.proofs);
    let values = args![
        id_hash,
        browser_hash,
        &sign_in.user_id,
        &sign_in.password_state,
        proof::json(&sign_in.proofs),
        sign_in.remember,
        now,
        expires_at,
        upstream.provider,
        upstream.subject,
        upstream.sid
    ];
    sql::execute(tx, INSERT, values).await
}

pub async fn find(
    conn: &mut impl Conn,
    id_hash: &[u8; 32],
    browser_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<SignIn>, Fault> {
    sql::optional(conn, FIND, args![id_hash, browser_hash, now]).await
}

/// Notes what has been shown by now. False when it is over.
pub async fn advance(tx: &mut Tx, id_hash: &[u8; 32], proofs: &[Proof], now: Timestamp) -> Result<bool, Fault> {
    let upstream = proof::elsewhere(proofs);
    let values = args![
        id_hash,
        now,
        proof::json(proofs),
        upstream.provider,
        upstream.subject,
        upstream.sid
    ];
    sql::any(tx, ADVANCE, values).await
}

/// Takes it: one sign-in begins one session.
pub async fn take(tx: &mut Tx, id_hash: &[u8; 32], now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, TAKE, args![id_hash, now]).await
}

/// Ends those of which something was shown in a sign-in at another provider that is over.
pub async fn end_upstream(tx: &mut Tx, over: &Over) -> Result<(), Fault> {
    sql::execute(tx, END_UPSTREAM, args![&over.provider, &over.subject, &over.sid]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for SignIn {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(SignIn {
            user_id: row.text("user_id")?,
            password_state: row.text("password_state")?,
            proofs: proof::read(row)?,
            remember: row.bool("remember")?,
        })
    }
}
