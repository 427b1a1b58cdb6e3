//! Giving an API key another text, with some time in which both are good.

use std::time::Duration;

use super::{changed_meanwhile, compose, no_such_key, own};
use crate::app::App;
use crate::domain::{ApiKey, ChangeError, Event, Rejected, User};
use crate::identity::event;
use crate::jose::digest::sha256;
use crate::store::{self, api_key};

/// Gives a key another text, good for as long as the one before was made for. That one stays good for `overlap`, or for as
/// long as is configured; no `overlap` at all ends it at once.
pub async fn rotate(
    app: &App,
    owner: &User,
    id: &str,
    overlap: Option<Duration>,
) -> Result<(String, ApiKey), ChangeError> {
    rotate_told(app, owner, id, overlap, None).await
}

/// The same, and writes down what happened; the key's name is filled in here.
pub async fn rotate_told(
    app: &App,
    owner: &User,
    id: &str,
    overlap: Option<Duration>,
    event: Option<Event>,
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
                return Ok(Err(Rejected::new("overlap", "keys-former-works")));
            }
            let expires_at = now + key.lifetime().min(longest);
            let former_until = (now + overlap).min(key.expires_at).min(expires_at);
            let times = (now, former_until, expires_at);
            let rotated = api_key::rotate(tx, &id, &hash, times).await?;
            if let (Some(event), Some(key)) = (event, &rotated) {
                event::record(tx, &event.with("name", &key.name)).await?;
            }
            Ok(rotated.ok_or_else(no_such_key))
        })
    });
    Ok((text, rotated.await??))
}
