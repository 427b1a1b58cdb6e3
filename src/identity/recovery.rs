//! Choosing another password by a letter, for those who forgot theirs.
//!
//! Whoever asks learns nothing of who has an account: the answer is the same, and so is the work. Whoever reads the letter gets a
//! password and no session: they sign in with it like everybody, and show their second factor there (OWASP ASVS 5 section 6.4.3).
//! An account that has neither a password nor a second factor is signed in to elsewhere, and is recovered there: a letter must
//! not open a way in that its owner never had. It says where the password is instead.

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

/// Where the letter leads that says where the password is.
const SIGN_IN: &str = "/login";

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
    let Some(email) = address(user) else {
        return Ok(unknown(NOBODY));
    };
    let told = |name: LetterName| {
        let letter = Letter::new(name, email, asker.locale_for(user));
        letter.greeting(&user.display_name())
    };
    let elsewhere = |letter: Letter| Answer {
        letter: letter.link(SIGN_IN, None),
        link: None,
    };
    Ok(match password_of(app, user).await? {
        Password::Here => with_link(app, (user, email), told(LetterName::Recover), asker),
        Password::InDirectory => elsewhere(told(LetterName::RecoverDirectory)),
        Password::At(providers) => {
            elsewhere(told(LetterName::RecoverLinked).with("provider", &providers))
        }
        Password::Nowhere => unknown(NOBODY),
    })
}

fn with_link(app: &App, (user, email): (&User, &str), letter: Letter, asker: &Asker) -> Answer {
    let note = Note {
        email: email.to_owned(),
        request: asker.request.clone(),
        invitation: None,
    };
    let fresh = Fresh::new(app, LinkPurpose::Recover, Some(user), note);
    let event = event::of(app, &user.id, EventKind::RecoveryAsked, &asker.place);
    Answer {
        letter: letter.link(fresh.path(PAGE), Some(fresh.link.expires_at)),
        link: Some((fresh, event)),
    }
}

/// The address that may be written to: a verified one, of an account that may sign in.
fn address(user: &User) -> Option<&str> {
    let verified = user.email_verified && user.is_active();
    user.email.as_deref().filter(|_| verified)
}

/// Where the password of somebody is to be replaced.
enum Password {
    /// Here: there is one, or there is a second factor that will be asked for beside it.
    Here,
    /// At their organisation: another one here would stand beside the one that it keeps.
    InDirectory,
    /// At these providers, by the names that people know them by.
    At(String),
    Nowhere,
}

async fn password_of(app: &App, user: &User) -> Result<Password, Fault> {
    if directory::keeps_password(app, user).await? {
        return Ok(Password::InDirectory);
    }
    if user.password_hash.is_some() || Holds::of(app, user).await?.has_second() {
        return Ok(Password::Here);
    }
    let links = store::linked_account::of_user(&mut app.db.read(), &user.id).await?;
    let linked = |id: &str| links.iter().any(|link| link.provider == id);
    let known = app.config.providers.iter().filter(|one| linked(&one.id));
    let names: Vec<&str> = known.map(|one| one.name.as_str()).collect();
    Ok(match names.is_empty() {
        true => Password::Nowhere,
        false => Password::At(names.join(", ")),
    })
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
    let recovers = address(&user).is_some();
    let here = recovers && matches!(password_of(app, &user).await?, Password::Here);
    Ok(here.then_some((link, user)))
}
