//! Access tokens that were revoked before their end, by the SHA-256 of their `jti` (RFC 7009).

use super::sql::{self, Conn, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    REVOKE = "INSERT INTO revoked_tokens (jti_hash, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    IS_REVOKED = "SELECT expires_at AS value FROM revoked_tokens WHERE jti_hash = $1 AND expires_at > $2";
    EXPIRE = "DELETE FROM revoked_tokens WHERE jti_hash IN \
        (SELECT jti_hash FROM revoked_tokens WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

/// Remembers a token until `expires_at`, from when on nobody accepts it anyway.
pub async fn revoke(tx: &mut Tx, jti_hash: &[u8; 32], expires_at: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, REVOKE, args![jti_hash, expires_at]).await
}

pub async fn is_revoked(conn: &mut impl Conn, jti_hash: &[u8; 32], now: Timestamp) -> Result<bool, Fault> {
    sql::any(conn, IS_REVOKED, args![jti_hash, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}
