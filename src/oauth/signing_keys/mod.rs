//! The server's own keys as they live: made, loaded, turned, retired. `jose::rotation` says when; the table decides who:
//! generations are unique over all algorithms, so of two servers that make a key at once one does, and the other looks
//! again.

mod command;
mod stored;

use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::app::App;
use crate::base::Fault;
use crate::jose::chain::Chain;
use crate::jose::rotation::Policy;
use crate::jose::{Key, KeyUse, MasterKeyError};
use crate::store::Db;
use crate::store::signing_key::{self as table, StoredKey};

pub use command::{Rotate, import, rotate};
pub use stored::chains;

/// What verifiers may add to a token's life.
const LEEWAY: Duration = Duration::from_secs(60);

pub fn policy(app: &App, usage: KeyUse) -> Policy {
    let (tokens, keys) = (&app.config.tokens, &app.config.keys);
    let longest_token = tokens.access_token.max(tokens.id_token) + LEEWAY;
    Policy {
        rotate_every: keys.rotate_every,
        publish_ahead: keys.publish_ahead,
        longest_token: match usage {
            KeyUse::Signing(_) => longest_token,
            // A client encrypts to a key for as long as it keeps the set in which it found it.
            KeyUse::Decryption(_) => longest_token + keys.publish_ahead,
        },
        remembered: match usage {
            // A person may be known by an ID token for as long as they may be signed in.
            KeyUse::Signing(_) => app.config.sessions.absolute,
            KeyUse::Decryption(_) => Duration::ZERO,
        },
    }
}

/// Whether the configuration asks for such keys.
pub fn is_offered(app: &App, usage: KeyUse) -> bool {
    let keys = &app.config.keys;
    match usage {
        KeyUse::Signing(algorithm) => keys.algorithms.contains(algorithm.as_str()),
        KeyUse::Decryption(algorithm) => keys.encryption.contains(algorithm.as_str()),
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
    #[error("{0} is not offered. Name it in `keys.algorithms` or `keys.encryption` first.")]
    NotOffered(KeyUse),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Holds what is stored, and sees that there is a key for RS256: what a server cannot begin without. Other keys take
/// longer to make than a start should; the job makes them.
pub async fn begin(app: &App) -> Result<(), KeysError> {
    load(app).await?;
    make_due(app, |usage| usage == KeyUse::ALWAYS).await?;
    load(app).await
}

/// Makes the keys that are due, removes those that are over, and holds what is stored. Run after the start, when the
/// revision moves, and now and then.
pub async fn turn(app: &App) -> Result<(), KeysError> {
    // A wrong master key shows here, before anything is sealed under it.
    load(app).await?;
    make_due(app, |_| true).await?;
    let now = app.now();
    let stored = chains(app, table::list(&mut app.db.read()).await?);
    let over = stored.iter().flat_map(|chain| chain.over(now));
    let over: Vec<String> = over.map(|row| row.kid.clone()).collect();
    if !over.is_empty() {
        stored::delete(app, over).await?;
    }
    load(app).await
}

/// Makes one key after another until none is due. Where another server was first, its key is found by looking again.
async fn make_due(app: &App, wanted: impl Fn(KeyUse) -> bool) -> Result<(), KeysError> {
    loop {
        let rows = table::list(&mut app.db.read()).await?;
        let generation = stored::generation(&rows);
        let stored = chains(app, rows);
        let wanted = stored.iter().filter(|chain| wanted(chain.usage()));
        let mut due = wanted.filter_map(|chain| Some((chain.usage(), chain.next(app.now())?)));
        let Some((usage, signs_from)) = due.next() else {
            return Ok(());
        };
        let (key, pkcs8) = generate(usage).await?;
        let row = stored::seal(app, &key, &pkcs8, (generation, signs_from))?;
        stored::insert(app, row, false).await?;
    }
}

async fn generate(usage: KeyUse) -> Result<(Key, Zeroizing<Vec<u8>>), Fault> {
    tokio::task::spawn_blocking(move || Key::generate(usage))
        .await
        .map_err(Fault::internal)?
}

/// Opens what is stored and holds it. Keys that are held already are not parsed again.
pub async fn load(app: &App) -> Result<(), KeysError> {
    let stored = chains(app, table::list(&mut app.db.read()).await?);
    let opened = stored.into_iter().map(|chain| open(app, chain));
    app.keys.hold(opened.collect::<Result<_, _>>()?);
    let published = app.keys.ring()?.jwks(app.now())?;
    app.verifier
        .replace_keys(published)
        .map_err(Fault::internal)?;
    Ok(())
}

/// For a token whose key is not known here: holds what is stored, if anything changed since the last time. Anybody can ask
/// for that, so a crowd costs one look at the revision, and the keys are read only when it moved.
pub async fn catch_up(app: &App) -> Result<(), Fault> {
    let look = app.rereads.share(|seen| async move {
        // Read first: what is held under a revision is never older than it.
        let revision = app.catalog.stored_revision().await?;
        if seen != Some(revision) {
            load(app).await.map_err(|error| match error {
                KeysError::Fault(fault) => fault,
                other => Fault::internal(other),
            })?;
        }
        Ok(Some(revision))
    });
    look.await
}

fn open(app: &App, chain: Chain<StoredKey>) -> Result<Chain<Arc<Key>>, KeysError> {
    let usage = chain.usage();
    chain.try_map(|row| match app.keys.held(usage, &row.kid) {
        Some(key) => Ok(key),
        None => stored::open(app, usage, row).map(Arc::new),
    })
}

#[cfg(test)]
mod tests {
    use crate::config::{EncryptionAlgorithms, SigningAlgorithms};
    use crate::domain::{Algorithm, KeyManagement};

    /// The configuration stands beneath `domain` and cannot ask it.
    #[test]
    fn the_configuration_knows_every_algorithm() {
        let known = Algorithm::ASYMMETRIC.map(Algorithm::as_str);
        assert_eq!(SigningAlgorithms::ALL, known);
        let known = KeyManagement::ALL.map(KeyManagement::as_str);
        assert_eq!(EncryptionAlgorithms::ALL, known);
    }
}
