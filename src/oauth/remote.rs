//! Documents that belong to clients and lie at URLs of theirs: `jwks_uri`, `sector_identifier_uri`, `request_uri`. They are
//! fetched through the guard of `base::http` and nothing else, and only for a registered client.

use std::sync::Arc;

use serde_json::Value;

use crate::app::App;
use crate::base::http::{Document, FetchError, Freshness};

const ACCEPT: &str = "application/json, application/jwk-set+json, application/jwt, */*;q=0.1";

/// What lies at such a URL. Why there is nothing is for the log: the text can tell of the network here.
pub async fn document(
    app: &App,
    url: &str,
    freshness: Freshness,
) -> Result<Arc<Document>, FetchError> {
    app.documents
        .get(&app.http, &app.clock, (url, ACCEPT), freshness)
        .await
}

/// The same, where it must be JSON.
pub async fn json(app: &App, url: &str, freshness: Freshness) -> Result<Value, FetchError> {
    let document = document(app, url, freshness).await?;
    serde_json::from_str(&document.text)
        .map_err(|error| FetchError::Remote(format!("sent no JSON: {error}")))
}
