//! Accounts at other providers, by provider and subject; whose each of them is here.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO linked_accounts (provider, subject, user_id, label, tokens, linked_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING subject AS value";
    FIND = "SELECT * FROM linked_accounts WHERE provider = $1 AND subject = $2";
    OF_USER = "SELECT * FROM linked_accounts WHERE user_id = $1 ORDER BY provider, linked_at, subject";
    USE = "UPDATE linked_accounts SET label = $4, tokens = $5, last_used_at = $6 \
        WHERE provider = $1 AND subject = $2 AND user_id = $3 RETURNING subject AS value";
    DELETE = "DELETE FROM linked_accounts WHERE provider = $1 AND subject = $2 AND user_id = $3 \
        RETURNING subject AS value";
}

#[derive(Debug, Clone)]
pub struct LinkedAccount {
    pub provider: String,
    pub subject: String,
    pub user_id: String,
    /// What the person knows it by.
    pub label: String,
    /// The provider's tokens, sealed, where the operator wants them kept.
    pub tokens: Option<Vec<u8>>,
    pub linked_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

/// False when that account is linked already, to whomever.
pub async fn insert(tx: &mut Tx, link: &LinkedAccount) -> Result<bool, Fault> {
    let values = args![
        &link.provider,
        &link.subject,
        &link.user_id,
        &link.label,
        &link.tokens,
        link.linked_at
    ];
    sql::any(tx, INSERT, values).await
}

pub async fn find(
    conn: &mut impl Conn,
    provider: &str,
    subject: &str,
) -> Result<Option<LinkedAccount>, Fault> {
    sql::optional(conn, FIND, args![provider, subject]).await
}

pub async fn of_user(conn: &mut impl Conn, user_id: &str) -> Result<Vec<LinkedAccount>, Fault> {
    sql::all(conn, OF_USER, args![user_id]).await
}

/// Notes that somebody came that way, and what they are called there now. False when the link is gone, or another's.
pub async fn used(tx: &mut Tx, link: &LinkedAccount, now: Timestamp) -> Result<bool, Fault> {
    let values = args![
        &link.provider,
        &link.subject,
        &link.user_id,
        &link.label,
        &link.tokens,
        now
    ];
    sql::any(tx, USE, values).await
}

/// False when it was no link of this person.
pub async fn delete(
    tx: &mut Tx,
    (provider, subject): (&str, &str),
    user_id: &str,
) -> Result<bool, Fault> {
    sql::any(tx, DELETE, args![provider, subject, user_id]).await
}

impl FromRow for LinkedAccount {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(LinkedAccount {
            provider: row.text("provider")?,
            subject: row.text("subject")?,
            user_id: row.text("user_id")?,
            label: row.text("label")?,
            tokens: row.bytes_or_null("tokens")?,
            linked_at: row.time("linked_at")?,
            last_used_at: row.time_or_null("last_used_at")?,
        })
    }
}
