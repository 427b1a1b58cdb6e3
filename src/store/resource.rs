//! Protected resources (APIs).

use super::demand;
use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::{Demand, Resource};

statements! {
    INSERT = "INSERT INTO resources (uri, name, scopes, created_at, scope_words, api_keys, min_acr, max_auth_age) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
        ON CONFLICT DO NOTHING RETURNING uri AS value";
    FIND = "SELECT * FROM resources WHERE uri = $1";
    UPDATE = "UPDATE resources SET name = COALESCE($2, name), api_keys = COALESCE($3, api_keys) WHERE uri = $1 \
        RETURNING *";
    DEMAND = "UPDATE resources SET min_acr = $2, max_auth_age = $3 WHERE uri = $1 RETURNING *";
    LIST = "SELECT * FROM resources ORDER BY uri";
    DELETE = "DELETE FROM resources WHERE uri = $1 RETURNING uri AS value";
}

/// False when it exists.
pub async fn insert(tx: &mut Tx, resource: &Resource, now: Timestamp) -> Result<bool, Fault> {
    let words = serde_json::to_string(&resource.words).map_err(Fault::internal)?;
    let values = args![
        &resource.uri,
        &resource.name,
        &resource.scopes,
        now,
        words,
        resource.api_keys,
        demand::acr(&resource.demand),
        demand::age(&resource.demand)
    ];
    sql::any(tx, INSERT, values).await
}

pub async fn find(conn: &mut impl Conn, uri: &str) -> Result<Option<Resource>, Fault> {
    sql::optional(conn, FIND, args![uri]).await
}

/// Changes what is given, and returns the resource as it then is.
pub async fn update(
    tx: &mut Tx,
    uri: &str,
    name: Option<String>,
    api_keys: Option<bool>,
) -> Result<Option<Resource>, Fault> {
    sql::optional(tx, UPDATE, args![uri, name, api_keys]).await
}

/// Changes what it wants of sign-ins.
pub async fn demand(
    tx: &mut Tx,
    uri: &str,
    wanted: &Demand,
) -> Result<Option<Resource>, Fault> {
    let values = args![uri, demand::acr(wanted), demand::age(wanted)];
    sql::optional(tx, DEMAND, values).await
}

pub async fn list(conn: &mut impl Conn) -> Result<Vec<Resource>, Fault> {
    sql::all(conn, LIST, args![]).await
}

pub async fn delete(tx: &mut Tx, uri: &str) -> Result<bool, Fault> {
    sql::any(tx, DELETE, args![uri]).await
}

impl FromRow for Resource {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Resource {
            uri: row.text("uri")?,
            name: row.text("name")?,
            scopes: row.list("scopes")?,
            words: serde_json::from_str(&row.text("scope_words")?).map_err(Fault::internal)?,
            api_keys: row.bool("api_keys")?,
            demand: demand::read(row)?,
        })
    }
}
