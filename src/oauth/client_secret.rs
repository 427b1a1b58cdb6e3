//! The secrets of clients: drawn at random, shown once, kept as hashes; two are valid while one replaces the other.

use std::time::Duration;

use zeroize::Zeroizing;

use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Client, ClientSecret, Rejected};
use crate::jose::digest::sha256;
use crate::jose::jws::{self, JwsError, Verified};
use crate::store::{Registered, client};

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
    if !client.has_secret() {
        let words = match client.public {
            true => "A public client has no secret.",
            false => "This client has no secret: it signs with keys of its own.",
        };
        return Err(Rejected::new("id", words).into());
    }
    let (secret, stored) = draw(app, client)?;
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

/// A new secret, and what is stored of it: more than a hash only where the client uses it as a key.
pub(super) fn draw(app: &App, client: &Client) -> Result<(String, ClientSecret), Fault> {
    let secret = format!("cs_secret_{}", id::secret(&*app.random));
    let id = id::id(&*app.random);
    let sealed = match client.metadata.needs_secret_itself() {
        true => {
            let key = app
                .master_key
                .seal(&purpose(&id), secret.as_bytes(), &*app.random)?;
            Some(key)
        }
        false => None,
    };
    let stored = ClientSecret {
        hash: sha256(secret.as_bytes()).to_vec(),
        sealed,
        created_at: app.now(),
        expires_at: None,
        id,
    };
    Ok((secret, stored))
}

/// The valid secrets of a client that can be keys, the newest first.
pub fn keys(
    app: &App,
    client: &Registered,
) -> impl Iterator<Item = Result<Zeroizing<Vec<u8>>, Fault>> {
    let now = app.now();
    let valid = client.secrets.iter();
    let valid = valid.filter(move |secret| secret.is_valid(now));
    valid.filter_map(|secret| open(app, secret).transpose())
}

/// What was signed with any of these keys (OIDC Core section 10.1).
pub fn verify(
    app: &App,
    client: &Registered,
    token: &str,
) -> Result<Result<Verified, JwsError>, Fault> {
    let mut last = JwsError::UnknownKey;
    for key in keys(app, client) {
        match jws::verify_hs256(token, &key?) {
            Ok(verified) => return Ok(Ok(verified)),
            Err(error) => last = error,
        }
    }
    Ok(Err(last))
}

/// The secret itself, as a key. None where only its hash was kept.
fn open(app: &App, secret: &ClientSecret) -> Result<Option<Zeroizing<Vec<u8>>>, Fault> {
    let Some(sealed) = &secret.sealed else {
        return Ok(None);
    };
    let opened = app.master_key.open(&purpose(&secret.id), sealed);
    let wrong = || Fault::internal(format!("the client secret {} does not open", secret.id));
    opened.map(Some).ok_or_else(wrong)
}

fn purpose(id: &str) -> String {
    format!("client secret {id}")
}
