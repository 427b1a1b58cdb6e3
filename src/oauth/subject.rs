//! Who a person is to a client: the `sub` (OIDC Core section 8).
//!
//! Public clients share the account's id. A pairwise client sees a name of the person that only its own sector knows.
//! Neither is ever given to another person: the one is random, the other a hash over it.

use std::collections::BTreeSet;

use url::Url;

use crate::app::App;
use crate::base::{Fault, Random};
use crate::domain::{ApplicationType, Client, RedirectUri};
use crate::jose::PairwiseSalt;
use crate::store::server_secret;

/// The name of the salt in the database, and the purpose that it is sealed for.
const SALT: &str = "pairwise salt";

/// The `sub` of this person in everything that `client` gets to see.
pub async fn of(app: &App, client: &Client, user_id: &str) -> Result<String, Fault> {
    if !client.metadata.is_pairwise() {
        return Ok(user_id.to_owned());
    }
    let salt = app.pairwise_salt.get_or_try_init(|| salt(app)).await?;
    // Clients that are older than the fixed sector are of the one that they describe.
    let sector = client.metadata.sector.clone();
    let sector = sector.or_else(|| described_sector(client));
    let sector = sector.ok_or_else(|| unclear(client))?;
    Ok(salt.subject(&sector, user_id))
}

/// Whether `subject` is what `client` knows this person by.
pub async fn is(
    app: &App,
    client: &Client,
    (user_id, subject): (&str, &str),
) -> Result<bool, Fault> {
    Ok(of(app, client, user_id).await? == subject)
}

/// The sector that a client describes. The clients of one sector know a person by the same name: it is the host of what they
/// have in common. None where redirect URIs at several hosts leave it open.
pub fn described_sector(client: &Client) -> Option<String> {
    if let Some(uri) = &client.metadata.sector_identifier_uri {
        return host(uri);
    }
    // Everybody's native applications are at loopback: that is nothing they have in common.
    let native = client.metadata.application_type == Some(ApplicationType::Native);
    let host = |uri: &RedirectUri| uri.host().filter(|_| !(native && uri.is_loopback()));
    let hosts: BTreeSet<Option<String>> = client.redirect_uris.iter().map(host).collect();
    let mut hosts = hosts.into_iter();
    match (hosts.next(), hosts.next()) {
        (Some(Some(only)), None) => Some(only),
        (Some(_), Some(_)) => None,
        // An application with a private scheme is a sector of its own, and so is one that nobody is sent back to.
        _ => Some(own_sector(client)),
    }
}

/// The sector that has no other client. No host begins with a word and a colon.
pub fn own_sector(client: &Client) -> String {
    format!("client:{}", client.id)
}

fn host(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    url.host_str().map(str::to_owned)
}

/// Registration does not let it come to this.
fn unclear(client: &Client) -> Fault {
    Fault::internal(format!(
        "the pairwise client {} has no one sector",
        client.id
    ))
}

/// The salt that is stored. The first node that needs one makes it; of two that do so at once the database takes one.
async fn salt(app: &App) -> Result<PairwiseSalt, Fault> {
    let stored = match server_secret::find(&mut app.db.read(), SALT).await? {
        Some(stored) => stored,
        None => make(app).await?,
    };
    app.master_key
        .open(SALT, &stored)
        .and_then(|salt| PairwiseSalt::from_bytes(&salt))
        .ok_or_else(|| {
            Fault::internal("the master key does not open the salt of pairwise subjects")
        })
}

async fn make(app: &App) -> Result<Vec<u8>, Fault> {
    let random: &dyn Random = &*app.random;
    let sealed = app.master_key.seal(SALT, &random.bytes::<32>(), random)?;
    let now = app.now();
    let stored = app.db.write(move |tx| {
        Box::pin(async move {
            server_secret::insert(tx, SALT, &sealed, now).await?;
            server_secret::find(tx, SALT).await
        })
    });
    let stored = stored.await?;
    stored.ok_or_else(|| Fault::internal("the salt of pairwise subjects was not kept"))
}
