//! Initial access tokens: the operator's permission to register clients (RFC 7591 section 3). Shown once, kept as a hash.

use std::time::Duration;

use crate::app::App;
use crate::base::{Fault, id, text};
use crate::domain::{ChangeError, Rejected};
use crate::jose::digest::sha256;
use crate::store::initial_access_token::{self, InitialAccessToken};

const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// A new token with its text. Without `uses` it is good for any number of clients while it lives.
pub async fn create(
    app: &App,
    name: &str,
    lifetime: Duration,
    uses: Option<u32>,
) -> Result<(String, InitialAccessToken), ChangeError> {
    if !text::is_name(name) {
        return Err(Rejected::new("name", "Use 1 to 100 characters for a name.").into());
    }
    if lifetime.is_zero() || lifetime > LONGEST {
        return Err(Rejected::new("lifetime", "Use a span of up to 366 days.").into());
    }
    if uses == Some(0) {
        return Err(Rejected::new("uses", "A token of no use needs not be made.").into());
    }
    let token = format!("cs_initial_{}", id::secret(&*app.random));
    let (hash, now) = (sha256(token.as_bytes()), app.now());
    let made = InitialAccessToken {
        id: id::id(&*app.random),
        name: name.trim().to_owned(),
        uses_left: uses.map(i64::from),
        created_at: now,
        expires_at: now + lifetime,
    };
    let row = made.clone();
    let inserted = app.db.write(move |tx| {
        Box::pin(async move { initial_access_token::insert(tx, &row, &hash).await })
    });
    inserted.await?;
    Ok((token, made))
}

/// False when there is none. What was registered with it stays.
pub async fn revoke(app: &App, id: &str) -> Result<bool, Fault> {
    let id = id.to_owned();
    app.db
        .write(move |tx| Box::pin(async move { initial_access_token::delete(tx, &id).await }))
        .await
}
