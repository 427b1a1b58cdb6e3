//! Clients whose identifier is the address of their metadata (draft-ietf-oauth-client-id-metadata-document). Nobody registered
//! them; the document says what they are, is fetched through the guard, and is kept as a row beside the registered ones.

use std::time::Duration;

use serde_json::Value;

use super::metadata::{self, Members};
use super::{NewClient, check, dynamic, policy};
use crate::app::App;
use crate::base::http::{Document, Freshness};
use crate::base::{Fault, Timestamp};
use crate::domain::{AuthMethod, ChangeError, Client, ClientSource, Rejected};
use crate::oauth::remote;
use crate::store::client::{Beside, Kept};
use crate::store::{self, client};

const LARGEST: usize = 5 * 1024;
/// How long a client stands whose document is not to be had any more.
pub const STALE: Duration = Duration::from_secs(24 * 3600);

/// Whether identifiers of this kind mean anything here.
pub fn is_meant(app: &App, id: &str) -> bool {
    app.config.registration.client_id_metadata_documents
        && !Client::may_be_identified(id)
        && Client::document_host(id).is_some()
}

/// Brings what is kept of such a client up to date. False where there is no such client, or none any more.
pub async fn refresh(app: &App, id: &str) -> Result<bool, Fault> {
    let kept = client::kept(&mut app.db.read(), id).await?;
    let fresh_until = kept.as_ref().and_then(|kept| kept.fresh_until);
    if fresh_until.is_some_and(|fresh| app.now() < fresh) {
        // Another node was there before: what this one remembers is older.
        app.catalog.reread(id);
        return Ok(true);
    }
    let stands = kept
        .as_ref()
        .and_then(|kept| kept.fresh_until)
        .is_some_and(|fresh| app.now() < fresh + STALE);
    let document = match remote::document(app, id, Freshness::Usual).await {
        // An older one that stands in for one that is not to be had says nothing new.
        Ok(document) if kept.is_some() && document.fresh_until() <= app.now() => return Ok(stands),
        Ok(document) => document,
        Err(error) => {
            tracing::info!(client = id, %error, stands, "a client's metadata document is not to be had");
            return Ok(stands);
        }
    };
    match learn(app, id, (&document, kept)).await {
        Ok(()) => Ok(true),
        Err(ChangeError::Fault(fault)) => Err(fault),
        Err(ChangeError::Rejected(rejected)) => {
            let member = rejected.field;
            tracing::info!(client = id, member, %rejected, stands, "a client's metadata document is no good");
            Ok(stands)
        }
    }
}

async fn learn(
    app: &App,
    id: &str,
    (document, kept): (&Document, Option<Kept>),
) -> Result<(), ChangeError> {
    let members = members(document, id)?;
    let mut new = described(&members, id)?;
    let known = store::resource::list(&mut app.db.read()).await?;
    policy::apply(app, &members, &mut new, (None, &known))?;
    let asked = (id.to_owned(), ClientSource::Document);
    let fresh_until = Some(document.fresh_until());
    match kept {
        Some(kept) => renew(app, kept, new, document.fresh_until()).await?,
        None => insert(app, check::client(app, asked, new).await?, fresh_until).await?,
    }
    Ok(())
}

/// Where another node was faster, what it stored is as good.
async fn renew(
    app: &App,
    mut kept: Kept,
    new: NewClient,
    fresh_until: Timestamp,
) -> Result<(), ChangeError> {
    let asked = (kept.client.id.clone(), kept.client.source);
    let described = Client {
        disabled_at: kept.client.disabled_at,
        created_at: kept.client.created_at,
        ..check::client(app, asked, new.clone()).await?
    };
    kept.fresh_until = Some(fresh_until);
    if described != kept.client {
        super::replace(app, kept, new).await?;
        return Ok(());
    }
    // It says what it said. Nothing changes for other nodes, so they need not read everything anew.
    let id = described.id;
    let moved = app
        .db
        .write(move |tx| Box::pin(async move { client::keep_fresh(tx, &kept).await }));
    moved.await?;
    app.catalog.reread(&id);
    Ok(())
}

/// When two requests are first, one inserts and both are right.
async fn insert(app: &App, row: Client, fresh_until: Option<Timestamp>) -> Result<(), Fault> {
    let beside = Beside {
        token_hash: None,
        fresh_until,
    };
    let inserted = app
        .catalog
        .attempt(move |tx| Box::pin(async move { client::insert(tx, &row, beside).await }));
    inserted.await.map(|_| ())
}

fn members(document: &Document, id: &str) -> Result<Members, Rejected> {
    if document.text.len() > LARGEST {
        return Err(Rejected::new("", "The document is longer than 5 KiB."));
    }
    let essence = document.content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    if essence != "application/json" && !essence.ends_with("+json") {
        return Err(Rejected::new("", "The document is not called JSON."));
    }
    let members = dynamic::members(&document.text)?;
    match members.get("client_id").and_then(Value::as_str) == Some(id) {
        true => Ok(members),
        false => Err(Rejected::new(
            "client_id",
            "It is not the document's own address.",
        )),
    }
}

/// What everybody can read holds no secret, so such a client proves itself by a key or not at all.
fn described(members: &Members, id: &str) -> Result<NewClient, Rejected> {
    for member in ["client_secret", "client_secret_expires_at"] {
        if members.contains_key(member) {
            return Err(Rejected::new(
                "client_secret",
                "A document holds no secret.",
            ));
        }
    }
    if members.get("software_statement").is_some() {
        let words = "In a document it counts for nothing.";
        return Err(Rejected::new("software_statement", words));
    }
    let mut new = metadata::read(members)?;
    match new.metadata.token_endpoint_auth_method {
        None | Some(AuthMethod::None) => new.public = true,
        Some(AuthMethod::PrivateKeyJwt) => {}
        Some(_) => {
            let words = "A document allows none or private_key_jwt.";
            return Err(Rejected::new("token_endpoint_auth_method", words));
        }
    }
    new.metadata
        .token_endpoint_auth_method
        .get_or_insert(AuthMethod::None);
    if new.metadata.needs_secret_itself() {
        let words = "Nothing can be keyed with a secret that there is not.";
        return Err(Rejected::new("id_token_signed_response_alg", words));
    }
    if new.name.is_empty() {
        new.name = Client::document_host(id).unwrap_or_default();
    }
    Ok(new)
}
