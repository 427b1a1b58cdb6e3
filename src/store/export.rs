//! What is kept about one person beside their account, over several tables, for them to take along. What proves somebody, and
//! what opens anything, is not among it.

use super::sql::{self, Conn, FromRow, Row, args};
use crate::base::{Fault, Timestamp};

statements! {
    PASSKEYS = "SELECT name AS label, '' AS kind, created_at AS began_at, last_used_at AS used_at FROM passkeys \
        WHERE user_id = $1 ORDER BY created_at";
    LINKED_ACCOUNTS = "SELECT label, provider AS kind, linked_at AS began_at, last_used_at AS used_at FROM linked_accounts \
        WHERE user_id = $1 ORDER BY linked_at";
    DEVICES = "SELECT user_agent AS label, '' AS kind, created_at AS began_at, last_seen_at AS used_at FROM known_devices \
        WHERE user_id = $1 ORDER BY created_at";
    TOTP = "SELECT '' AS label, '' AS kind, created_at AS began_at, CAST(NULL AS BIGINT) AS used_at FROM totp WHERE user_id = $1";
    TERMS = "SELECT terms_version AS label, '' AS kind, terms_at AS began_at, CAST(NULL AS BIGINT) AS used_at FROM users \
        WHERE id = $1 AND terms_version IS NOT NULL AND terms_at IS NOT NULL";
}

/// Something that a person has: what it is called, of what kind, since when, and when it was used last.
#[derive(Debug)]
pub struct Item {
    pub label: String,
    pub kind: String,
    pub began_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
pub enum Of {
    Passkeys,
    LinkedAccounts,
    Devices,
    Totp,
    Terms,
}

pub async fn items(conn: &mut impl Conn, of: Of, user_id: &str) -> Result<Vec<Item>, Fault> {
    let statement = match of {
        Of::Passkeys => PASSKEYS,
        Of::LinkedAccounts => LINKED_ACCOUNTS,
        Of::Devices => DEVICES,
        Of::Totp => TOTP,
        Of::Terms => TERMS,
    };
    sql::all(conn, statement, args![user_id]).await
}

impl FromRow for Item {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Item {
            label: row.text("label")?,
            kind: row.text("kind")?,
            began_at: row.time("began_at")?,
            used_at: row.time_or_null("used_at")?,
        })
    }
}
