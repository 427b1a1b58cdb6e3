//! Documents that belong to clients and lie at URLs of theirs: `jwks_uri`, `sector_identifier_uri`, `request_uri`. They are
//! fetched through the guard of `base::http` and nothing else, and only for a registered client.

use std::sync::Arc;

use serde_json::Value;

use crate::app::App;
use crate::base::http::{Document, FetchError, Freshness, Kind};
use crate::jose::{ClientKeys, JwkSetError};

const ACCEPT: &str = "application/json, application/jwk-set+json, application/jwt, */*;q=0.1";
const TEXT: Kind = Kind {
    accept: ACCEPT,
    reads: |_| true,
};
const JSON: Kind = Kind {
    accept: ACCEPT,
    reads: |text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(),
};
const KEYS: Kind = Kind {
    accept: ACCEPT,
    // A set with a private key in it is one: its client has to hear of that.
    reads: |text| !matches!(ClientKeys::parse(text), Err(JwkSetError::NotASet)),
};

/// What lies at such a URL. Why there is nothing is for the log: the text can tell of the network here.
pub async fn document(
    app: &App,
    url: &str,
    freshness: Freshness,
) -> Result<Arc<Document>, FetchError> {
    get(app, (url, TEXT), freshness).await
}

/// The same, where it must be JSON.
pub async fn json(app: &App, url: &str, freshness: Freshness) -> Result<Value, FetchError> {
    let document = get(app, (url, JSON), freshness).await?;
    serde_json::from_str(&document.text)
        .map_err(|error| FetchError::Remote(format!("sent no JSON: {error}")))
}

/// The same, where it must be a JWK Set.
pub async fn keys(app: &App, url: &str, freshness: Freshness) -> Result<Arc<Document>, FetchError> {
    get(app, (url, KEYS), freshness).await
}

async fn get(
    app: &App,
    wanted: (&str, Kind),
    freshness: Freshness,
) -> Result<Arc<Document>, FetchError> {
    app.documents
        .get(&app.http, &app.clock, wanted, freshness)
        .await
}
