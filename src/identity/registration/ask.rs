//! Asking for an account by its address. What comes of it is for the mailbox only.

use super::{RegistrationError, address, is_by_letter, is_open, takes_invitations};
use crate::app::App;
use crate::domain::LinkPurpose;
use crate::identity::mail_link::{Asker, Fresh};
use crate::identity::throttle::{self, Attempt};
use crate::identity::{invitation, post};
use crate::mail::{Letter, LetterName};
use crate::store;
use crate::store::mail_link::Note;

/// Where the link leads.
const PAGE: &str = "/register/finish";
/// Where somebody who has an account goes on.
const SIGN_IN: &str = "/login";

/// What was asked is done: whatever that was, nothing here says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where to look for a letter.
    pub email: String,
}

/// Sends a link to an address that has no account, and word of it to one that has.
pub async fn ask(
    app: &App,
    typed: &str,
    asker: &Asker,
    invitation: Option<&str>,
) -> Result<Asked, RegistrationError> {
    let invitation = match invitation {
        Some(secret) if takes_invitations(app) => invitation::open(app, secret).await?,
        _ => None,
    };
    if !is_by_letter(app) || invitation.is_none() && !is_open(app) {
        return Err(RegistrationError::Closed);
    }
    let attempt = throttle::attempt_to_register(app, &asker.place).await?;
    if let Attempt::Blocked { until } = attempt {
        return Err(RegistrationError::Blocked { until });
    }
    // Whom the operator invited may come from anywhere.
    let email = match &invitation {
        Some(_) => address::read(typed)?,
        None => address::admitted(app, typed)?,
    };
    let known = store::user::find_by_identifier(&mut app.db.read(), &email).await?;
    let note = Note {
        email: email.clone(),
        request: asker.request.clone(),
        invitation: invitation.map(|invitation| invitation.id),
    };
    let fresh = Fresh::new(app, LinkPurpose::Register, None, note);
    let letter = match &known {
        Some(_) => Letter::new(LetterName::RegisterKnown, &email, asker.locale).link(SIGN_IN, None),
        None => Letter::new(LetterName::Register, &email, asker.locale)
            .link(fresh.path(PAGE), Some(fresh.link.expires_at)),
    };
    let posted = post::prepare(app, &letter)?;
    let spared = throttle::spares_letter(app, "register", &email).await?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !spared {
                    return Ok(());
                }
                if known.is_none() {
                    store::mail_link::replace(tx, &fresh.link).await?;
                }
                store::mail::enqueue(tx, &posted).await
            })
        })
        .await?;
    app.mails.notify_one();
    Ok(Asked { email })
}
