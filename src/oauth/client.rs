//! Finding a client by its identifier: one that is registered, or one whose identifier is the address of its metadata.

use std::sync::Arc;

use super::registration::document;
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Client, ClientSource};
use crate::store::Registered;

/// The client that sends a person here. One that nobody knows yet may make itself known by its document.
pub async fn find(app: &App, id: &str) -> Result<Option<Arc<Registered>>, Fault> {
    look(app, id, true).await
}

/// The client that asks for tokens. Who was never seen at the authorization endpoint has nothing to redeem, so nothing is
/// fetched for them.
pub async fn known(app: &App, id: &str) -> Result<Option<Arc<Registered>>, Fault> {
    look(app, id, false).await
}

async fn look(app: &App, id: &str, may_be_new: bool) -> Result<Option<Arc<Registered>>, Fault> {
    if Client::may_be_identified(id) {
        return app.catalog.client(id).await;
    }
    if !document::is_meant(app, id) {
        return Ok(None);
    }
    let known = app.catalog.client(id).await?;
    match &known {
        None if !may_be_new => return Ok(None),
        Some(kept) if !is_stale(app, kept) => return Ok(known),
        _ => {}
    }
    match document::refresh(app, id).await? {
        true => app.catalog.client(id).await,
        false => Ok(None),
    }
}

fn is_stale(app: &App, kept: &Registered) -> bool {
    let of_document = kept.client.source == ClientSource::Document;
    // Of one that was disabled nothing more needs to be known.
    of_document && kept.client.is_enabled() && kept.fresh_until.is_none_or(|end| end <= app.now())
}
