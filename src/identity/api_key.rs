//! API keys: making them, giving them another text, ending them. A key is its owner's and for one API; what it may do there is
//! at most what its owner may. Whether one that is presented still counts, `oauth::standing` says.
//!
//! Whoever makes or rotates one holds the account meanwhile: of several at once each sees what the others made, and a password
//! that was changed or an account that was disabled since it was read counts.

use std::time::Duration;

use countersign_verifier::key_text;

use super::access;
use crate::app::App;
use crate::base::{Fault, Timestamp, id, text};
use crate::domain::{ApiKey, ChangeError, Rejected, Resource, Scopes, User};
use crate::jose::digest::sha256;
use crate::store::role::Holder;
use crate::store::sql::Tx;
use crate::store::{self, api_key};

/// How many live keys a person may have.
pub const MOST: usize = 50;
const LONGEST_NAME: usize = 80;
/// How often a key's last use is written down.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

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
}

/// Makes a key, and returns its text, which nobody can tell again.
pub async fn create(app: &App, owner: &User, new: NewKey) -> Result<(String, ApiKey), ChangeError> {
    let lifetime = new.lifetime.unwrap_or(app.config.api_keys.default_lifetime);
    if lifetime.is_zero() || lifetime > app.config.api_keys.max_lifetime {
        let words =
            "Choose a shorter lifetime: a key has to end, and this server says when at the latest.";
        return Err(Rejected::new("expires", words).into());
    }
    let mut scopes = Scopes::default();
    new.scopes.iter().for_each(|scope| scopes.add(scope));
    let now = app.now();
    let made = ApiKey {
        id: id::id(&*app.random),
        user_id: owner.id.clone(),
        name: readable(&new.name)?,
        resource: new.resource,
        scopes,
        roles: new.roles,
        created_at: now,
        issued_at: now,
        expires_at: now + lifetime,
        former_until: None,
        last_used_at: None,
        revoked_at: None,
    };
    let text = compose(app);
    let (owner, row, hash) = (owner.clone(), made.clone(), sha256(text.as_bytes()));
    let inserted = app
        .db
        .write(move |tx| Box::pin(async move { insert(tx, &owner, &row, &hash).await }));
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
        return Ok(Err(Rejected::new("resource", "There is no such API.")));
    };
    let held = store::role::held_by(tx, &Holder::User(owner.id.clone())).await?;
    let roles = access::roles_for(&held, std::slice::from_ref(&resource.uri));
    if let Err(rejected) = may_have(key, &resource, &roles) {
        return Ok(Err(rejected));
    }
    let others = api_key::live_of_user(tx, &owner.id, key.created_at).await?;
    if others.len() >= MOST {
        let words = format!("There are {MOST} keys already. Revoke one that is not needed.");
        return Ok(Err(Rejected::new("", words)));
    }
    if let Err(rejected) = is_free(&key.name, others.iter()) {
        return Ok(Err(rejected));
    }
    api_key::insert(tx, key, hash).await?;
    Ok(Ok(()))
}

/// Whether the API takes keys, and the key asks for nothing but scopes of that API and roles that its owner has there.
fn may_have(key: &ApiKey, resource: &Resource, roles: &[String]) -> Result<(), Rejected> {
    if !resource.api_keys {
        let words = format!("{} takes no API keys.", resource.name);
        return Err(Rejected::new("resource", words));
    }
    let foreign = |scope: &&str| !resource.scopes.iter().any(|known| known == scope);
    if let Some(scope) = key.scopes.iter().find(foreign) {
        let words = format!("{} has no scope '{scope}'.", resource.name);
        return Err(Rejected::new("scope", words));
    }
    match key.roles.iter().find(|role| !roles.contains(role)) {
        Some(role) => Err(Rejected::new(
            "role",
            format!("The owner does not have the role '{role}' there."),
        )),
        None => Ok(()),
    }
}

