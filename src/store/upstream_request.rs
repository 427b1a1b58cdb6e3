//! People who were sent to another provider, by the state with which they come back: each once, in the browser that was sent,
//! from the provider that it was sent to.

use super::sql::{self, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO upstream_requests (state_hash, browser_hash, provider, sealed, user_id, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TAKE = "DELETE FROM upstream_requests WHERE state_hash = $1 AND browser_hash = $2 AND provider = $3 \
        AND expires_at > $4 RETURNING *";
    EXPIRE = "DELETE FROM upstream_requests WHERE state_hash IN \
        (SELECT state_hash FROM upstream_requests WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct UpstreamRequest {
    pub browser_hash: [u8; 32],
    pub provider: String,
    pub sealed: Vec<u8>,
    /// Whose account the one over there is to be linked to.
    pub user_id: Option<String>,
}

/// What is taken of it.
#[derive(Debug, Clone)]
pub struct Taken {
    pub sealed: Vec<u8>,
    pub user_id: Option<String>,
}

pub async fn insert(
    tx: &mut Tx,
    state_hash: &[u8; 32],
    request: &UpstreamRequest,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    let values = args![
        state_hash,
        &request.browser_hash,
        &request.provider,
        &request.sealed,
        &request.user_id,
        now,
        expires_at
    ];
    sql::execute(tx, INSERT, values).await
}

/// Takes it: of all who come with this state one is given it, and nobody in another browser or from another provider.
pub async fn take(
    tx: &mut Tx,
    state_hash: &[u8; 32],
    (browser_hash, provider): (&[u8; 32], &str),
    now: Timestamp,
) -> Result<Option<Taken>, Fault> {
    sql::optional(tx, TAKE, args![state_hash, browser_hash, provider, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Taken {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Taken {
            sealed: row.bytes("sealed")?,
            user_id: row.text_or_null("user_id")?,
        })
    }
}
