//! Protected resources: the APIs that tokens are for.

use crate::app::App;
use crate::base::{Fault, text};
use crate::domain::{ChangeError, Rejected, Resource, ResourceUri};
use crate::store;

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
    if let Some(bad) = scopes.iter().find(|scope| !Resource::may_define(scope)) {
        let words = format!(
            "'{bad}' cannot be a resource's scope: it is a standard one, or has a blank, a quote or a backslash."
        );
        return Err(Rejected::new("scope", words).into());
    }
    let made = Resource {
        uri: uri.as_str().to_owned(),
        name: name.trim().to_owned(),
        scopes,
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