/// Gives a key another text, good for as long as the one before was made for. That one stays good for `overlap`, or for as
/// long as is configured; no `overlap` at all ends it at once.
pub async fn rotate(
    app: &App,
    owner: &User,
    id: &str,
    overlap: Option<Duration>,
) -> Result<(String, ApiKey), ChangeError> {
    let rules = &app.config.api_keys;
    let (overlap, longest) = (
        overlap.unwrap_or(rules.rotation_overlap),
        rules.max_lifetime,
    );
    let text = compose(app);
    let (hash, now) = (sha256(text.as_bytes()), app.now());
    let (owner, id) = (owner.clone(), id.to_owned());
    let rotated = app.db.write(move |tx| {
        Box::pin(async move {
            if !store::user::hold(tx, &owner).await? {
                return Ok(Err(changed_meanwhile()));
            }
            let Some(key) = own(tx, &owner.id, &id, now).await? else {
                return Ok(Err(no_such_key()));
            };
            if key.overlaps_until(now).is_some() && !overlap.is_zero() {
                let words = "The text before this one still works. Wait until it has ended, or end both at once.";
                return Ok(Err(Rejected::new("overlap", words)));
            }
            let former_until = key.expires_at.min(now + overlap);
            let times = (now, former_until, now + key.lifetime().min(longest));
            let rotated = api_key::rotate(tx, &id, &hash, times).await?;
            Ok(rotated.ok_or_else(no_such_key))
        })
    });
    Ok((text, rotated.await??))
}

/// Calls a live key of a person's otherwise.
pub async fn rename(app: &App, user_id: &str, id: &str, name: &str) -> Result<ApiKey, ChangeError> {
    let (user_id, id, now) = (user_id.to_owned(), id.to_owned(), app.now());
    let name = readable(name)?;
    let renamed = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &user_id).await?;
            let live = api_key::live_of_user(tx, &user_id, now).await?;
            if !live.iter().any(|key| key.id == id) {
                return Ok(Err(no_such_key()));
            }
            if let Err(rejected) = is_free(&name, live.iter().filter(|key| key.id != id)) {
                return Ok(Err(rejected));
            }
            let renamed = api_key::rename(tx, &id, &name, now).await?;
            Ok(renamed.ok_or_else(no_such_key))
        })
    });
    Ok(renamed.await??)
}

/// Ends a key of a person's. None when it was none of theirs, or has ended before.
pub async fn revoke(app: &App, user_id: &str, id: &str) -> Result<Option<ApiKey>, Fault> {
    let (user_id, id, now) = (user_id.to_owned(), id.to_owned(), app.now());
    let revoked = app.db.write(move |tx| {
        Box::pin(async move {
            match own(tx, &user_id, &id, now).await? {
                Some(key) => api_key::revoke(tx, &key.id, now).await,
                None => Ok(None),
            }
        })
    });
    revoked.await
}

/// A person's live keys, the newest first.
pub async fn of_user(app: &App, user_id: &str) -> Result<Vec<ApiKey>, Fault> {
    api_key::live_of_user(&mut app.db.read(), user_id, app.now()).await
}

/// Writes down that a key was used, at most once a minute. Who asks about the key does not suffer where that fails.
pub async fn used(app: &App, key: &ApiKey) {
    let now = app.now();
    if key
        .last_used_at
        .is_some_and(|last| now.since(last) < TOUCH_EVERY)
    {
        return;
    }
    let id = key.id.clone();
    let written = app
        .db
        .write(move |tx| Box::pin(async move { api_key::touch(tx, &id, now).await }));
    if let Err(fault) = written.await {
        tracing::warn!(%fault, key = key.id, "the last use of an API key could not be written down");
    }
}

async fn own(
    tx: &mut Tx,
    user_id: &str,
    id: &str,
    now: Timestamp,
) -> Result<Option<ApiKey>, Fault> {
    let found = api_key::find(tx, id).await?;
    Ok(found.filter(|key| key.user_id == user_id && key.is_live(now)))
}

fn compose(app: &App) -> String {
    key_text::compose(|bytes| app.random.fill(bytes))
}

fn readable(name: &str) -> Result<String, Rejected> {
    let name = name.trim();
    let odd = |c: char| c.is_control() || text::is_unseen(c);
    if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.chars().any(odd) {
        let words = format!("Use 1 to {LONGEST_NAME} characters for a name.");
        return Err(Rejected::new("name", words));
    }
    Ok(name.to_owned())
}

fn is_free<'k>(name: &str, mut others: impl Iterator<Item = &'k ApiKey>) -> Result<(), Rejected> {
    let name = text::key(name);
    match others.any(|other| text::key(&other.name) == name) {
        true => Err(Rejected::new("name", "Another key has that name.")),
        false => Ok(()),
    }
}

fn no_such_key() -> Rejected {
    Rejected::new("id", "There is no such key, or it has ended.")
}

fn changed_meanwhile() -> Rejected {
    let words =
        "The account was disabled, or its password changed, a moment ago. Load the page again.";
    Rejected::new("", words)
}
