//! Consents: which scopes a person allowed a client, a row each.

use super::sql::{self, Conn, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::Scopes;

statements! {
    OF = "SELECT scope AS value FROM consents WHERE user_id = $1 AND client_id = $2 ORDER BY scope";
    REMEMBER = "INSERT INTO consents (user_id, client_id, scope, granted_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (user_id, client_id, scope) DO UPDATE SET granted_at = excluded.granted_at";
}

pub async fn of(conn: &mut impl Conn, user_id: &str, client_id: &str) -> Result<Scopes, Fault> {
    Ok(Scopes::stored(sql::all(conn, OF, args![user_id, client_id]).await?))
}

pub async fn remember(
    tx: &mut Tx,
    user_id: &str,
    client_id: &str,
    scopes: &Scopes,
    now: Timestamp,
) -> Result<(), Fault> {
    for scope in scopes.iter() {
        sql::execute(tx, REMEMBER, args![user_id, client_id, scope, now]).await?;
    }
    Ok(())
}
