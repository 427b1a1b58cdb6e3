//! Which clients were given something in a session: they are told when it ends.

use super::sql::{self, Conn, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    // The column keeps the name that it began with; it says when the client was given something last.
    NOTE = "INSERT INTO session_clients (session_id, client_id, created_at) VALUES ($1, $2, $3) \
        ON CONFLICT (session_id, client_id) DO UPDATE SET created_at = excluded.created_at";
    OF_SESSION = "SELECT client_id AS value FROM session_clients WHERE session_id = $1 \
        ORDER BY created_at DESC, client_id LIMIT $2";
}

/// Remembers that a client is being given something. The session must be held (`session::hold`), or its end could be decided
/// without this client.
pub async fn note(tx: &mut Tx, session_id: &str, client_id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, NOTE, args![session_id, client_id, now]).await
}

/// The clients of a session, also of one that has ended, those used last first.
pub async fn of_session(conn: &mut impl Conn, session_id: &str, most: i64) -> Result<Vec<String>, Fault> {
    sql::all(conn, OF_SESSION, args![session_id, most]).await
}
