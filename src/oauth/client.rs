//! Finding a client by its identifier: one that is registered, or one whose identifier is the address of its metadata.

use std::net::IpAddr;
use std::sync::Arc;

use super::registration::document;
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Client, ClientSource};
use crate::identity::throttle::{self, Attempt};
use crate::store::Registered;

/// Sees to it that a client is known that sends somebody here for the first time: it makes itself known by its document.
/// Anybody can name one, so an address has so many fetched for it and then waits.
pub async fn meet(app: &App, id: &str, address: IpAddr) -> Result<Attempt, Fault> {
    if !document::is_meant(app, id) || app.catalog.client(id).await?.is_some() {
        return Ok(Attempt::Allowed);
    }
    let free = app.config.registration.open_free;
    let attempt = throttle::attempt_at(app, "document", address, free).await?;
    if attempt == Attempt::Allowed {
        document::refresh(app, id).await?;
    }
    Ok(attempt)
}

/// A client that is registered, or was met. For one that nobody ever came from nothing is fetched.
pub async fn known(app: &App, id: &str) -> Result<Option<Arc<Registered>>, Fault> {
    if Client::may_be_identified(id) {
        return app.catalog.client(id).await;
    }
    if !document::is_meant(app, id) {
        return Ok(None);
    }
    let known = app.catalog.client(id).await?;
    if !known.as_ref().is_some_and(|kept| is_stale(app, kept)) {
        return Ok(known);
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
