//! Roles that a link gives, beside those that were given by hand.

use super::sql::{self, Tx, args};
use crate::base::Fault;

statements! {
    OF = "SELECT role_id AS value FROM linked_roles WHERE provider = $1 AND subject = $2";
    GIVE = "INSERT INTO linked_roles (provider, subject, role_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    TAKE = "DELETE FROM linked_roles WHERE provider = $1 AND subject = $2 AND role_id = $3";
}

/// The roles' identifiers.
pub async fn of(tx: &mut Tx, provider: &str, subject: &str) -> Result<Vec<String>, Fault> {
    sql::all(tx, OF, args![provider, subject]).await
}

pub async fn give(
    tx: &mut Tx,
    (provider, subject): (&str, &str),
    role_id: &str,
) -> Result<(), Fault> {
    sql::execute(tx, GIVE, args![provider, subject, role_id]).await
}

pub async fn take(
    tx: &mut Tx,
    (provider, subject): (&str, &str),
    role_id: &str,
) -> Result<(), Fault> {
    sql::execute(tx, TAKE, args![provider, subject, role_id]).await
}
