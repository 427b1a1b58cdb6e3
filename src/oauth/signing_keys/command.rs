//! What an operator does with keys: rotates them out of turn, brings one from elsewhere.

use zeroize::Zeroizing;

use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::jose::{Key, KeyUse};
use crate::store::signing_key as table;

use super::{KeysError, generate, is_offered, load, stored};

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

/// Rotates every key that is offered, or `only` those of one use, and returns the ids of the new ones. After a leak the
/// keys of what is offered no longer are withdrawn too.
pub async fn rotate(
    app: &App,
    how: Rotate,
    only: Option<KeyUse>,
) -> Result<Vec<String>, KeysError> {
    // As at a turn: nothing is stored, and nothing withdrawn, under a wrong master key.
    load(app).await?;
    let asked = |usage: &KeyUse| only.is_none_or(|only| only == *usage);
    let (offered, others): (Vec<KeyUse>, Vec<KeyUse>) = KeyUse::all()
        .filter(asked)
        .partition(|usage| is_offered(app, *usage));
    match only {
        Some(only) if offered.is_empty() && how != Rotate::Leaked => {
            return Err(KeysError::NotOffered(only));
        }
        _ => {}
    }
    // All are made before the first takes over, so that little lies between the first and the last.
    let mut made = Vec::with_capacity(offered.len());
    for usage in offered {
        made.push(generate(usage).await?);
    }
    if how == Rotate::Leaked {
        for usage in others {
            stored::withdraw(app, usage).await?;
        }
    }
    let signs_from = match how {
        Rotate::Ahead => app.now() + app.config.keys.publish_ahead,
        Rotate::Now | Rotate::Leaked => app.now(),
    };
    let mut kids = Vec::with_capacity(made.len());
    for key in &made {
        kids.push(insist(app, key, (signs_from, how == Rotate::Leaked)).await?);
    }
    load(app).await?;
    Ok(kids)
}

/// Stores a key that an operator brings, to be used at once.
pub async fn import(app: &App, usage: KeyUse, pkcs8: &[u8]) -> Result<String, KeysError> {
    if !is_offered(app, usage) {
        return Err(KeysError::NotOffered(usage));
    }
    let key = Key::from_pkcs8(usage, pkcs8)?;
    load(app).await?;
    let known = table::list(&mut app.db.read()).await?;
    if known.iter().any(|row| row.kid == key.kid()) {
        return Err(KeysError::Known);
    }
    let key = (key, Zeroizing::new(pkcs8.to_vec()));
    let kid = insist(app, &key, (app.now(), false)).await?;
    load(app).await?;
    Ok(kid)
}

/// Stores a key as the newest generation, whoever else makes one at the same time.
async fn insist(
    app: &App,
    (key, pkcs8): &(Key, Zeroizing<Vec<u8>>),
    (signs_from, withdraw_others): (Timestamp, bool),
) -> Result<String, KeysError> {
    // Each round that is lost stored somebody's key; there are not many to make.
    for _ in 0..20 {
        let rows = table::list(&mut app.db.read()).await?;
        let place = (stored::generation(&rows), signs_from);
        let row = stored::seal(app, key, pkcs8, place)?;
        if stored::insert(app, row, withdraw_others).await? {
            return Ok(key.kid().to_owned());
        }
    }
    Err(Fault::unavailable("other servers make keys at the same moment").into())
}
