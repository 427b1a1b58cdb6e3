//! API keys: making them, giving them another text, ending them. A key is its owner's and for one API; what it may do there is
//! at most what its owner may. Whether one that is presented still counts, `oauth::standing` says.
//!
//! Whoever makes or rotates one holds the account meanwhile: of several at once each sees what the others made, and a password
//! that was changed or an account that was disabled since it was read counts.

mod create;
mod rotate;

pub use create::{MOST, NewKey, create};
pub use rotate::{rotate, rotate_told};

use std::time::Duration;

use countersign_verifier::key_text;

use crate::app::App;
use crate::base::{Fault, Timestamp, text};
use crate::domain::{ApiKey, ChangeError, Event, Rejected};
use crate::store::sql::Tx;
use crate::store::{self, api_key};

const LONGEST_NAME: usize = 80;
/// How often a key's last use is written down.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

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
    revoke_told(app, user_id, id, None).await
}

/// The same, and writes down what happened; the key's name is filled in here.
pub async fn revoke_told(
    app: &App,
    user_id: &str,
    id: &str,
    event: Option<Event>,
) -> Result<Option<ApiKey>, Fault> {
    let (user_id, id, now) = (user_id.to_owned(), id.to_owned(), app.now());
    let revoked = app.db.write(move |tx| {
        Box::pin(async move {
            let Some(key) = own(tx, &user_id, &id, now).await? else {
                return Ok(None);
            };
            let revoked = api_key::revoke(tx, &key.id, now).await?;
            if let (Some(event), Some(key)) = (event, &revoked) {
                super::event::record(tx, &event.with("name", &key.name)).await?;
            }
            Ok(revoked)
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
        return Err(Rejected::new("name", "keys-name-length").with("most", LONGEST_NAME));
    }
    Ok(name.to_owned())
}

fn is_free<'k>(name: &str, mut others: impl Iterator<Item = &'k ApiKey>) -> Result<(), Rejected> {
    let name = text::key(name);
    match others.any(|other| text::key(&other.name) == name) {
        true => Err(Rejected::new("name", "keys-name-taken")),
        false => Ok(()),
    }
}

fn no_such_key() -> Rejected {
    Rejected::new("id", "keys-none-such")
}

fn changed_meanwhile() -> Rejected {
    Rejected::new("", "keys-account-changed")
}
