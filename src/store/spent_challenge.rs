//! Challenges whose work was done and taken: each is good once, on whichever node.

use super::sql::{self, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    SPEND = "INSERT INTO spent_challenges (challenge_hash, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING \
        RETURNING expires_at AS value";
    EXPIRE = "DELETE FROM spent_challenges WHERE challenge_hash IN \
        (SELECT challenge_hash FROM spent_challenges WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

/// True for the one caller that is first.
pub async fn spend(tx: &mut Tx, hash: &[u8; 32], expires_at: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, SPEND, args![hash, expires_at]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}
