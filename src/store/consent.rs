//! Consents: which scopes a person allowed a client, a row each; and which ones they refused it when they were asked.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::Scopes;

statements! {
    OF = "SELECT scope AS value FROM consents WHERE user_id = $1 AND client_id = $2 ORDER BY scope";
    OF_USER = "SELECT client_id, scope, granted_at FROM consents WHERE user_id = $1 ORDER BY client_id, scope";
    REMEMBER = "INSERT INTO consents (user_id, client_id, scope, granted_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT DO NOTHING";
    WITHDRAW = "DELETE FROM consents WHERE user_id = $1 AND client_id = $2 AND scope = $3";
    WITHDRAW_ALL = "DELETE FROM consents WHERE user_id = $1 AND client_id = $2 RETURNING 1 AS value";
    REFUSED = "SELECT scope AS value FROM consent_refusals WHERE user_id = $1 AND client_id = $2 ORDER BY scope";
    REFUSE = "INSERT INTO consent_refusals (user_id, client_id, scope, refused_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (user_id, client_id, scope) DO UPDATE SET refused_at = excluded.refused_at";
    RELENT = "DELETE FROM consent_refusals WHERE user_id = $1 AND client_id = $2 AND scope = $3";
    RELENT_ALL = "DELETE FROM consent_refusals WHERE user_id = $1 AND client_id = $2";
}

/// One scope that a person allowed some client.
#[derive(Debug, Clone)]
pub struct Consent {
    pub client_id: String,
    pub scope: String,
    /// When it was allowed first.
    pub granted_at: Timestamp,
}

pub async fn of(conn: &mut impl Conn, user_id: &str, client_id: &str) -> Result<Scopes, Fault> {
    Ok(Scopes::stored(sql::all(conn, OF, args![user_id, client_id]).await?))
}

/// What the person did not allow when it was asked for last.
pub async fn refused(conn: &mut impl Conn, user_id: &str, client_id: &str) -> Result<Scopes, Fault> {
    Ok(Scopes::stored(sql::all(conn, REFUSED, args![user_id, client_id]).await?))
}

/// All that a person allowed anyone, in order of client.
pub async fn of_user(conn: &mut impl Conn, user_id: &str) -> Result<Vec<Consent>, Fault> {
    sql::all(conn, OF_USER, args![user_id]).await
}

pub async fn remember(
    tx: &mut Tx,
    user_id: &str,
    client_id: &str,
    scopes: &Scopes,
    now: Timestamp,
) -> Result<(), Fault> {
    for scope in scopes.iter() {
        sql::execute(tx, RELENT, args![user_id, client_id, scope]).await?;
        sql::execute(tx, REMEMBER, args![user_id, client_id, scope, now]).await?;
    }
    Ok(())
}

/// Remembers that these were refused; what was allowed of them before no longer is.
pub async fn refuse(
    tx: &mut Tx,
    user_id: &str,
    client_id: &str,
    scopes: &Scopes,
    now: Timestamp,
) -> Result<(), Fault> {
    for scope in scopes.iter() {
        sql::execute(tx, WITHDRAW, args![user_id, client_id, scope]).await?;
        sql::execute(tx, REFUSE, args![user_id, client_id, scope, now]).await?;
    }
    Ok(())
}

/// Forgets everything that was decided about a client, and says how much of it was allowed.
pub async fn forget(tx: &mut Tx, user_id: &str, client_id: &str) -> Result<usize, Fault> {
    sql::execute(tx, RELENT_ALL, args![user_id, client_id]).await?;
    sql::count(tx, WITHDRAW_ALL, args![user_id, client_id]).await
}

impl FromRow for Consent {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Consent {
            client_id: row.text("client_id")?,
            scope: row.text("scope")?,
            granted_at: row.time("granted_at")?,
        })
    }
}
