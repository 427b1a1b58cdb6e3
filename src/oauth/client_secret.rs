//! The secrets of clients: drawn at random, shown once, kept as hashes; two are valid while one replaces the other.

use std::time::Duration;

use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Client, ClientSecret, Rejected};
use crate::jose::digest::sha256;
use crate::store::client;

/// Why a client was given no other secret.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// Another secret would end one at once that was promised until `ends`.
    #[error("two secrets are good already")]
    Overlapping { ends: Timestamp },
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Gives a client another secret. The one before stays valid for `overlap`; older ones are removed. Of three that would
/// be valid one must end at once, so that is refused unless no `overlap` at all says that they may.
pub async fn rotate(app: &App, client: &Client, overlap: Duration) -> Result<String, RotateError> {
    if client.public {
        return Err(Rejected::new("id", "A public client has no secret.").into());
    }
    let (secret, stored) = draw(app);
    let (id, now) = (client.id.clone(), app.now());
    let outcome = app.catalog.change(move |tx| {
        Box::pin(async move {
            let known = client::secrets(tx, &id).await?;
            if let Some(ends) = promised(&known, now).filter(|_| !overlap.is_zero()) {
                return Ok(Err(RotateError::Overlapping { ends }));
            }
            for old in known {
                match old.expires_at {
                    None => client::expire_secret(tx, &old.id, now + overlap).await?,
                    Some(_) => client::delete_secret(tx, &old.id).await?,
                }
            }
            client::insert_secret(tx, &id, &stored).await?;
            Ok(Ok(()))
        })
    });
    outcome.await??;
    Ok(secret)
}

/// Until when a secret that has a successor stays valid.
fn promised(secrets: &[ClientSecret], now: Timestamp) -> Option<Timestamp> {
    let valid = secrets.iter().filter(|secret| secret.is_valid(now));
    valid.filter_map(|secret| secret.expires_at).max()
}

/// A new secret, and what is stored of it.
pub(super) fn draw(app: &App) -> (String, ClientSecret) {
    let secret = format!("cs_secret_{}", id::secret(&*app.random));
    let stored = ClientSecret {
        id: id::id(&*app.random),
        hash: sha256(secret.as_bytes()).to_vec(),
        sealed: None,
        created_at: app.now(),
        expires_at: None,
    };
    (secret, stored)
}
