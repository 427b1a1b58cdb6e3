//! Choosing another password by a letter, for those who forgot theirs.
//!
//! Whoever asks learns nothing of who has an account: the answer is the same, and so is the work. Whoever reads the letter gets a
//! password and no session: they sign in with it like everybody, and show their second factor there (OWASP ASVS 5 section 6.4.3).
//! An account that has neither a password nor a second factor is signed in to elsewhere, and is recovered there: a letter must
//! not open a way in that its owner never had.

use secrecy::SecretString;

use super::mail_link::{self, Asker, Fresh};
use super::session::Place;
use super::sign_in::Holds;
use super::throttle::{self, Attempt};
use super::{account, directory, event, notice, post};
use crate::app::App;
use crate::base::{Fault, Timestamp, text};
use crate::domain::{ChangeError, Event, EventKind, LinkPurpose, Rejected, User};
use crate::mail::{Letter, LetterName};
use crate::store;
use crate::store::mail_link::{MailLink, Note};

/// Where the link leads.
const PAGE: &str = "/recover/password";

/// Who is written to where there is nobody to write to: such a letter is made, so that the work is the same, and not sent.
const NOBODY: &str = "nobody@example.org";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What there is to be done is done; what that was is for the mailbox only.
    Taken,
    /// Too much from this network address.
    Blocked { until: Timestamp },
}

/// Asks for a link, by a user name or an address.
pub async fn ask(app: &App, identifier: &str, asker: &Asker) -> Result<Asked, Fault> {
    let free = app.config.accounts.address_free;
    let attempt = throttle::attempt_at(app, "recover", asker.place.address, free);
    if let Attempt::Blocked { until } = attempt.await? {
        return Ok(Asked::Blocked { until });
    }
    let found = store::user::find_by_identifier(&mut app.db.read(), identifier).await?;
    let answer = answer(app, found.as_ref(), identifier, asker).await?;
    let posted = post::prepare(app, &answer.letter)?;
    let spared = throttle::spares_letter(app, "recover", &answer.letter.to).await?;
    let sends = spared && answer.letter.to != NOBODY;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !sends {
                    return Ok(());
                }
                if let Some((fresh, event)) = &answer.link {
                    store::mail_link::replace(tx, &fresh.link).await?;
                    event::record(tx, event).await?;
                }
                store::mail::enqueue(tx, &posted).await
            })
        })
        .await?;
    app.mails.notify_one();
    Ok(Asked::Taken)
}

/// What is sent, and the link in it.
struct Answer {
    letter: Letter,
    link: Option<(Fresh, Event)>,
}

async fn answer(
    app: &App,
    found: Option<&User>,
    identifier: &str,
    asker: &Asker,
) -> Result<Answer, Fault> {
    let unknown = |to: &str| Answer {
        letter: Letter::new(LetterName::RecoverUnknown, to, asker.locale),
        link: None,
    };
    let Some(user) = found else {
        let typed = identifier.trim();
        return Ok(unknown(match text::is_email(typed) {
            true => typed,
            false => NOBODY,
        }));
    };
    let Some(email) = recovers(app, user).await? else {
        return Ok(unknown(NOBODY));
    };
    let note = Note {
        email: email.to_owned(),
        request: asker.request.clone(),
        invitation: None,
    };
    let fresh = Fresh::new(app, LinkPurpose::Recover, Some(user), note);
    let letter = Letter::new(LetterName::Recover, email, asker.locale_for(user))
        .greeting(&user.display_name())
        .link(fresh.path(PAGE), Some(fresh.link.expires_at));
    let event = event::of(app, &user.id, EventKind::RecoveryAsked, &asker.place);
    Ok(Answer {
        letter,
        link: Some((fresh, event)),
    })
}

/// The address to which a link may go: a verified one, of an account that may sign in, and has a password to be replaced or a
/// second factor that will be asked for beside it.
async fn recovers<'u>(app: &App, user: &'u User) -> Result<Option<&'u str>, Fault> {
    let email = user.email.as_deref().filter(|_| user.email_verified);
    let Some(email) = email.filter(|_| user.is_active()) else {
        return Ok(None);
    };
    // It would be a password beside the one that their organisation keeps.
    if directory::keeps_password(app, user).await? {
        return Ok(None);
    }
    let guarded = user.password_hash.is_some() || Holds::of(app, user).await?.has_second();
    Ok(guarded.then_some(email))
}

#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// The link was used, has ended or never was one, or the account is not as it was.
    #[error("the link is dead")]
    Dead,
    #[error(transparent)]
    Change(#[from] ChangeError),
}

impl From<Fault> for ResetError {
    fn from(fault: Fault) -> Self {
        Self::Change(fault.into())
    }
}

impl From<Rejected> for ResetError {
    fn from(rejected: Rejected) -> Self {
        Self::Change(rejected.into())
    }
}

/// Sets the password, and says which authorization request waited when the link was asked for. Sessions, grants and API keys end.
/// Of any number of uses of one link, one succeeds.
pub async fn reset(
    app: &App,
    secret: &str,
    chosen: &SecretString,
    place: &Place,
) -> Result<Option<String>, ResetError> {
    let (link, user) = opened(app, secret).await?.ok_or(ResetError::Dead)?;
    let shortest = account::shortest(app, &user).await?;
    let hash = account::chosen_hash(app, &user, chosen, shortest).await?;
    let event = event::of(app, &user.id, EventKind::PasswordReset, place);
    let told = notice::told(app, &user, &event)?;
    let (now, request) = (app.now(), link.note.request.clone());
    let reset = app.db.write(move |tx| {
        Box::pin(async move {
            let Some(user) = mail_link::take(tx, &link, now).await? else {
                return Ok(false);
            };
            account::put_password(tx, &user.id, (&hash, ""), now).await?;
            event::record(tx, &event).await?;
            store::mail::enqueue(tx, &told).await?;
            Ok(true)
        })
    });
    if !reset.await? {
        return Err(ResetError::Dead);
    }
    app.logouts.notify_one();
    app.mails.notify_one();
    Ok(request)
}

/// How long the password has to be that a link sets. None where the link is dead.
pub async fn shortest(app: &App, secret: &str) -> Result<Option<usize>, Fault> {
    match opened(app, secret).await? {
        Some((_, user)) => Ok(Some(account::shortest(app, &user).await?)),
        None => Ok(None),
    }
}

/// What a secret opens, if the account may still be recovered.
async fn opened(app: &App, secret: &str) -> Result<Option<(MailLink, User)>, Fault> {
    let opened = mail_link::open(app, LinkPurpose::Recover, secret).await?;
    let Some((link, user)) = opened.and_then(|opened| Some((opened.link, opened.user?))) else {
        return Ok(None);
    };
    let recovers = recovers(app, &user).await?.is_some();
    Ok(recovers.then_some((link, user)))
}
