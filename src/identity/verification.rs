//! Showing that the address of an account is its owner's: by a link that goes there and is followed by whoever is signed in. A
//! stranger who gave that address for an account of their own gains nothing by a click of its owner.

use super::mail_link::{self, Asker, Fresh};
use super::session::Place;
use super::{event, post, throttle};
use crate::app::App;
use crate::base::Fault;
use crate::config::RegistrationOfPeople;
use crate::domain::{EventKind, LinkPurpose, User};
use crate::mail::{Letter, LetterName};
use crate::store;
use crate::store::mail_link::Note;

/// Where the link leads.
const PAGE: &str = "/verify/confirm";

/// Whether no application is answered for this person before their address is verified. Where nobody registers, the operator
/// made the account and knows the address.
pub fn is_due(app: &App, user: &User) -> bool {
    let accounts = &app.config.accounts;
    let asked = accounts.verify_email && accounts.registration != RegistrationOfPeople::Off;
    asked && app.config.mail_on() && user.email.is_some() && !user.email_verified
}

/// Sends a link. False when too many were sent lately, or there is no address to send one to.
pub async fn ask(app: &App, user: &User, asker: &Asker) -> Result<bool, Fault> {
    let Some(email) = user.email.clone().filter(|_| !user.email_verified) else {
        return Ok(false);
    };
    if !throttle::spares_letter(app, "verify", &email).await? {
        return Ok(false);
    }
    let note = Note {
        email: email.clone(),
        request: asker.request.clone(),
        invitation: None,
    };
    let fresh = Fresh::new(app, LinkPurpose::Verify, Some(user), note);
    let letter = Letter::new(LetterName::Verify, email, asker.locale_for(user))
        .link(fresh.path(PAGE), Some(fresh.link.expires_at));
    let posted = post::prepare(app, &letter)?;
    let sent = posted.is_some();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::mail_link::replace(tx, &fresh.link).await?;
                store::mail::enqueue(tx, &posted).await
            })
        })
        .await?;
    app.mails.notify_one();
    Ok(sent)
}

/// The link is followed by whoever is signed in, and what was noted with it comes back. None when it is dead, or somebody else's.
pub async fn confirm(
    app: &App,
    user: &User,
    secret: &str,
    place: &Place,
) -> Result<Option<Note>, Fault> {
    let opened = mail_link::open_of(app, LinkPurpose::Verify, (user, secret)).await?;
    let Some(link) = opened else {
        return Ok(None);
    };
    let event = event::of(app, &user.id, EventKind::EmailVerified, place);
    let event = event.with("email", &link.note.email);
    let now = app.now();
    let confirmed = app.db.write(move |tx| {
        Box::pin(async move {
            let Some(user) = mail_link::take(tx, &link, now).await? else {
                return Ok(None);
            };
            store::user::verify_email(tx, &user.id, now).await?;
            event::record(tx, &event).await?;
            Ok(Some(link.note))
        })
    });
    confirmed.await
}
