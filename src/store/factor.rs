//! What a person can prove themselves with besides a password, counted in one question.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::Fault;

statements! {
    COUNTED = "SELECT (SELECT COUNT(*) FROM passkeys WHERE user_id = $1 AND rp_id = $2) AS passkeys, \
        (SELECT COUNT(*) FROM totp WHERE user_id = $1) AS totp, \
        (SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL) AS recovery_codes, \
        (SELECT COUNT(*) FROM linked_accounts WHERE user_id = $1 AND provider <> 'ldap') AS linked_accounts, \
        (SELECT COUNT(*) FROM linked_accounts WHERE user_id = $1 AND provider = 'ldap') AS directory";
    FORGET_PASSKEYS = "DELETE FROM passkeys WHERE user_id = $1 RETURNING name AS value";
    FORGET_TOTP = "DELETE FROM totp WHERE user_id = $1 RETURNING 1 AS value";
    FORGET_RECOVERY_CODES = "DELETE FROM recovery_codes WHERE user_id = $1";
    PASSKEYS = "SELECT name AS value FROM passkeys WHERE user_id = $1";
    TOTP = "SELECT 1 AS value FROM totp WHERE user_id = $1";
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Counted {
    /// Those that can be shown at this host.
    pub passkeys: i64,
    pub totp: i64,
    /// Those that were not used.
    pub recovery_codes: i64,
    pub linked_accounts: i64,
    /// Links to an entry of the directory.
    pub directory: i64,
}

impl Counted {
    /// Whether a second factor is there, which is then asked for at every sign-in.
    pub fn has_second(&self) -> bool {
        self.passkeys > 0 || self.totp > 0
    }
}

/// `rp_id` is the host that passkeys are shown to; none where there can be no passkeys.
pub async fn counted(
    conn: &mut impl Conn,
    user_id: &str,
    rp_id: Option<&str>,
) -> Result<Counted, Fault> {
    let counted = sql::optional(conn, COUNTED, args![user_id, rp_id.unwrap_or_default()]).await?;
    counted.ok_or_else(|| Fault::internal("a count without a row"))
}

/// A person's second factors, those that were there or are.
#[derive(Debug, Clone, Default)]
pub struct SecondFactors {
    /// Their names.
    pub passkeys: Vec<String>,
    pub totp: bool,
}

pub async fn held(conn: &mut impl Conn, user_id: &str) -> Result<SecondFactors, Fault> {
    Ok(SecondFactors {
        passkeys: sql::all(conn, PASSKEYS, args![user_id]).await?,
        totp: sql::any(conn, TOTP, args![user_id]).await?,
    })
}

/// Takes away every second factor, and what stands in for one.
pub async fn forget(tx: &mut Tx, user_id: &str) -> Result<SecondFactors, Fault> {
    sql::execute(tx, FORGET_RECOVERY_CODES, args![user_id]).await?;
    Ok(SecondFactors {
        passkeys: sql::all(tx, FORGET_PASSKEYS, args![user_id]).await?,
        totp: sql::any(tx, FORGET_TOTP, args![user_id]).await?,
    })
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Counted {
            passkeys: row.int("passkeys")?,
            totp: row.int("totp")?,
            recovery_codes: row.int("recovery_codes")?,
            linked_accounts: row.int("linked_accounts")?,
            directory: row.int("directory")?,
        })
    }
}
