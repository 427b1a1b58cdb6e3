//! Challenges of passkeys that wait for their answer, each in one browser and for one purpose.

use super::sql::{self, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO webauthn_ceremonies (id_hash, browser_hash, user_id, session_id, purpose, state, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TAKE = "DELETE FROM webauthn_ceremonies WHERE id_hash = $1 AND browser_hash = $2 AND purpose = $3 AND expires_at > $4 \
        RETURNING *";
    EXPIRE = "DELETE FROM webauthn_ceremonies WHERE id_hash IN \
        (SELECT id_hash FROM webauthn_ceremonies WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct Ceremony {
    /// The person whose passkey is asked for, where that is known beforehand.
    pub user_id: Option<String>,
    /// The session in which a passkey is added.
    pub session_id: Option<String>,
    pub purpose: &'static str,
    /// What the WebAuthn library checks the answer against.
    pub state: String,
}

/// What was kept of a challenge.
#[derive(Debug, Clone)]
pub struct Taken {
    pub user_id: Option<String>,
    pub session_id: Option<String>,
    pub state: String,
}

pub async fn insert(
    tx: &mut Tx,
    (id_hash, browser_hash): (&[u8; 32], &[u8; 32]),
    ceremony: &Ceremony,
    expires_at: Timestamp,
) -> Result<(), Fault> {
    let values = args![
        id_hash,
        browser_hash,
        &ceremony.user_id,
        &ceremony.session_id,
        ceremony.purpose,
        &ceremony.state,
        expires_at
    ];
    sql::execute(tx, INSERT, values).await
}

/// Takes a challenge: it is answered once, whether rightly or wrongly.
pub async fn take(
    tx: &mut Tx,
    (id_hash, browser_hash): (&[u8; 32], &[u8; 32]),
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Taken>, Fault> {
    sql::optional(tx, TAKE, args![id_hash, browser_hash, purpose, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Taken {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Taken {
            user_id: row.text_or_null("user_id")?,
            session_id: row.text_or_null("session_id")?,
            state: row.text("state")?,
        })
    }
}
