//! Links in letters, by the hashes of their secrets. Each is of one purpose and is used once: the statement that takes it names
//! all that it is bound to.

use serde::{Deserialize, Serialize};

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::LinkPurpose;

statements! {
    INSERT = "INSERT INTO mail_links (token_hash, purpose, user_id, email_key, account_state, detail, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    END_OF_USER = "DELETE FROM mail_links WHERE user_id = $1 AND purpose = $2";
    END_OF_NOBODY = "DELETE FROM mail_links WHERE user_id IS NULL AND email_key = $1 AND purpose = $2";
    FIND = "SELECT * FROM mail_links WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
    TAKE = "UPDATE mail_links SET used_at = $3, email_key = '', detail = '{}' WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 \
        AND COALESCE(user_id, '') = $4 AND email_key = $5 AND account_state = $6 RETURNING 1 AS value";
    EXPIRE = "DELETE FROM mail_links WHERE token_hash IN (SELECT token_hash FROM mail_links WHERE expires_at < $1 LIMIT 1000) \
        RETURNING 1 AS value";
}

#[derive(Debug, Clone)]
pub struct MailLink {
    pub token_hash: Vec<u8>,
    pub purpose: LinkPurpose,
    /// Nobody where an account is to be made.
    pub user_id: Option<String>,
    pub email_key: String,
    /// Says whether password and address of the account are still those that were there.
    pub account_state: String,
    pub note: Note,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What is to be known when a link is used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The address as it was typed.
    pub email: String,
    /// The authorization request that waits in the browser that asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// The invitation that it makes use of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
}

/// Keeps a link. Those of the same purpose that were sent before end.
pub async fn replace(tx: &mut Tx, link: &MailLink) -> Result<(), Fault> {
    let purpose = link.purpose.as_str();
    match &link.user_id {
        Some(user_id) => sql::execute(tx, END_OF_USER, args![user_id, purpose]).await?,
        None => sql::execute(tx, END_OF_NOBODY, args![&link.email_key, purpose]).await?,
    }
    let values = args![
        link.token_hash.as_slice(),
        purpose,
        &link.user_id,
        &link.email_key,
        &link.account_state,
        serde_json::to_string(&link.note).map_err(Fault::internal)?,
        link.created_at,
        link.expires_at
    ];
    sql::execute(tx, INSERT, values).await
}

pub async fn find(
    conn: &mut impl Conn,
    token_hash: &[u8; 32],
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Option<MailLink>, Fault> {
    sql::optional(conn, FIND, args![token_hash, purpose.as_str(), now]).await
}

/// Uses it up, if it is still bound to this account state. True for one caller only. What is left of it names nobody.
pub async fn take(tx: &mut Tx, link: &MailLink, account_state: &str, now: Timestamp) -> Result<bool, Fault> {
    let values = args![
        link.token_hash.as_slice(),
        link.purpose.as_str(),
        now,
        link.user_id.as_deref().unwrap_or_default(),
        &link.email_key,
        account_state
    ];
    sql::any(tx, TAKE, values).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for MailLink {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        let purpose = row.text("purpose")?;
        Ok(MailLink {
            token_hash: row.bytes("token_hash")?,
            purpose: LinkPurpose::named(&purpose)
                .ok_or_else(|| Fault::internal(format!("{purpose} is no purpose of a link")))?,
            user_id: row.text_or_null("user_id")?,
            email_key: row.text("email_key")?,
            account_state: row.text("account_state")?,
            note: serde_json::from_str(&row.text("detail")?).map_err(Fault::internal)?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}
