//! Roles: making them, giving them, taking them back.

use crate::app::App;
use crate::base::{Fault, id};
use crate::domain::{ChangeError, Level, Rejected, Role};
use crate::store::{self, role};

pub use crate::store::role::Holder;

/// Makes a role, global where `resource` is empty.
pub async fn create(
    app: &App,
    name: &str,
    resource: &str,
    description: &str,
) -> Result<Role, ChangeError> {
    if !Role::may_be_named(name) {
        let words = "Use 1 to 64 letters, digits and any of - _ . : / for a role's name.";
        return Err(Rejected::new("name", words).into());
    }
    let made = Role {
        id: id::id(&*app.random),
        name: name.to_owned(),
        resource: resource.to_owned(),
        description: description.to_owned(),
        min_level: None,
    };
    let (row, now) = (made.clone(), app.now());
    let outcome = app.db.write(move |tx| {
        Box::pin(async move {
            let known = store::resource::list(tx).await?;
            if !row.resource.is_empty() && !known.iter().any(|known| known.uri == row.resource) {
                let words = format!(
                    "There is no resource '{}'. `countersign resource list` shows them.",
                    row.resource
                );
                return Ok(Err(Rejected::new("resource", words)));
            }
            if !role::insert(tx, &row, now).await? {
                return Ok(Err(Rejected::new(
                    "name",
                    format!("The role '{}' exists already.", row.name),
                )));
            }
            Ok(Ok(()))
        })
    });
    outcome.await??;
    Ok(made)
}

/// Changes what a sign-in of who holds it has to amount to. None when it is gone.
pub async fn require(app: &App, role: &Role, level: Level) -> Result<Option<Role>, Fault> {
    let id = role.id.clone();
    let level = (level > Level::One).then_some(level);
    app.catalog
        .change(move |tx| Box::pin(async move { role::require(tx, &id, level).await }))
        .await
}

pub async fn grant(app: &App, role: &Role, holder: Holder) -> Result<(), Fault> {
    let role = role.clone();
    app.catalog
        .change(move |tx| Box::pin(async move { role::grant(tx, &role, &holder).await }))
        .await
}

/// False when the holder did not have it.
pub async fn revoke(app: &App, role: &Role, holder: Holder) -> Result<bool, Fault> {
    let role = role.clone();
    app.catalog
        .change(move |tx| Box::pin(async move { role::revoke(tx, &role, &holder).await }))
        .await
}
