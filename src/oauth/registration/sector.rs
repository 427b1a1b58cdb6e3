//! The sector of a client (OIDC Core section 8.1): those that share one see the same pairwise `sub`, so a client must show
//! that it belongs there. It does so once: were it to move to another sector later, it would learn by what it was granted
//! before how that one knows people.

use std::time::Duration;

use crate::app::App;
use crate::base::http::Freshness;
use crate::domain::{Client, Rejected};
use crate::oauth::{remote, subject};

const MEMBER: &str = "sector_identifier_uri";

/// Whoever puts right what lies there and registers again is not to wait: it is fetched anew, this often at most.
const SOON: Duration = Duration::from_secs(5);

/// Finds out the sector of a client that is new, and holds one that has a sector to it.
pub(super) async fn settle(app: &App, client: &mut Client) -> Result<(), Rejected> {
    if let Some(uri) = &client.metadata.sector_identifier_uri {
        listed(app, client, uri).await?;
    }
    let described = described(client)?;
    let Some(fixed) = &client.metadata.sector else {
        client.metadata.sector = Some(described.unwrap_or_else(|| subject::own_sector(client)));
        return Ok(());
    };
    match described {
        Some(other) if other != *fixed && client.metadata.is_pairwise() => {
            let words = format!(
                "The sector of this client is '{fixed}' since it was registered, and this would make it '{other}'. \
                 Register another client for that."
            );
            Err(Rejected::new(MEMBER, words))
        }
        _ => Ok(()),
    }
}

/// The sector of a client as it was until now, for one that is changed.
pub(super) fn of_before(client: &Client) -> String {
    let fixed = client.metadata.sector.clone();
    fixed
        .or_else(|| subject::described_sector(client))
        .unwrap_or_else(|| subject::own_sector(client))
}

/// What lies at the address has to list all redirect URIs.
async fn listed(app: &App, client: &Client, uri: &str) -> Result<(), Rejected> {
    let listed = match remote::json(app, uri, Freshness::Within(SOON)).await {
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

/// What a pairwise client says of its sector has to be clear; what another one says may be.
fn described(client: &Client) -> Result<Option<String>, Rejected> {
    let described = subject::described_sector(client);
    let nowhere =
        client.redirect_uris.is_empty() && client.metadata.sector_identifier_uri.is_none();
    match client.metadata.is_pairwise() && (described.is_none() || nowhere) {
        true => Err(Rejected::new(
            MEMBER,
            "A pairwise client whose redirect URIs are not at one host needs it.",
        )),
        false => Ok(described),
    }
}
