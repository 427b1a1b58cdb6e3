//! Making an API key.

use std::time::Duration;

use super::{changed_meanwhile, compose, is_free, readable};
use crate::app::App;
use crate::base::{Fault, id};
use crate::domain::{ApiKey, ChangeError, Event, Rejected, Resource, Scopes, User};
use crate::identity::access;
use crate::jose::digest::sha256;
use crate::store::role::Holder;
use crate::store::sql::Tx;
use crate::store::{self, api_key};

/// How many live keys a person may have.
pub const MOST: usize = 50;

/// A key to be made.
#[derive(Clone, Debug, Default)]
pub struct NewKey {
    pub name: String,
    /// The API that it is for.
    pub resource: String,
    pub scopes: Vec<String>,
    /// Those of the owner's roles that it is to have.
    pub roles: Vec<String>,
    /// The configured one if none is chosen.
    pub lifetime: Option<Duration>,
    /// What is written down with it.
    pub event: Option<Event>,
}

/// Makes a key, and returns its text, which nobody can tell again.
pub async fn create(app: &App, owner: &User, new: NewKey) -> Result<(String, ApiKey), ChangeError> {
    let lifetime = new.lifetime.unwrap_or(app.config.api_keys.default_lifetime);
    check_lifetime(lifetime, app.config.api_keys.max_lifetime)?;
    let mut scopes = Scopes::default();
    new.scopes.iter().for_each(|scope| scopes.add(scope));
    let mut roles = new.roles;
    roles.sort();
    roles.dedup();
    let now = app.now();
    let made = ApiKey {
        id: id::id(&*app.random),
        user_id: owner.id.clone(),
        name: readable(&new.name)?,
        resource: new.resource,
        scopes,
        roles,
        created_at: now,
        issued_at: now,
        expires_at: now + lifetime,
        former_until: None,
        last_used_at: None,
        revoked_at: None,
    };
    let text = compose(app);
    let (owner, row, hash) = (owner.clone(), made.clone(), sha256(text.as_bytes()));
    let event = new.event;
    let inserted = app.db.write(move |tx| {
        Box::pin(async move {
            let inserted = insert(tx, &owner, &row, &hash).await?;
            if let Some(event) = event.filter(|_| inserted.is_ok()) {
                crate::identity::event::record(tx, &event).await?;
            }
            Ok(inserted)
        })
    });
    inserted.await??;
    Ok((text, made))
}

async fn insert(
    tx: &mut Tx,
    owner: &User,
    key: &ApiKey,
    hash: &[u8; 32],
) -> Result<Result<(), Rejected>, Fault> {
    if !store::user::hold(tx, owner).await? {
        return Ok(Err(changed_meanwhile()));
    }
    let Some(resource) = store::resource::find(tx, &key.resource).await? else {
        return Ok(Err(Rejected::new("resource", "keys-no-such-api")));
    };
    let held = store::role::held_by(tx, &Holder::User(owner.id.clone())).await?;
    let roles = access::roles_for(&held, std::slice::from_ref(&resource.uri));
    if let Err(rejected) = may_have(key, &resource, &roles) {
        return Ok(Err(rejected));
    }
    let others = api_key::live_of_user(tx, &owner.id, key.created_at).await?;
    if others.len() >= MOST {
        return Ok(Err(Rejected::new("", "keys-too-many").with("most", MOST)));
    }
    if let Err(rejected) = is_free(&key.name, others.iter()) {
        return Ok(Err(rejected));
    }
    api_key::insert(tx, key, hash).await?;
    Ok(Ok(()))
}

fn check_lifetime(lifetime: Duration, longest: Duration) -> Result<(), Rejected> {
    let words = match lifetime {
        Duration::ZERO => "keys-lifetime-short",
        span if span > longest => "keys-lifetime-long",
        _ => return Ok(()),
    };
    Err(Rejected::new("expires", words))
}

/// Whether the API takes keys, and the key asks for nothing but scopes of that API and roles that its owner has there.
fn may_have(key: &ApiKey, resource: &Resource, roles: &[String]) -> Result<(), Rejected> {
    if !resource.api_keys {
        return Err(Rejected::new("resource", "keys-api-without").with("api", &resource.name));
    }
    let foreign = |scope: &&str| !resource.scopes.iter().any(|known| known == scope);
    if let Some(scope) = key.scopes.iter().find(foreign) {
        return Err(Rejected::new("scope", "keys-no-scope")
            .with("api", &resource.name)
            .with("scope", scope));
    }
    match key.roles.iter().find(|role| !roles.contains(role)) {
        Some(role) => Err(Rejected::new("role", "keys-no-role").with("role", role)),
        None => Ok(()),
    }
}
