//! Registering clients, changing them, and taking them out of use (RFC 7591, RFC 7592, OIDC Registration).
//!
//! There are several doors: the command line, the registration endpoint, the client's own management of itself, and
//! identifiers that are the address of the client's metadata. All of them end in [`check::client`], which makes the one
//! [`Client`] that there can be of a description. What a door allows beyond that is for [`policy`].

mod algorithms;
mod bounds;
mod check;
pub mod document;
pub mod dynamic;
pub mod initial_access;
pub mod management;
pub mod metadata;
mod places;
mod policy;
mod redirects;
mod sector;
mod statement;

use super::client_secret;
use crate::app::App;
use crate::base::{Fault, id};
use crate::config::RegistrationMode;
use crate::domain::{
    ChangeError, Client, ClientMetadata, ClientSource, Demand, GrantType, Rejected, ResponseType,
};
use crate::store::client::{Beside, Kept};
use crate::store::{self, client};

/// A client to be registered, as somebody described it.
#[derive(Clone, Debug, Default)]
pub struct NewClient {
    pub id: Option<String>,
    pub name: String,
    pub public: bool,
    pub redirect_uris: Vec<String>,
    /// Empty for what its response types need, and the renewal of that.
    pub grants: Vec<GrantType>,
    /// Empty for the default: what its grants and resources allow.
    pub scopes: Vec<String>,
    pub resources: Vec<String>,
    pub first_party: bool,
    pub no_require_pkce: bool,
    /// What an operator wants of its people's sign-ins, where one says so; else it stays.
    pub demand: Option<Demand>,
    /// Empty for `code` alone.
    pub response_types: Vec<ResponseType>,
    pub metadata: ClientMetadata,
    /// The APIs that it is to serve, where an operator says so; none at all takes them away.
    pub introspects: Option<Vec<String>>,
}

/// A client just registered or changed. A secret is shown once and kept only as a hash.
#[derive(Debug)]
pub struct Created {
    pub client: Client,
    /// None where it has none, or keeps the one that it has.
    pub secret: Option<String>,
}

/// What clients may ask of the authorization endpoint that no operator registered.
pub fn response_types(app: &App) -> Vec<ResponseType> {
    let config = &app.config.registration;
    let anybody = config.mode != RegistrationMode::Off || config.client_id_metadata_documents;
    let allowed = config.response_types.iter().filter(|_| anybody);
    allowed.filter_map(ResponseType::named).collect()
}

/// Registers a client for the operator.
pub async fn create(app: &App, mut new: NewClient) -> Result<Created, ChangeError> {
    let id = new.id.take().unwrap_or_else(|| id::id(&*app.random));
    if !Client::may_be_identified(&id) {
        return Err(Rejected::new(
            "id",
            "Use 1 to 128 letters, digits and any of - _ . ~ for an identifier.",
        )
        .into());
    }
    let client = check::client(app, (id, ClientSource::Operator), new).await?;
    if store::user::find(&mut app.db.read(), &client.id)
        .await?
        .is_some()
    {
        // A client's `sub` must never be a person's (RFC 9700 section 4.15).
        return Err(Rejected::new("id", "That identifier belongs to a person.").into());
    }
    let secret = client
        .has_secret()
        .then(|| client_secret::draw(app, &client))
        .transpose()?;
    let row = client.clone();
    let stored = secret.as_ref().map(|(_, stored)| stored.clone());
    let outcome = app.catalog.change(move |tx| {
        Box::pin(async move {
            if !client::insert(tx, &row, Beside::default()).await? {
                return Ok(Err(Rejected::new(
                    "id",
                    format!("The client '{}' exists already.", row.id),
                )));
            }
            if let Some(stored) = stored {
                client::insert_secret(tx, &row.id, &stored).await?;
            }
            Ok(Ok(()))
        })
    });
    outcome.await??;
    Ok(Created {
        client,
        secret: secret.map(|(secret, _)| secret),
    })
}

/// Changes a client for the operator, or for itself: what only an operator can say of it stays, where it is not said anew.
pub async fn amend(
    app: &App,
    kept: Kept,
    mut new: NewClient,
) -> Result<Option<Created>, ChangeError> {
    new.metadata = metadata::keep_what_is_the_operators(&new.metadata, &kept.client.metadata)
        .map_err(Fault::internal)?;
    replace(app, kept, new).await
}

/// Replaces what a client is registered with, whichever way it came. Its identifier and what was granted to it stay; what
/// the new metadata do not allow is refused when it is used. None when somebody else changed it meanwhile.
async fn replace(
    app: &App,
    kept: Kept,
    mut new: NewClient,
) -> Result<Option<Created>, ChangeError> {
    new.metadata.sector = Some(sector::of_before(&kept.client));
    new.demand = new.demand.or(Some(kept.client.demand));
    let asked = (kept.client.id.clone(), kept.client.source);
    let client = Client {
        disabled_at: kept.client.disabled_at,
        created_at: kept.client.created_at,
        ..check::client(app, asked, new).await?
    };
    let known = client::secrets(&mut app.db.read(), &client.id).await?;
    let now = app.now();
    let needs_itself = client.metadata.needs_secret_itself();
    let serves = known
        .iter()
        .any(|secret| secret.is_valid(now) && (!needs_itself || secret.sealed.is_some()));
    let secret = (client.has_secret() && !serves)
        .then(|| client_secret::draw(app, &client))
        .transpose()?;
    let drops = !client.has_secret() || secret.is_some();
    let row = client.clone();
    let stored = secret.as_ref().map(|(_, stored)| stored.clone());
    let outcome = app.catalog.attempt(move |tx| {
        Box::pin(async move {
            if !client::update(tx, &kept, &row, now).await? {
                return Ok(false);
            }
            if drops {
                client::delete_secrets(tx, &row.id).await?;
            }
            if let Some(stored) = stored {
                client::insert_secret(tx, &row.id, &stored).await?;
            }
            Ok(true)
        })
    });
    let created = Created {
        client,
        secret: secret.map(|(secret, _)| secret),
    };
    Ok(outcome.await?.then_some(created))
}

/// False when it was disabled already.
pub async fn disable(app: &App, id: &str) -> Result<bool, Fault> {
    let (id, now) = (id.to_owned(), app.now());
    app.catalog
        .attempt(move |tx| Box::pin(async move { client::disable(tx, &id, now).await }))
        .await
}

/// False when it was not disabled.
pub async fn enable(app: &App, id: &str) -> Result<bool, Fault> {
    let id = id.to_owned();
    app.catalog
        .attempt(move |tx| Box::pin(async move { client::enable(tx, &id).await }))
        .await
}

pub async fn delete(app: &App, id: &str) -> Result<bool, Fault> {
    let id = id.to_owned();
    app.catalog
        .attempt(move |tx| Box::pin(async move { client::delete(tx, &id).await }))
        .await
}
