//! Protected resources: the APIs that tokens are for, and what their scopes mean to people.

use std::collections::BTreeMap;

use crate::app::App;
use crate::base::{Fault, text};
use crate::domain::{ChangeError, Demand, Rejected, Resource, ResourceUri};
use crate::store;

/// Makes a resource known. Each of `scopes` is a name, or `NAME=WORDS` with what people read when they are asked.
pub async fn create(
    app: &App,
    uri: &str,
    name: &str,
    scopes: Vec<String>,
) -> Result<Resource, ChangeError> {
    let uri = ResourceUri::parse(uri).map_err(|error| Rejected::new("uri", error.to_string()))?;
    if uri.as_str() == app.config.issuer.as_str() {
        return Err(Rejected::new("uri", "That is this server's own issuer.").into());
    }
    if !text::is_name(name) {
        return Err(Rejected::new("name", "Use 1 to 100 characters for a name.").into());
    }
    let (scopes, words) = read_scopes(&scopes)?;
    let made = Resource {
        uri: uri.as_str().to_owned(),
        name: name.trim().to_owned(),
        scopes,
        words,
        api_keys: false,
        demand: Demand::NOTHING,
    };
    let (row, now) = (made.clone(), app.now());
    let outcome = app.catalog.change(move |tx| {
        Box::pin(async move {
            let known = store::resource::list(tx).await?;
            let taken = |scope: &&String| known.iter().any(|other| other.scopes.contains(scope));
            if let Some(scope) = row.scopes.iter().find(taken) {
                let words = format!("The scope '{scope}' belongs to another resource.");
                return Ok(Err(Rejected::new("scope", words)));
            }
            if !store::resource::insert(tx, &row, now).await? {
                return Ok(Err(Rejected::new(
                    "uri",
                    format!("The resource '{}' exists already.", row.uri),
                )));
            }
            Ok(Ok(()))
        })
    });
    outcome.await??;
    Ok(made)
}

/// What is to change of a resource.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub name: Option<String>,
    /// Whether people make API keys for it. Those that there are count for nothing meanwhile if not.
    pub api_keys: Option<bool>,
    /// What it wants of the sign-in behind its tokens.
    pub demand: Option<Demand>,
}

pub async fn update(app: &App, uri: &str, change: Change) -> Result<Resource, ChangeError> {
    if change
        .name
        .as_ref()
        .is_some_and(|name| !text::is_name(name))
    {
        return Err(Rejected::new("name", "Use 1 to 100 characters for a name.").into());
    }
    let uri = uri.to_owned();
    let outcome = app.catalog.change(move |tx| {
        Box::pin(async move {
            let name = change.name.map(|name| name.trim().to_owned());
            let mut changed = store::resource::update(tx, &uri, name, change.api_keys).await?;
            if let Some(demand) = &change.demand {
                changed = store::resource::demand(tx, &uri, demand).await?;
            }
            Ok(changed.ok_or_else(|| {
                let words = format!(
                    "There is no resource '{uri}'. `countersign resource list` shows them."
                );
                Rejected::new("uri", words)
            }))
        })
    });
    Ok(outcome.await??)
}

/// The scopes by name, and the words of those that have some.
fn read_scopes(given: &[String]) -> Result<(Vec<String>, BTreeMap<String, String>), Rejected> {
    let (mut scopes, mut words) = (Vec::new(), BTreeMap::new());
    for scope in given {
        let (name, said) = match scope.split_once('=') {
            Some((name, said)) => (name, Some(said.trim())),
            None => (scope.as_str(), None),
        };
        if !Resource::may_define(name) {
            let words = format!(
                "'{name}' cannot be a resource's scope: it is a standard one, or has a blank, a quote or a backslash."
            );
            return Err(Rejected::new("scope", words));
        }
        if let Some(said) = said {
            if !text::is_name(said) {
                let words = format!("Say what '{name}' means in 1 to 100 characters.");
                return Err(Rejected::new("scope", words));
            }
            words.insert(name.to_owned(), said.to_owned());
        }
        if !scopes.iter().any(|known| known == name) {
            scopes.push(name.to_owned());
        }
    }
    Ok((scopes, words))
}

/// Deletes a resource and its roles. False when there is none.
pub async fn delete(app: &App, uri: &str) -> Result<bool, Fault> {
    let uri = uri.to_owned();
    let deleted = app.catalog.change(move |tx| {
        Box::pin(async move {
            store::role::delete_of_resource(tx, &uri).await?;
            store::resource::delete(tx, &uri).await
        })
    });
    deleted.await
}
