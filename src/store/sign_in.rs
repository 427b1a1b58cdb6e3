//! Sign-ins on their way, each of one person in one browser.

use super::proof;
use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::Proof;

statements! {
    INSERT = "INSERT INTO sign_ins (id_hash, browser_hash, user_id, password_state, proofs, remember, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "SELECT * FROM sign_ins WHERE id_hash = $1 AND browser_hash = $2 AND expires_at > $3";
    ADVANCE = "UPDATE sign_ins SET proofs = $3 WHERE id_hash = $1 AND expires_at > $2 RETURNING 1 AS value";
    TAKE = "DELETE FROM sign_ins WHERE id_hash = $1 AND expires_at > $2 RETURNING 1 AS value";
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
    let values = args![
        id_hash,
        browser_hash,
        &sign_in.user_id,
        &sign_in.password_state,
        proof::json(&sign_in.proofs),
        sign_in.remember,
        now,
        expires_at
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
    sql::any(tx, ADVANCE, args![id_hash, now, proof::json(proofs)]).await
}

/// Takes it: one sign-in begins one session.
pub async fn take(tx: &mut Tx, id_hash: &[u8; 32], now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, TAKE, args![id_hash, now]).await
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
