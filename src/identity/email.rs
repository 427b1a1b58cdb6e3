//! Giving an account another address: asked for by who has just proven who they are, and done by whoever follows the link that goes
//! to the new address while signed in to that account. What was known of the old address says nothing of the new one.

use super::mail_link::{self, Asker, Fresh};
use super::registration::address;
use super::session::Place;
use super::throttle::{self, Attempt};
use super::{event, notice, post};
use crate::app::App;
use crate::base::{Fault, text};
use crate::domain::{ChangeError, Event, EventKind, LinkPurpose, Rejected, User};
use crate::mail::{Letter, LetterName};
use crate::store;
use crate::store::mail::Posted;
use crate::store::mail_link::{MailLink, Note};

/// Where the link leads.
const PAGE: &str = "/account/email/confirm";

/// Sends a link to the new address. Where that is somebody else's already, a letter says so there, and nothing here does.
pub async fn ask(app: &App, user: &User, wanted: &str, asker: &Asker) -> Result<(), ChangeError> {
    let wanted = address::read(wanted)?;
    let same = user.email.as_deref().map(text::key) == Some(text::key(&wanted));
    if same && user.email_verified {
        return Err(Rejected::new("email", "registration-email-same").into());
    }
    // One letter to each of a thousand addresses is a flood too, only not of one mailbox.
    if throttle::attempt_of(app, "change-email", &user.id).await? != Attempt::Allowed {
        return Err(Rejected::new("email", "recovery-too-many-text").into());
    }
    let holder = store::user::find_by_identifier(&mut app.db.read(), &wanted).await?;
    let taken = holder.is_some_and(|holder| holder.id != user.id);
    let note = Note {
        email: wanted.clone(),
        ..Note::default()
    };
    let fresh = Fresh::new(app, LinkPurpose::ChangeEmail, Some(user), note);
    let letter = match taken {
        true => Letter::new(LetterName::EmailChangeKnown, &wanted, asker.locale),
        false => Letter::new(LetterName::EmailChange, &wanted, asker.locale_for(user))
            .link(fresh.path(PAGE), Some(fresh.link.expires_at)),
    };
    let posted = post::prepare(app, &letter)?;
    let event = event::of(app, &user.id, EventKind::EmailChangeAsked, &asker.place);
    let event = event.with("email", &wanted);
    if !throttle::spares_letter(app, "change", &wanted).await? {
        return Ok(());
    }
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !taken {
                    store::mail_link::replace(tx, &fresh.link).await?;
                }
                event::record(tx, &event).await?;
                store::mail::enqueue(tx, &posted).await
            })
        })
        .await?;
    app.mails.notify_one();
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    Changed,
    /// The link was used, has ended or never was one; the account is not as it was, or is not the one that is signed in.
    Dead,
    /// Another account has got the address meanwhile.
    Taken,
}

/// The link is followed by whoever is signed in. Of two accounts that want one address the unique key lets one have it.
pub async fn confirm(
    app: &App,
    user: &User,
    secret: &str,
    place: &Place,
) -> Result<Confirmed, Fault> {
    let opened = mail_link::open_of(app, LinkPurpose::ChangeEmail, (user, secret)).await?;
    let Some(link) = opened else {
        return Ok(Confirmed::Dead);
    };
    let wanted = link.note.email.clone();
    let confirmed = change(app, user, link, place).await;
    match confirmed {
        // A statement that the unique key refused takes the transaction with it.
        Err(_) if is_taken(app, user, &wanted).await? => Ok(Confirmed::Taken),
        other => other,
    }
}

async fn change(app: &App, user: &User, link: MailLink, place: &Place) -> Result<Confirmed, Fault> {
    let event = event::of(app, &user.id, EventKind::EmailChanged, place);
    let event = event.with("email", &link.note.email);
    let told = told(app, user, (&link.note.email, true), &event)?;
    let now = app.now();
    let changed = app.db.write(move |tx| {
        Box::pin(async move {
            let holder = store::user::find_by_identifier(tx, &link.note.email).await?;
            if holder.is_some_and(|holder| Some(&holder.id) != link.user_id.as_ref()) {
                return Ok(Confirmed::Taken);
            }
            let Some(user) = mail_link::take(tx, &link, now).await? else {
                return Ok(Confirmed::Dead);
            };
            store::user::set_email(tx, &user.id, (&link.note.email, true), now).await?;
            event::record(tx, &event).await?;
            store::mail::enqueue(tx, &told).await?;
            Ok(Confirmed::Changed)
        })
    });
    let changed = changed.await?;
    app.mails.notify_one();
    Ok(changed)
}

/// Word of it to the new address, and to the one until now, each if it is known to be this person's.
pub(super) fn told(
    app: &App,
    user: &User,
    (email, verified): (&str, bool),
    event: &Event,
) -> Result<Vec<Posted>, Fault> {
    let moved = User {
        email: Some(email.to_owned()),
        email_verified: verified,
        ..user.clone()
    };
    match &user.email {
        Some(old) if user.email_verified => notice::moved(app, &moved, old, event),
        _ => Ok(notice::told(app, &moved, event)?.into_iter().collect()),
    }
}

async fn is_taken(app: &App, user: &User, email: &str) -> Result<bool, Fault> {
    let holder = store::user::find_by_identifier(&mut app.db.read(), email).await?;
    Ok(holder.is_some_and(|holder| holder.id != user.id))
}
