//! Roles, and who holds them.

use super::demand;
use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::{Level, Role};

statements! {
    INSERT = "INSERT INTO roles (id, name, resource, description, created_at, min_acr) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT DO NOTHING RETURNING id AS value";
    FIND = "SELECT * FROM roles WHERE resource = $1 AND name = $2";
    REQUIRE = "UPDATE roles SET min_acr = $2 WHERE id = $1 RETURNING *";
    LIST = "SELECT * FROM roles ORDER BY resource, name";
    OF_USER = "SELECT * FROM roles WHERE id IN (SELECT role_id FROM user_roles WHERE user_id = $1 \
        UNION SELECT role_id FROM linked_roles JOIN linked_accounts ON linked_accounts.provider = linked_roles.provider \
        AND linked_accounts.subject = linked_roles.subject WHERE user_id = $1) ORDER BY resource, name";
    OF_CLIENT = "SELECT roles.* FROM roles JOIN client_roles ON role_id = roles.id WHERE client_id = $1 ORDER BY resource, name";
    GRANT_USER = "INSERT INTO user_roles (user_id, role_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    GRANT_CLIENT = "INSERT INTO client_roles (client_id, role_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    REVOKE_USER = "DELETE FROM user_roles WHERE user_id = $1 AND role_id = $2 RETURNING role_id AS value";
    REVOKE_CLIENT = "DELETE FROM client_roles WHERE client_id = $1 AND role_id = $2 RETURNING role_id AS value";
    LEVELS_OF_USER = "SELECT min_acr AS value FROM roles WHERE min_acr IS NOT NULL AND id IN ( \
        SELECT role_id FROM user_roles WHERE user_id = $1 \
        UNION SELECT role_id FROM linked_roles JOIN linked_accounts ON linked_accounts.provider = linked_roles.provider \
        AND linked_accounts.subject = linked_roles.subject WHERE user_id = $1)";
    ANYONE_HOLDS = "SELECT role_id AS value FROM user_roles JOIN roles ON roles.id = role_id \
        WHERE roles.resource = '' AND roles.name = $1 LIMIT 1";
    HOLD = "UPDATE roles SET name = name WHERE resource = '' AND name = $1";
    OTHERS_HOLD = "SELECT user_id AS value FROM user_roles JOIN roles ON roles.id = role_id \
        JOIN users ON users.id = user_id WHERE roles.resource = '' AND roles.name = $1 AND user_id <> $2 \
        AND users.disabled_at IS NULL LIMIT 1";
    DELETE_OF_RESOURCE = "DELETE FROM roles WHERE resource = $1";
}

/// Who holds a role, by the id of the user or the client.
#[derive(Clone, Debug)]
pub enum Holder {
    User(String),
    Client(String),
}

/// False when the role exists.
pub async fn insert(tx: &mut Tx, role: &Role, now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, INSERT, args![&role.id, &role.name, &role.resource, &role.description, now, role.min_level.map(|level| level.as_str().to_owned())]).await
}

/// `resource` is empty for a global role.
pub async fn find(conn: &mut impl Conn, resource: &str, name: &str) -> Result<Option<Role>, Fault> {
    sql::optional(conn, FIND, args![resource, name]).await
}

/// Changes what it wants of sign-ins. None when it is gone.
pub async fn require(
    tx: &mut Tx,
    id: &str,
    level: Option<Level>,
) -> Result<Option<Role>, Fault> {
    let acr = level.map(|level| level.as_str().to_owned());
    sql::optional(tx, REQUIRE, args![id, acr]).await
}

pub async fn list(conn: &mut impl Conn) -> Result<Vec<Role>, Fault> {
    sql::all(conn, LIST, args![]).await
}

pub async fn held_by(conn: &mut impl Conn, holder: &Holder) -> Result<Vec<Role>, Fault> {
    match holder {
        Holder::User(id) => sql::all(conn, OF_USER, args![id]).await,
        Holder::Client(id) => sql::all(conn, OF_CLIENT, args![id]).await,
    }
}

/// What the roles that a person holds ask of their sign-ins.
pub async fn levels_of_user(conn: &mut impl Conn, user_id: &str) -> Result<Vec<Level>, Fault> {
    let named: Vec<String> = sql::all(conn, LEVELS_OF_USER, args![user_id]).await?;
    named.iter().map(|acr| demand::named(acr)).collect()
}

pub async fn grant(tx: &mut Tx, role: &Role, holder: &Holder) -> Result<(), Fault> {
    match holder {
        Holder::User(id) => sql::execute(tx, GRANT_USER, args![id, &role.id]).await,
        Holder::Client(id) => sql::execute(tx, GRANT_CLIENT, args![id, &role.id]).await,
    }
}

/// False when the holder did not have it.
pub async fn revoke(tx: &mut Tx, role: &Role, holder: &Holder) -> Result<bool, Fault> {
    match holder {
        Holder::User(id) => sql::any(tx, REVOKE_USER, args![id, &role.id]).await,
        Holder::Client(id) => sql::any(tx, REVOKE_CLIENT, args![id, &role.id]).await,
    }
}

/// Whether any person holds the global role `name`.
pub async fn anyone_holds(conn: &mut impl Conn, name: &str) -> Result<bool, Fault> {
    sql::any(conn, ANYONE_HOLDS, args![name]).await
}

/// Holds the global role `name` until the transaction ends: those who give it up follow one another.
pub async fn hold(tx: &mut Tx, name: &str) -> Result<(), Fault> {
    sql::execute(tx, HOLD, args![name]).await
}

/// Whether any active person but this one holds the global role `name`.
pub async fn others_hold(conn: &mut impl Conn, name: &str, user_id: &str) -> Result<bool, Fault> {
    sql::any(conn, OTHERS_HOLD, args![name, user_id]).await
}

pub async fn delete_of_resource(tx: &mut Tx, resource: &str) -> Result<(), Fault> {
    sql::execute(tx, DELETE_OF_RESOURCE, args![resource]).await
}

impl FromRow for Role {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Role {
            id: row.text("id")?,
            name: row.text("name")?,
            resource: row.text("resource")?,
            description: row.text("description")?,
            min_level: demand::level(row)?,
        })
    }
}
