//! What happened to people's accounts, for those whose they are. Nothing is ever changed here: it is added, and ends with its age
//! or its account.

use super::sql::{self, Conn, FromRow, Row, Tx, Value, args};
use crate::base::{Fault, Timestamp};
use crate::domain::{Event, EventKind};

statements! {
    INSERT = "INSERT INTO security_events (id, user_id, kind, detail, address, user_agent, happened_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    INSERT_ONCE = "INSERT INTO security_events (id, user_id, kind, detail, address, user_agent, happened_at) \
        SELECT $1, id, $3, $4, $5, $6, $7 FROM users WHERE id = $2 ON CONFLICT DO NOTHING";
    OF_USER = "SELECT * FROM security_events WHERE user_id = $1 AND (happened_at < $2 OR (happened_at = $2 AND id <= $3)) \
        ORDER BY happened_at DESC, id DESC LIMIT $4";
    EXPIRE = "DELETE FROM security_events WHERE id IN (SELECT id FROM security_events WHERE happened_at < $1 LIMIT 1000) \
        RETURNING 1 AS value";
}

/// Where a list of events begins, which has the latest first.
#[derive(Clone, Debug)]
pub struct Place {
    pub at: Timestamp,
    pub id: String,
}

impl Place {
    /// Before all that has happened until now.
    pub fn latest(now: Timestamp) -> Self {
        // No identifier of this moment comes after it.
        let id = "~".to_owned();
        Self { at: now, id }
    }

    pub fn of(event: &Event) -> Self {
        Self {
            at: event.at,
            id: event.id.clone(),
        }
    }
}

pub async fn insert(tx: &mut Tx, event: &Event) -> Result<(), Fault> {
    sql::execute(tx, INSERT, values(event)?).await
}

/// Inserts nothing where the event is there already, or the account is not.
pub async fn insert_once(tx: &mut Tx, event: &Event) -> Result<(), Fault> {
    sql::execute(tx, INSERT_ONCE, values(event)?).await
}

fn values(event: &Event) -> Result<Vec<Value>, Fault> {
    let detail = serde_json::to_string(&event.detail).map_err(Fault::internal)?;
    Ok(args![
        &event.id,
        &event.user_id,
        event.kind.as_str(),
        detail,
        &event.address,
        &event.user_agent,
        event.at
    ])
}

/// A person's events from a place on, the latest first.
pub async fn of_user(conn: &mut impl Conn, user_id: &str, from: &Place, most: i64) -> Result<Vec<Event>, Fault> {
    sql::all(conn, OF_USER, args![user_id, from.at, &from.id, most]).await
}

/// Deletes some of what happened before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Event {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        let kind = row.text("kind")?;
        Ok(Event {
            id: row.text("id")?,
            user_id: row.text("user_id")?,
            kind: EventKind::named(&kind).ok_or_else(|| Fault::internal(format!("{kind} is no kind of event")))?,
            detail: serde_json::from_str(&row.text("detail")?).map_err(Fault::internal)?,
            address: row.text("address")?,
            user_agent: row.text("user_agent")?,
            at: row.time("happened_at")?,
        })
    }
}
