//! The first administrator: made once, by a one-time link that the server prints. No default password exists.

use std::time::Duration;

use super::account::{self, NewUser};
use crate::app::App;
use crate::base::{Fault, id};
use crate::domain::{ChangeError, Rejected, Role, User};
use crate::jose::digest::sha256;
use crate::store::{self, role, setup};

/// How long a printed link works. Each start of a server prints a new one until the first administrator exists.
const LINK_LIVES: Duration = Duration::from_secs(24 * 3600);

/// Whether the first administrator has still to be made.
pub async fn is_open(app: &App) -> Result<bool, Fault> {
    let mut read = app.db.read();
    Ok(setup::is_open(&mut read).await?
        && !role::anyone_holds(&mut read, Role::ADMINISTRATOR).await?)
}

/// The secret of a new link, or none when setup is over.
pub async fn new_link(app: &App) -> Result<Option<String>, Fault> {
    if !is_open(app).await? {
        return Ok(None);
    }
    let token = id::secret(&*app.random);
    let (hash, now) = (sha256(token.as_bytes()), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move { setup::insert_link(tx, &hash, (now, now + LINK_LIVES)).await })
        })
        .await?;
    Ok(Some(token))
}

/// Whether a link still works.
pub async fn link_is_live(app: &App, token: &str) -> Result<bool, Fault> {
    let hash = sha256(token.as_bytes());
    Ok(is_open(app).await? && setup::link_is_live(&mut app.db.read(), &hash, app.now()).await?)
}

#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The link was used, has expired, or never was one; or an administrator exists.
    #[error("the setup link is not live")]
    Dead,
    #[error(transparent)]
    Change(#[from] ChangeError),
}

impl From<Fault> for SetupError {
    fn from(fault: Fault) -> Self {
        Self::Change(fault.into())
    }
}

impl From<Rejected> for SetupError {
    fn from(rejected: Rejected) -> Self {
        Self::Change(rejected.into())
    }
}

/// Makes the first administrator. Of any number at once, one succeeds.
pub async fn complete(app: &App, token: &str, new: NewUser) -> Result<User, SetupError> {
    if !link_is_live(app, token).await? {
        return Err(SetupError::Dead);
    }
    let shortest = app.config.passwords.min_length;
    let (user, _) = account::prepare(app, new, shortest).await?;
    let (row, hash, now) = (user.clone(), sha256(token.as_bytes()), app.now());
    let outcome = app.db.write(move |tx| {
        Box::pin(async move {
            let taken = role::anyone_holds(tx, Role::ADMINISTRATOR).await?;
            if taken || !setup::link_is_live(tx, &hash, now).await? {
                return Ok(None);
            }
            let administrator = role::find(tx, "", Role::ADMINISTRATOR).await?;
            let administrator = administrator
                .ok_or_else(|| Fault::internal("the role of administrators is missing"))?;
            if let Err(rejected) = account::insert(tx, &row, &[administrator]).await? {
                return Ok(Some(Err(rejected)));
            }
            // The compare-and-set that decides the race. Who loses it leaves no account behind.
            if !setup::complete(tx, now).await? {
                store::user::delete(tx, &row.id, now).await?;
                return Ok(None);
            }
            Ok(Some(Ok(())))
        })
    });
    match outcome.await? {
        None => Err(SetupError::Dead),
        Some(Err(rejected)) => Err(rejected.into()),
        Some(Ok(())) => Ok(user),
    }
}
