//! Grants: what a person gave a client at one time.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::{Grant, Scopes};

statements! {
    INSERT = "INSERT INTO grants (id, client_id, user_id, session_id, scopes, resources, auth_time, amr, acr, \
        created_at, expires_at, claims) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    FIND = "SELECT * FROM grants WHERE id = $1";
    REVOKE = "UPDATE grants SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    REVOKE_OF_USER = "UPDATE grants SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL";
    REVOKE_OF_CLIENT = "UPDATE grants SET revoked_at = $3 WHERE user_id = $1 AND client_id = $2 AND revoked_at IS NULL \
        AND expires_at > $3 RETURNING 1 AS value";
    CONNECTIONS = "SELECT g.client_id, g.scopes, g.resources, g.claims, \
        (s.id IS NOT NULL AND s.ended_at IS NULL) AS session_is_open, MIN(g.created_at) AS first_at, \
        MAX(g.created_at) AS last_at, MAX(r.created_at) AS refreshed_at \
        FROM grants g LEFT JOIN sessions s ON s.id = g.session_id LEFT JOIN refresh_tokens r ON r.grant_id = g.id \
        WHERE g.user_id = $1 AND g.revoked_at IS NULL AND g.expires_at > $2 \
        GROUP BY g.client_id, g.scopes, g.resources, g.claims, session_is_open";
    EXPIRE = "DELETE FROM grants WHERE id IN (SELECT id FROM grants WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

pub async fn insert(tx: &mut Tx, grant: &Grant, now: Timestamp) -> Result<(), Fault> {
    let values = args![
        &grant.id,
        &grant.client_id,
        &grant.user_id,
        &grant.session_id,
        grant.scopes.as_slice(),
        &grant.resources,
        grant.authentication.time,
        &grant.authentication.methods,
        &grant.authentication.context,
        now,
        grant.expires_at,
        &grant.claims
    ];
    sql::execute(tx, INSERT, values).await
}

pub async fn find(conn: &mut impl Conn, id: &str) -> Result<Option<Grant>, Fault> {
    sql::optional(conn, FIND, args![id]).await
}

pub async fn revoke(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, REVOKE, args![id, now]).await
}

pub async fn revoke_of_user(tx: &mut Tx, user_id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, REVOKE_OF_USER, args![user_id, now]).await
}

/// Ends what a person granted one client, and says how much that was.
pub async fn revoke_of_client(tx: &mut Tx, user_id: &str, client_id: &str, now: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, REVOKE_OF_CLIENT, args![user_id, client_id, now]).await
}

/// Live grants of one person to one client for the same things.
#[derive(Debug, Clone)]
pub struct Connection {
    pub client_id: String,
    pub scopes: Scopes,
    pub resources: Vec<String>,
    pub claims: String,
    pub session_is_open: bool,
    pub first_at: Timestamp,
    /// When a token was given out for the last time.
    pub used_at: Timestamp,
}

pub async fn connections(conn: &mut impl Conn, user_id: &str, now: Timestamp) -> Result<Vec<Connection>, Fault> {
    sql::all(conn, CONNECTIONS, args![user_id, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Grant {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Grant {
            id: row.text("id")?,
            client_id: row.text("client_id")?,
            user_id: row.text("user_id")?,
            session_id: row.text("session_id")?,
            scopes: Scopes::stored(row.list("scopes")?),
            resources: row.list("resources")?,
            claims: row.text("claims")?,
            authentication: row.authentication()?,
            expires_at: row.time("expires_at")?,
            revoked_at: row.time_or_null("revoked_at")?,
        })
    }
}

impl FromRow for Connection {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        let (last, refreshed) = (row.time("last_at")?, row.time_or_null("refreshed_at")?);
        Ok(Connection {
            client_id: row.text("client_id")?,
            scopes: Scopes::stored(row.list("scopes")?),
            resources: row.list("resources")?,
            claims: row.text("claims")?,
            session_is_open: row.bool("session_is_open")?,
            first_at: row.time("first_at")?,
            used_at: refreshed.map_or(last, |refreshed| refreshed.max(last)),
        })
    }
}
