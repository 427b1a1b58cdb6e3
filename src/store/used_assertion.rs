//! Assertions that were used: each is good once, on whichever node (RFC 7523 section 3, `jti`).

use super::sql::{self, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    USE = "INSERT INTO used_assertions (id_hash, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING expires_at AS value";
    EXPIRE = "DELETE FROM used_assertions WHERE id_hash IN \
        (SELECT id_hash FROM used_assertions WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

/// True for the one caller that is first. What is kept is kept until `until`.
pub async fn use_up(tx: &mut Tx, id_hash: &[u8; 32], until: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, USE, args![id_hash, until]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}
