//! Where people came in from, in which browser, for those whose sign-out leads there too.

use super::sql::{self, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    KEEP = "INSERT INTO upstream_sessions (browser_hash, user_id, provider, sealed, expires_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (browser_hash, user_id) DO UPDATE SET provider = $3, sealed = $4, expires_at = $5";
    TAKE = "DELETE FROM upstream_sessions WHERE browser_hash = $1 AND user_id = $2 AND expires_at > $3 RETURNING *";
    EXPIRE = "DELETE FROM upstream_sessions WHERE browser_hash IN \
        (SELECT browser_hash FROM upstream_sessions WHERE expires_at < $1 LIMIT 1000) AND expires_at < $1 \
        RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct UpstreamSession {
    pub provider: String,
    pub sealed: Vec<u8>,
}

pub async fn keep(
    tx: &mut Tx,
    (browser_hash, user_id): (&[u8; 32], &str),
    session: &UpstreamSession,
    expires_at: Timestamp,
) -> Result<(), Fault> {
    let values = args![
        browser_hash,
        user_id,
        &session.provider,
        &session.sealed,
        expires_at
    ];
    sql::execute(tx, KEEP, values).await
}

/// Takes it: one sign-out leads there, not two.
pub async fn take(
    tx: &mut Tx,
    (browser_hash, user_id): (&[u8; 32], &str),
    now: Timestamp,
) -> Result<Option<UpstreamSession>, Fault> {
    sql::optional(tx, TAKE, args![browser_hash, user_id, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for UpstreamSession {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(UpstreamSession {
            provider: row.text("provider")?,
            sealed: row.bytes("sealed")?,
        })
    }
}
