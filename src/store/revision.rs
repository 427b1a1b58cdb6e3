//! A counter that every change to what servers keep in memory bumps in its own transaction. Servers look at it
//! several times a second, so a change made by a command or another node is seen by all.

use super::sql::{self, Conn, Tx, args};
use crate::base::Fault;

statements! {
    READ = "SELECT value FROM revision WHERE id = 1";
    BUMP = "UPDATE revision SET value = value + 1 WHERE id = 1";
}

pub async fn read(conn: &mut impl Conn) -> Result<i64, Fault> {
    sql::optional(conn, READ, args![]).await?.ok_or_else(|| Fault::internal("table revision is empty"))
}

pub async fn bump(tx: &mut Tx) -> Result<(), Fault> {
    sql::execute(tx, BUMP, args![]).await
}
