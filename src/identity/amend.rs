//! What an operator changes of an account: how it is called, where its letters go, and what is known of the person; all of it or
//! nothing. Links and codes that were sent to an address are worth nothing once the account has another: they name it
//! ([`super::mail_link`], [`super::email_code`]).

use super::profile::Change;
use super::session::Place;
use super::{account, email, event};
use crate::app::App;
use crate::base::{Fault, Timestamp, text};
use crate::domain::{ChangeError, Event, EventKind, Rejected, User};
use crate::store;
use crate::store::mail::Posted;
use crate::store::sql::Tx;

/// What is not given stays.
#[derive(Clone, Debug, Default)]
pub struct Amendment {
    pub username: Option<String>,
    pub email: Option<String>,
    /// Whether the address is known to be this person's. A new one is not, unless this says so.
    pub email_verified: Option<bool>,
    pub about: Change,
}

/// The address as it is to be, and what is told of that.
#[derive(Clone, Debug)]
struct Address {
    email: String,
    verified: bool,
    event: Option<Event>,
    letters: Vec<Posted>,
}

/// Changes the account, and tells whoever reads the old address of a new one.
pub async fn amend(
    app: &App,
    user: &User,
    amendment: Amendment,
    place: &Place,
) -> Result<User, ChangeError> {
    if let Some(username) = &amendment.username {
        account::check_username(username)?;
    }
    let address = address(app, user, &amendment, place)?;
    let (before, now) = (user.clone(), app.now());
    let amended = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &before.id).await?;
            let stored = store::user::find(tx, &before.id).await?;
            let Some(stored) = stored else {
                return Ok(Err(Rejected::new("", "account-deleted")));
            };
            // The letters were written for the address that there was.
            if address.is_some() && stored.email != before.email {
                return Ok(Err(Rejected::new("email", "account-email-moved")));
            }
            put(tx, &stored, (amendment, address), now).await
        })
    });
    let amended = amended.await??;
    app.mails.notify_one();
    Ok(amended)
}

/// All that may be refused is looked at before anything is written.
async fn put(
    tx: &mut Tx,
    user: &User,
    (amendment, address): (Amendment, Option<Address>),
    now: Timestamp,
) -> Result<Result<User, Rejected>, Fault> {
    let mut amended = user.clone();
    if let Err(rejected) = amendment.about.apply(&mut amended) {
        return Ok(Err(rejected));
    }
    let username = amendment.username.as_deref().map(str::trim);
    let email = address.as_ref().map(|address| address.email.as_str());
    for (field, name) in [("username", username), ("email", email)] {
        let Some(name) = name else { continue };
        if is_anothers(tx, user, name).await? {
            let taken = Rejected::new(field, "account-name-taken");
            return Ok(Err(taken.with("name", name)));
        }
    }
    if let Some(address) = &address {
        let known = (address.email.as_str(), address.verified);
        store::user::set_email(tx, &user.id, known, now).await?;
        if let Some(event) = &address.event {
            event::record(tx, event).await?;
        }
        store::mail::enqueue(tx, &address.letters).await?;
    }
    if let Some(username) = username
        && !store::user::rename(tx, &user.id, username, now).await?
    {
        return Err(Fault::internal("somebody took the name at this moment"));
    }
    store::user::set_details(tx, &amended, now).await?;
    let amended = store::user::find(tx, &user.id).await?;
    Ok(amended.ok_or_else(|| Rejected::new("", "account-deleted")))
}

/// What becomes of the address, if anything does.
fn address(
    app: &App,
    user: &User,
    amendment: &Amendment,
    place: &Place,
) -> Result<Option<Address>, ChangeError> {
    let (given, verified) = (&amendment.email, amendment.email_verified);
    if given.is_none() && verified.is_none() {
        return Ok(None);
    }
    let Some(email) = given.as_ref().or(user.email.as_ref()) else {
        return Err(Rejected::new("email_verified", "account-no-email").into());
    };
    let email = email.trim().to_owned();
    if !text::is_email(&email) {
        return Err(Rejected::new("email", "account-email-form").into());
    }
    let moves = user.email.as_deref().map(text::key) != Some(text::key(&email));
    let verified = verified.unwrap_or(user.email_verified && !moves);
    let kind = match (moves, verified && !user.email_verified) {
        (true, _) => Some(EventKind::EmailChanged),
        (false, true) => Some(EventKind::EmailVerified),
        (false, false) => None,
    };
    let event = kind.map(|kind| event::of(app, &user.id, kind, place).with("email", &email));
    let letters = match &event {
        Some(event) if moves => email::told(app, user, (&email, verified), event)?,
        _ => Vec::new(),
    };
    Ok(Some(Address {
        email,
        verified,
        event,
        letters,
    }))
}

/// A name that is somebody's address, or the reverse, would make sign-in ambiguous.
async fn is_anothers(tx: &mut Tx, user: &User, name: &str) -> Result<bool, Fault> {
    let holder = store::user::find_by_identifier(tx, name).await?;
    Ok(holder.is_some_and(|holder| holder.id != user.id))
}
