//! Signing keys as they live: made, loaded, turned, withdrawn. `jose::rotation` says when; the table decides who.

use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::jose::rotation::{self, Policy, Span};
use crate::jose::{MasterKey, MasterKeyError, SigningKey};
use crate::store::Db;
use crate::store::signing_key::{self as table, StoredKey};

/// What verifiers may add to a token's life.
const LEEWAY: Duration = Duration::from_secs(60);

pub fn policy(app: &App) -> Policy {
    let tokens = &app.config.tokens;
    Policy {
        rotate_every: app.config.keys.rotate_every,
        publish_ahead: app.config.keys.publish_ahead,
        longest_token: tokens.access_token.max(tokens.id_token) + LEEWAY,
    }
}

/// Whether the database holds keys already, so that a master key must not be made anew.
pub async fn any_stored(db: &Db) -> Result<bool, Fault> {
    Ok(!table::list(&mut db.read()).await?.is_empty())
}

#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    #[error(transparent)]
    Master(#[from] MasterKeyError),
    #[error("that key is stored already. `countersign keys list` shows it.")]
    Known,
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes the key that is due, if one is, and holds what is stored. Run at start, when the revision moves, and now and then.
pub async fn turn(app: &App) -> Result<(), KeysError> {
    // A wrong master key shows here, before anything is sealed under it.
    load(app).await?;
    let stored = table::list(&mut app.db.read()).await?;
    let now = app.now();
    if let Some(signs_from) = rotation::next(&spans(&stored), now, policy(app)) {
        let (key, pkcs8) = generate().await?;
        // Where another node was first, its key is found below.
        store(app, &key, &pkcs8, (generation(&stored), signs_from), false).await?;
    }
    let retired = retired(&stored, now, policy(app));
    if !retired.is_empty() {
        delete(app, retired).await?;
    }
    load(app).await
}

/// How a rotation on command goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotate {
    /// Published now, signing once every verifier has had time to see it.
    Ahead,
    /// Signing at once; the old keys stay published.
    Now,
    /// Signing at once; the old keys are withdrawn, and what they signed dies with them.
    Leaked,
}

/// Rotates on command, and returns the new key's id.
pub async fn rotate(app: &App, how: Rotate) -> Result<String, KeysError> {
    let (key, pkcs8) = generate().await?;
    let signs_from = match how {
        Rotate::Ahead => app.now() + app.config.keys.publish_ahead,
        Rotate::Now | Rotate::Leaked => app.now(),
    };
    insist(app, &key, &pkcs8, (signs_from, how == Rotate::Leaked)).await
}

/// Stores a key that an operator brings, to sign at once.
pub async fn import(app: &App, pkcs8: &[u8]) -> Result<String, KeysError> {
    let key = SigningKey::from_pkcs8(pkcs8)?;
    let known = table::list(&mut app.db.read()).await?;
    if known.iter().any(|row| row.kid == key.kid()) {
        return Err(KeysError::Known);
    }
    insist(app, &key, pkcs8, (app.now(), false)).await
}

/// Stores a key as the newest generation, whoever else makes one at the same time.
async fn insist(
    app: &App,
    key: &SigningKey,
    pkcs8: &[u8],
    (signs_from, withdraw_others): (Timestamp, bool),
) -> Result<String, KeysError> {
    // As above: nothing is stored, and nothing withdrawn, under a wrong master key.
    load(app).await?;
    for _ in 0..5 {
        let stored = table::list(&mut app.db.read()).await?;
        let place = (generation(&stored), signs_from);
        if store(app, key, pkcs8, place, withdraw_others).await? {
            load(app).await?;
            return Ok(key.kid().to_owned());
        }
    }
    Err(Fault::unavailable("other servers make keys at the same moment").into())
}

async fn generate() -> Result<(SigningKey, Zeroizing<Vec<u8>>), Fault> {
    tokio::task::spawn_blocking(SigningKey::generate)
        .await
        .map_err(Fault::internal)?
}

/// Opens what is stored and holds it. Keys that are held already are not parsed again.
pub async fn load(app: &App) -> Result<(), KeysError> {
    let stored = table::list(&mut app.db.read()).await?;
    let mut keys = Vec::with_capacity(stored.len());
    for row in &stored {
        let key = match app.keys.held(&row.kid) {
            Some(key) => key,
            None => Arc::new(open(&app.master_key, row)?),
        };
        keys.push((span(row), key));
    }
    app.keys.hold(keys, policy(app));
    let published = app.keys.ring()?.jwks(app.now());
    app.verifier
        .replace_keys(published)
        .map_err(Fault::internal)?;
    Ok(())
}

fn open(master_key: &MasterKey, row: &StoredKey) -> Result<SigningKey, KeysError> {
    let pkcs8 = master_key
        .open(&purpose(&row.kid), &row.sealed)
        .ok_or(MasterKeyError::Wrong)?;
    Ok(SigningKey::from_pkcs8(&pkcs8)?)
}

/// Of several nodes that store the same generation at once, one does: the others are told false.
async fn store(
    app: &App,
    key: &SigningKey,
    pkcs8: &[u8],
    (generation, signs_from): (i64, Timestamp),
    withdraw_others: bool,
) -> Result<bool, KeysError> {
    let now = app.now();
    let row = StoredKey {
        kid: key.kid().to_owned(),
        generation,
        algorithm: key.algorithm().to_string(),
        sealed: app
            .master_key
            .seal(&purpose(key.kid()), pkcs8, &*app.random)?,
        created_at: now,
        signs_from,
        withdrawn_at: None,
    };
    let stored = app.catalog.change(move |tx| {
        Box::pin(async move {
            let first = table::insert(tx, &row).await?;
            if first && withdraw_others {
                table::withdraw_before(tx, row.generation, now).await?;
            }
            Ok(first)
        })
    });
    Ok(stored.await?)
}

async fn delete(app: &App, kids: Vec<String>) -> Result<(), Fault> {
    let deleted = app.catalog.change(move |tx| {
        Box::pin(async move {
            for kid in kids {
                table::delete(tx, &kid).await?;
            }
            Ok(())
        })
    });
    deleted.await
}

/// The keys that nothing alive was signed with any more.
fn retired(stored: &[StoredKey], now: Timestamp, policy: Policy) -> Vec<String> {
    let spans = spans(stored);
    let over = |index: &usize| match stored[*index].withdrawn_at {
        Some(withdrawn) => now >= withdrawn + policy.longest_token,
        None => !rotation::is_published(&spans, *index, now, policy),
    };
    (0..stored.len())
        .filter(over)
        .map(|index| stored[index].kid.clone())
        .collect()
}

fn generation(stored: &[StoredKey]) -> i64 {
    stored.last().map_or(1, |newest| newest.generation + 1)
}

fn spans(stored: &[StoredKey]) -> Vec<Span> {
    stored.iter().map(span).collect()
}

fn span(row: &StoredKey) -> Span {
    Span {
        signs_from: row.signs_from,
        withdrawn_at: row.withdrawn_at,
    }
}

fn purpose(kid: &str) -> String {
    format!("signing key {kid}")
}
