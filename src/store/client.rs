//! Registered clients and their secrets.

use super::demand;
use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::{Client, ClientSecret, ClientSource, RedirectUri, ResponseType, Scopes};

statements! {
    INSERT = "INSERT INTO clients (id, name, public, redirect_uris, grants, scopes, resources, first_party, \
        require_pkce, created_at, response_types, metadata, source, updated_at, registration_token_hash, fresh_until, \
        min_acr, max_auth_age) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $10, $14, $15, $16, $17) \
        ON CONFLICT DO NOTHING RETURNING id AS value";
    UPDATE = "UPDATE clients SET name = $2, public = $3, redirect_uris = $4, grants = $5, scopes = $6, resources = $7, \
        first_party = $8, require_pkce = $9, response_types = $10, metadata = $11, fresh_until = $12, \
        min_acr = $15, max_auth_age = $16, \
        updated_at = CASE WHEN updated_at < $13 THEN $13 ELSE updated_at + 1 END \
        WHERE id = $1 AND updated_at = $14 RETURNING id AS value";
    KEEP_FRESH = "UPDATE clients SET fresh_until = $2 WHERE id = $1 AND updated_at = $3";
    EXPIRE_DOCUMENTS = "DELETE FROM clients WHERE id IN (SELECT id FROM clients WHERE source = 'document' \
        AND fresh_until < $1 AND disabled_at IS NULL \
        AND NOT EXISTS (SELECT 1 FROM consents WHERE consents.client_id = clients.id) \
        AND NOT EXISTS (SELECT 1 FROM grants WHERE grants.client_id = clients.id) \
        AND NOT EXISTS (SELECT 1 FROM authorization_codes WHERE authorization_codes.client_id = clients.id) \
        AND NOT EXISTS (SELECT 1 FROM session_clients WHERE session_clients.client_id = clients.id) \
        AND NOT EXISTS (SELECT 1 FROM logout_notices WHERE logout_notices.client_id = clients.id) \
        LIMIT 1000) RETURNING 1 AS value";
    FIND = "SELECT * FROM clients WHERE id = $1";
    LIST = "SELECT * FROM clients WHERE id > $1 ORDER BY id LIMIT $2";
    RESPONSE_TYPES = "SELECT DISTINCT response_types FROM clients WHERE disabled_at IS NULL";
    DISABLE = "UPDATE clients SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL RETURNING id AS value";
    ENABLE = "UPDATE clients SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL RETURNING id AS value";
    DELETE = "DELETE FROM clients WHERE id = $1 RETURNING id AS value";
    INSERT_SECRET = "INSERT INTO client_secrets (id, client_id, secret_hash, created_at, expires_at, sealed) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    SECRETS = "SELECT * FROM client_secrets WHERE client_id = $1 ORDER BY created_at DESC";
    EXPIRE_SECRET = "UPDATE client_secrets SET expires_at = $2 \
        WHERE id = $1 AND (expires_at IS NULL OR expires_at > $2)";
    DELETE_SECRET = "DELETE FROM client_secrets WHERE id = $1";
    DELETE_SECRETS = "DELETE FROM client_secrets WHERE client_id = $1";
}

/// A client, and what only the doors by which it changes need to know of it.
#[derive(Debug)]
pub struct Kept {
    pub client: Client,
    /// SHA-256 of the token with which it looks after itself (RFC 7592).
    pub token_hash: Option<Vec<u8>>,
    /// Until when a metadata document is taken as it was fetched.
    pub fresh_until: Option<Timestamp>,
    updated_at: Timestamp,
}

/// What is stored of a new client beside itself.
#[derive(Debug, Default)]
pub struct Beside {
    pub token_hash: Option<Vec<u8>>,
    pub fresh_until: Option<Timestamp>,
}

/// False when the identifier is taken.
pub async fn insert(tx: &mut Tx, client: &Client, beside: Beside) -> Result<bool, Fault> {
    let values = args![
        &client.id,
        &client.name,
        client.public,
        &redirect_uris(client),
        &grants(client),
        client.scopes.as_slice(),
        &client.resources,
        client.first_party,
        client.require_pkce,
        client.created_at,
        &named_response_types(client),
        metadata(client),
        client.source.as_str(),
        beside.token_hash,
        beside.fresh_until,
        demand::acr(&client.demand),
        demand::age(&client.demand)
    ];
    sql::any(tx, INSERT, values).await
}

/// Replaces what a client is registered with. False when it changed, or was deleted, since `kept` was read.
pub async fn update(tx: &mut Tx, kept: &Kept, client: &Client, now: Timestamp) -> Result<bool, Fault> {
    let values = args![
        &client.id,
        &client.name,
        client.public,
        &redirect_uris(client),
        &grants(client),
        client.scopes.as_slice(),
        &client.resources,
        client.first_party,
        client.require_pkce,
        &named_response_types(client),
        metadata(client),
        kept.fresh_until,
        now,
        kept.updated_at,
        demand::acr(&client.demand),
        demand::age(&client.demand)
    ];
    sql::any(tx, UPDATE, values).await
}

/// Takes the metadata document as it was fetched before for longer, unless the client changed since `kept` was read.
pub async fn keep_fresh(tx: &mut Tx, kept: &Kept) -> Result<(), Fault> {
    sql::execute(tx, KEEP_FRESH, args![&kept.client.id, kept.fresh_until, kept.updated_at]).await
}

