//! Invitations: an operator lets somebody make an account. The secret goes to the address that it names, or to the operator, who
//! hands it on; only the first shows that whoever comes with it reads what is sent there.

use std::time::Duration;

use super::post;
use super::registration::{address, takes_invitations};
use crate::app::App;
use crate::base::{Fault, id};
use crate::domain::{ChangeError, Rejected, Role};
use crate::jose::digest::sha256;
use crate::mail::{Letter, LetterName};
use crate::store;
use crate::store::invitation::Invitation;
use crate::words::Locale;

/// Where the link leads.
const PAGE: &str = "/invite";

/// What an invitation is to be.
#[derive(Debug)]
pub struct New {
    pub email: Option<String>,
    pub roles: Vec<Role>,
    pub lives: Duration,
    pub locale: Locale,
}

#[derive(Debug)]
pub struct Made {
    pub invitation: Invitation,
    /// The link to hand on; none where it was sent.
    pub link: Option<String>,
}

pub async fn create(app: &App, new: New) -> Result<Made, ChangeError> {
    if !takes_invitations(app) {
        return Err(Rejected::new("accounts.registration", "registration-invite-off").into());
    }
    let email = new.email.as_deref().map(address::read).transpose()?;
    if let Some(email) = &email
        && store::user::find_by_identifier(&mut app.db.read(), email)
            .await?
            .is_some()
    {
        return Err(Rejected::new("email", "registration-invite-known")
            .with("email", email)
            .into());
    }
    let (secret, now) = (id::secret(&*app.random), app.now());
    let path = format!("{PAGE}?token={secret}");
    let mut invitation = Invitation {
        id: id::id(&*app.random),
        email,
        mailed: false,
        roles: new.roles.into_iter().map(|role| role.id).collect(),
        created_at: now,
        expires_at: now + new.lives,
    };
    let letter = invitation.email.as_deref().map(|email| {
        let letter = Letter::new(LetterName::Invite, email, new.locale);
        letter.link(&path, Some(invitation.expires_at))
    });
    let posted = match &letter {
        Some(letter) => post::prepare(app, letter)?,
        None => None,
    };
    invitation.mailed = posted.is_some();
    let (row, hash) = (invitation.clone(), sha256(secret.as_bytes()));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::invitation::insert(tx, &row, &hash).await?;
                store::mail::enqueue(tx, &posted).await
            })
        })
        .await?;
    app.mails.notify_one();
    let link = (!invitation.mailed).then(|| app.config.issuer.url(&path));
    Ok(Made { invitation, link })
}

/// What a secret opens; none when it was used, has ended, or never was one.
pub async fn open(app: &App, secret: &str) -> Result<Option<Invitation>, Fault> {
    let hash = sha256(secret.as_bytes());
    store::invitation::find(&mut app.db.read(), &hash, app.now()).await
}

/// The same by its identifier.
pub(super) async fn live(app: &App, id: &str) -> Result<Option<Invitation>, Fault> {
    store::invitation::find_by_id(&mut app.db.read(), id, app.now()).await
}

/// The roles that it gives, as far as there still are such.
pub(super) async fn roles(app: &App, invitation: Option<&Invitation>) -> Result<Vec<Role>, Fault> {
    let Some(invitation) = invitation.filter(|invitation| !invitation.roles.is_empty()) else {
        return Ok(Vec::new());
    };
    let mut known = store::role::list(&mut app.db.read()).await?;
    known.retain(|role| invitation.roles.contains(&role.id));
    Ok(known)
}

/// Takes it back. False when it was used, or never was.
pub async fn revoke(app: &App, id: &str) -> Result<bool, Fault> {
    let id = id.to_owned();
    app.db
        .write(move |tx| Box::pin(async move { store::invitation::revoke(tx, &id).await }))
        .await
}
