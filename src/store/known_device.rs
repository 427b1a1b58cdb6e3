//! Devices that people signed in on before, by the hash of the secret in their cookie.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    SEEN = "INSERT INTO known_devices (token_hash, user_id, user_agent, created_at, last_seen_at, trusted_until) \
        VALUES ($1, $2, $3, $4, $4, $5) ON CONFLICT (token_hash, user_id) DO UPDATE SET user_agent = excluded.user_agent, \
        last_seen_at = excluded.last_seen_at, trusted_until = COALESCE(excluded.trusted_until, known_devices.trusted_until)";
    FIND = "SELECT * FROM known_devices WHERE token_hash = $1 AND user_id = $2 AND last_seen_at > $3";
    ANY_OF_USER = "SELECT 1 AS value FROM known_devices WHERE user_id = $1 LIMIT 1";
    MOVE = "UPDATE known_devices SET token_hash = $2 WHERE token_hash = $1";
    DISTRUST = "UPDATE known_devices SET trusted_until = NULL WHERE user_id = $1 AND trusted_until IS NOT NULL";
    FORGET = "DELETE FROM known_devices WHERE user_id = $1";
    EXPIRE = "DELETE FROM known_devices WHERE token_hash IN \
        (SELECT token_hash FROM known_devices WHERE last_seen_at < $1 LIMIT 1000) AND last_seen_at < $1 RETURNING 1 AS value";
}

#[derive(Clone, Debug)]
pub struct KnownDevice {
    pub created_at: Timestamp,
    pub trusted_until: Option<Timestamp>,
}

/// Knows the device of this person from now on; trusted from now on where a moment is given, else as before.
pub async fn seen(
    tx: &mut Tx,
    (token_hash, user_id): (&[u8], &str),
    user_agent: &str,
    (now, trusted_until): (Timestamp, Option<Timestamp>),
) -> Result<(), Fault> {
    sql::execute(tx, SEEN, args![token_hash, user_id, user_agent, now, trusted_until]).await
}

pub async fn find(
    conn: &mut impl Conn,
    (token_hash, user_id): (&[u8], &str),
    since: Timestamp,
) -> Result<Option<KnownDevice>, Fault> {
    sql::optional(conn, FIND, args![token_hash, user_id, since]).await
}

/// Whether this person is known on any device.
pub async fn any_of_user(conn: &mut impl Conn, user_id: &str) -> Result<bool, Fault> {
    sql::any(conn, ANY_OF_USER, args![user_id]).await
}

/// The device is known by another secret from now on, to all of its people.
pub async fn move_to(tx: &mut Tx, (from, to): (&[u8; 32], &[u8; 32])) -> Result<(), Fault> {
    sql::execute(tx, MOVE, args![from, to]).await
}

/// Trusts none of this person's devices any more.
pub async fn distrust(tx: &mut Tx, user_id: &str) -> Result<(), Fault> {
    sql::execute(tx, DISTRUST, args![user_id]).await
}

/// Forgets all of this person's devices.
pub async fn forget(tx: &mut Tx, user_id: &str) -> Result<(), Fault> {
    sql::execute(tx, FORGET, args![user_id]).await
}

/// Deletes some of what was last seen before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for KnownDevice {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(KnownDevice {
            created_at: row.time("created_at")?,
            trusted_until: row.time_or_null("trusted_until")?,
        })
    }
}