/// Deletes some of the metadata documents that went stale before and that nobody here has anything to do with, and says how
/// many. What an operator disabled stays: it would come back enabled.
pub async fn expire_documents(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE_DOCUMENTS, args![before]).await
}

fn redirect_uris(client: &Client) -> Vec<String> {
    client.redirect_uris.iter().map(|uri| uri.as_str().to_owned()).collect()
}

fn grants(client: &Client) -> Vec<String> {
    client.grants.iter().map(ToString::to_string).collect()
}

fn named_response_types(client: &Client) -> Vec<String> {
    client.response_types.iter().map(ToString::to_string).collect()
}

fn metadata(client: &Client) -> String {
    serde_json::Value::Object(client.metadata.to_json()).to_string()
}

pub async fn kept(conn: &mut impl Conn, id: &str) -> Result<Option<Kept>, Fault> {
    sql::optional(conn, FIND, args![id]).await
}

pub async fn find(conn: &mut impl Conn, id: &str) -> Result<Option<Client>, Fault> {
    sql::optional(conn, FIND, args![id]).await
}

/// The clients whose identifier comes after `after`, in order.
pub async fn list(conn: &mut impl Conn, after: &str, most: i64) -> Result<Vec<Client>, Fault> {
    sql::all(conn, LIST, args![after, most]).await
}

/// What any enabled client may ask of the authorization endpoint.
pub async fn allowed_response_types(conn: &mut impl Conn) -> Result<Vec<ResponseType>, Fault> {
    struct Allowed(Vec<String>);
    impl FromRow for Allowed {
        fn from_row(row: &Row) -> Result<Self, Fault> {
            row.list("response_types").map(Self)
        }
    }
    let rows: Vec<Allowed> = sql::all(conn, RESPONSE_TYPES, args![]).await?;
    let names = rows.into_iter().flat_map(|Allowed(names)| names);
    Ok(names.filter_map(|name| ResponseType::named(&name)).collect())
}

pub async fn disable(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, DISABLE, args![id, now]).await
}

pub async fn enable(tx: &mut Tx, id: &str) -> Result<bool, Fault> {
    sql::any(tx, ENABLE, args![id]).await
}

pub async fn delete(tx: &mut Tx, id: &str) -> Result<bool, Fault> {
    sql::any(tx, DELETE, args![id]).await
}

pub async fn insert_secret(tx: &mut Tx, client_id: &str, secret: &ClientSecret) -> Result<(), Fault> {
    let values = args![&secret.id, client_id, &secret.hash, secret.created_at, secret.expires_at, secret.sealed.clone()];
    sql::execute(tx, INSERT_SECRET, values).await
}

/// Newest first.
pub async fn secrets(conn: &mut impl Conn, client_id: &str) -> Result<Vec<ClientSecret>, Fault> {
    sql::all(conn, SECRETS, args![client_id]).await
}

/// Ends a secret at `end`, unless it ends earlier.
pub async fn expire_secret(tx: &mut Tx, id: &str, end: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, EXPIRE_SECRET, args![id, end]).await
}

pub async fn delete_secret(tx: &mut Tx, id: &str) -> Result<(), Fault> {
    sql::execute(tx, DELETE_SECRET, args![id]).await
}

pub async fn delete_secrets(tx: &mut Tx, client_id: &str) -> Result<(), Fault> {
    sql::execute(tx, DELETE_SECRETS, args![client_id]).await
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Kept {
            client: Client::from_row(row)?,
            token_hash: row.bytes_or_null("registration_token_hash")?,
            fresh_until: row.time_or_null("fresh_until")?,
            updated_at: row.time("updated_at")?,
        })
    }
}

impl FromRow for Client {
    /// Rows are checked again as they are read: what was once registered but would be refused today is a fault.
    fn from_row(row: &Row) -> Result<Self, Fault> {
        let id = row.text("id")?;
        let wrong = |what: &dyn std::fmt::Display| Fault::internal(format!("client {id}: {what}"));
        let mut redirect_uris = Vec::new();
        for uri in row.list("redirect_uris")? {
            redirect_uris.push(RedirectUri::parse(&uri).map_err(|error| wrong(&error))?);
        }
        let mut grants = Vec::new();
        for grant in row.list("grants")? {
            grants.push(grant.parse().map_err(|error| wrong(&error))?);
        }
        let mut response_types = Vec::new();
        for name in row.list("response_types")? {
            let known = ResponseType::named(&name);
            response_types.push(known.ok_or_else(|| wrong(&format_args!("response type {name}")))?);
        }
        let source = row.text("source")?;
        Ok(Client {
            metadata: serde_json::from_str(&row.text("metadata")?).map_err(|error| wrong(&error))?,
            source: ClientSource::named(&source).ok_or_else(|| wrong(&format_args!("source {source}")))?,
            response_types,
            name: row.text("name")?,
            public: row.bool("public")?,
            redirect_uris,
            grants,
            scopes: Scopes::stored(row.list("scopes")?),
            resources: row.list("resources")?,
            first_party: row.bool("first_party")?,
            require_pkce: row.bool("require_pkce")?,
            demand: demand::read(row)?,
            disabled_at: row.time_or_null("disabled_at")?,
            created_at: row.time("created_at")?,
            id,
        })
    }
}

impl FromRow for ClientSecret {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(ClientSecret {
            id: row.text("id")?,
            hash: row.bytes("secret_hash")?,
            sealed: row.bytes_or_null("sealed")?,
            created_at: row.time("created_at")?,
            expires_at: row.time_or_null("expires_at")?,
        })
    }
}
