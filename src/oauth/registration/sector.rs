//! The sector of a client (OIDC Core section 8.1): those that share one see the same pairwise `sub`, so a client must show
//! that it belongs there.

use crate::app::App;
use crate::base::http::Freshness;
use crate::domain::{Client, Rejected};
use crate::oauth::remote;

const MEMBER: &str = "sector_identifier_uri";

pub(super) async fn check(app: &App, client: &Client) -> Result<(), Rejected> {
    let Some(uri) = &client.metadata.sector_identifier_uri else {
        return without_one(client);
    };
    let listed = match remote::json(app, uri, Freshness::Usual).await {
        Ok(listed) => listed,
        Err(error) => {
            tracing::info!(client = client.id, %error, "a sector identifier is not to be had");
            let words = "It could not be fetched as JSON.";
            return Err(Rejected::new(MEMBER, words));
        }
    };
    let Some(listed) = listed.as_array() else {
        let words = "What lies there is no JSON array of redirect URIs.";
        return Err(Rejected::new(MEMBER, words));
    };
    let is_listed = |uri: &str| listed.iter().any(|known| known.as_str() == Some(uri));
    match client
        .redirect_uris
        .iter()
        .find(|uri| !is_listed(uri.as_str()))
    {
        Some(missing) => {
            let words = format!("What lies there does not list '{}'.", missing.as_str());
            Err(Rejected::new(MEMBER, words))
        }
        None => Ok(()),
    }
}

/// Then the host of the redirect URIs is the sector, and there has to be exactly one; a client without any is a sector of its
/// own.
fn without_one(client: &Client) -> Result<(), Rejected> {
    if !client.metadata.is_pairwise() {
        return Ok(());
    }
    let mut hosts: Vec<Option<String>> =
        client.redirect_uris.iter().map(|uri| uri.host()).collect();
    hosts.sort();
    hosts.dedup();
    match hosts.as_slice() {
        [_] => Ok(()),
        _ => Err(Rejected::new(
            MEMBER,
            "A pairwise client whose redirect URIs are not at one host needs it.",
        )),
    }
}
