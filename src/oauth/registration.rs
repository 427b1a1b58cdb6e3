//! Registering clients, and taking them out of use.

use super::client_secret;
use crate::app::App;
use crate::base::{Fault, id, text};
use crate::domain::{
    ChangeError, Client, ClientMetadata, ClientSource, GrantType, RedirectUri, Rejected, Resource,
    ResponseType, Scopes, StandardScope,
};
use crate::store::{self, client};

/// A client to be registered, as the operator described it.
#[derive(Debug, Default)]
pub struct NewClient {
    pub id: Option<String>,
    pub name: String,
    pub public: bool,
    pub redirect_uris: Vec<String>,
    pub grants: Vec<GrantType>,
    /// Empty for the default: what its grants and resources allow.
    pub scopes: Vec<String>,
    pub resources: Vec<String>,
    pub first_party: bool,
    pub no_require_pkce: bool,
    /// Empty for `code` alone.
    pub response_types: Vec<ResponseType>,
    pub metadata: ClientMetadata,
}

/// A client just registered. The secret is shown once and kept only as a hash.
#[derive(Debug)]
pub struct Created {
    pub client: Client,
    pub secret: Option<String>,
}

pub async fn create(app: &App, new: NewClient) -> Result<Created, ChangeError> {
    let known = store::resource::list(&mut app.db.read()).await?;
    let client = check(app, new, &known)?;
    if store::user::find(&mut app.db.read(), &client.id)
        .await?
        .is_some()
    {
        // A client's `sub` must never be a person's (RFC 9700 section 4.15).
        return Err(Rejected::new("id", "That identifier belongs to a person.").into());
    }
    let secret = match client.has_secret() {
        true => Some(client_secret::draw(app, &client)?),
        false => None,
    };
    let row = client.clone();
    let stored = secret.as_ref().map(|(_, stored)| stored.clone());
    let outcome = app.catalog.change(move |tx| {
        Box::pin(async move {
            if !client::insert(tx, &row).await? {
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

/// False when it was disabled already.
pub async fn disable(app: &App, id: &str) -> Result<bool, Fault> {
    let (id, now) = (id.to_owned(), app.now());
    app.catalog
        .change(move |tx| Box::pin(async move { client::disable(tx, &id, now).await }))
        .await
}

/// False when it was not disabled.
pub async fn enable(app: &App, id: &str) -> Result<bool, Fault> {
    let id = id.to_owned();
    app.catalog
        .change(move |tx| Box::pin(async move { client::enable(tx, &id).await }))
        .await
}

pub async fn delete(app: &App, id: &str) -> Result<bool, Fault> {
    let id = id.to_owned();
    app.catalog
        .change(move |tx| Box::pin(async move { client::delete(tx, &id).await }))
        .await
}

fn check(app: &App, new: NewClient, known: &[Resource]) -> Result<Client, Rejected> {
    let client_id = new.id.clone().unwrap_or_else(|| id::id(&*app.random));
    if !Client::may_be_identified(&client_id) {
        return Err(Rejected::new(
            "id",
            "Use 1 to 128 letters, digits and any of - _ . ~ for an identifier.",
        ));
    }
    if !text::is_name(&new.name) {
        return Err(Rejected::new("name", "Use 1 to 100 characters for a name."));
    }
    let grants = grants(&new)?;
    let redirect_uris = redirect_uris(&new, &grants)?;
    let introspects = &new.metadata.introspects;
    if new.public && !introspects.is_empty() {
        let words = "A public client cannot introspect: it has no secret to prove who it is.";
        return Err(Rejected::new("introspects", words));
    }
    for uri in new.resources.iter().chain(introspects) {
        if !known.iter().any(|resource| resource.uri == *uri) {
            let words = format!(
                "There is no resource '{uri}'. Make it with `countersign resource create`."
            );
            return Err(Rejected::new("resource", words));
        }
    }
    Ok(Client {
        scopes: scopes(&new, &grants, known)?,
        id: client_id,
        name: new.name.trim().to_owned(),
        public: new.public,
        redirect_uris,
        grants,
        resources: new.resources,
        first_party: new.first_party,
        require_pkce: new.public || !new.no_require_pkce,
        response_types: match new.response_types.as_slice() {
            [] => vec![ResponseType::Code],
            given => given.to_vec(),
        },
        metadata: new.metadata,
        source: ClientSource::Operator,
        disabled_at: None,
        created_at: app.now(),
    })
}

fn grants(new: &NewClient) -> Result<Vec<GrantType>, Rejected> {
    let wrong = |words: &str| Err(Rejected::new("grant", words));
    let grants = match new.grants.as_slice() {
        // An API that asks about tokens and for none.
        [] if new.redirect_uris.is_empty() && !new.metadata.introspects.is_empty() => Vec::new(),
        [] => vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
        given => given.to_vec(),
    };
    let has = |grant| grants.contains(&grant);
    if new.public && has(GrantType::ClientCredentials) {
        return wrong(
            "A public client cannot act for itself: it has no secret to prove who it is.",
        );
    }
    if has(GrantType::RefreshToken) && !has(GrantType::AuthorizationCode) {
        return wrong(
            "refresh_token needs authorization_code beside it: nothing else gives refresh tokens.",
        );
    }
    if new.public && new.no_require_pkce {
        return Err(Rejected::new(
            "no_require_pkce",
            "A public client always uses PKCE.",
        ));
    }
    Ok(grants)
}

fn redirect_uris(new: &NewClient, grants: &[GrantType]) -> Result<Vec<RedirectUri>, Rejected> {
    let mut uris = Vec::new();
    for text in &new.redirect_uris {
        let uri = RedirectUri::parse(text).map_err(|error| {
            Rejected::new(
                "redirect_uri",
                format!("'{text}' cannot be a redirect URI: {error}."),
            )
        })?;
        uris.push(uri);
    }
    if grants.contains(&GrantType::AuthorizationCode) && uris.is_empty() {
        return Err(Rejected::new(
            "redirect_uri",
            "The authorization_code grant needs a redirect URI.",
        ));
    }
    Ok(uris)
}

/// What was named, each known; or by default what the grants and the resources allow.
fn scopes(new: &NewClient, grants: &[GrantType], known: &[Resource]) -> Result<Scopes, Rejected> {
    let own = known
        .iter()
        .filter(|resource| new.resources.contains(&resource.uri));
    let own: Vec<&str> = own
        .flat_map(|resource| resource.scopes.iter().map(String::as_str))
        .collect();
    let mut scopes = Scopes::default();
    for name in &new.scopes {
        if StandardScope::named(name).is_none() && !own.contains(&name.as_str()) {
            let words =
                format!("'{name}' is neither a standard scope nor one of the client's resources.");
            return Err(Rejected::new("scope", words));
        }
        scopes.add(name);
    }
    if !new.scopes.is_empty() {
        return Ok(scopes);
    }
    if grants.contains(&GrantType::AuthorizationCode) {
        StandardScope::ALL
            .iter()
            .for_each(|scope| scopes.add(scope.as_str()));
    }
    own.into_iter().for_each(|name| scopes.add(name));
    Ok(scopes)
}
