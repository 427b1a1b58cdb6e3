//! Choosing another password by a letter, for those who forgot theirs.
//!
//! Whoever asks learns nothing of who has an account: the answer is the same, and so is the work, down to what is written. Whoever
//! reads the letter gets a password and no session: they sign in with it like everybody, and show their second factor there (OWASP
//! ASVS 5 section 6.4.3).
//! An account that has neither a password nor a second factor is signed in to elsewhere, and is recovered there: a letter must
//! not open a way in that its owner never had. It says where the password is instead.

use secrecy::SecretString;

use super::mail_link::{self, Asker, Fresh};
use super::session::Place;
use super::throttle::{self, Attempt};
use super::{account, directory, event, notice, passkey, post};
use crate::app::App;
use crate::base::{Fault, Timestamp, text};
use crate::domain::{ChangeError, Event, EventKind, LinkPurpose, Rejected, User};
use crate::mail::{Letter, LetterName};
use crate::store;
use crate::store::factor;
use crate::store::mail::Posted;
use crate::store::mail_link::{MailLink, Note};
use crate::store::sql::Tx;

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
    if !throttle::spares_letter(app, "recover", answer.counts_for(identifier)).await? {
        return Ok(Asked::Taken);
    }
    app.db
        .write(move |tx| Box::pin(async move { answer.keep(tx, posted.as_ref()).await }))
        .await?;
    app.mails.notify_one();
    Ok(Asked::Taken)
}

/// What is sent and written down. The same statements run whoever it is for: without an account the link opens nothing, the
/// event finds nobody whose it is, and the letter is taken back.
struct Answer {
    letter: Letter,
    link: Fresh,
    event: Event,
}

impl Answer {
    fn is_for_nobody(&self) -> bool {
        self.letter.to == NOBODY
    }

    /// Whose letters are counted: those of a mailbox, or else of the name that was typed.
    fn counts_for<'a>(&'a self, identifier: &'a str) -> &'a str {
        match self.is_for_nobody() {
            true => identifier,
            false => &self.letter.to,
        }
    }

    async fn keep(&self, tx: &mut Tx, posted: Option<&Posted>) -> Result<(), Fault> {
        store::mail_link::replace(tx, &self.link.link).await?;
        event::record_of_anybody(tx, &self.event).await?;
        store::mail::enqueue(tx, posted).await?;
        match posted.filter(|_| self.is_for_nobody()) {
            Some(posted) => store::mail::done(tx, &posted.id).await,
            None => Ok(()),
        }
    }
}

async fn answer(
    app: &App,
    found: Option<&User>,
    identifier: &str,
    asker: &Asker,
) -> Result<Answer, Fault> {
    let event = |user_id| event::of(app, user_id, EventKind::RecoveryAsked, &asker.place);
    let nothing = || {
        let nobody = note(NOBODY, asker);
        Fresh::new(app, LinkPurpose::Recover, None, nobody)
    };
    let password = password_of(app, found).await?;
    let Some((user, email)) = found.and_then(|user| Some((user, address(user)?))) else {
        // At an address that somebody has, they read that there is no account.
        let typed = Some(identifier.trim()).filter(|_| found.is_none());
        let to = typed.filter(|typed| text::is_email(typed));
        return Ok(Answer {
            letter: Letter::new(
                LetterName::RecoverUnknown,
                to.unwrap_or(NOBODY),
                asker.locale,
            ),
            link: nothing(),
            event: event(""),
        });
    };
    let told = |name: LetterName| {
        let letter = Letter::new(name, email, asker.locale_for(user));
        letter.greeting(&user.display_name())
    };
    let letter = match password {
        Password::Here => {
            let link = Fresh::new(app, LinkPurpose::Recover, Some(user), note(email, asker));
            let ends = Some(link.link.expires_at);
            return Ok(Answer {
                letter: told(LetterName::Recover).link(link.path(PAGE), ends),
                link,
                event: event(&user.id),
            });
        }
        Password::InDirectory => told(LetterName::RecoverDirectory).link(SIGN_IN, None),
        Password::At(providers) => {
            let letter = told(LetterName::RecoverLinked).link(SIGN_IN, None);
            letter.with("provider", &providers)
        }
        Password::Nowhere => Letter::new(LetterName::RecoverUnknown, NOBODY, asker.locale),
    };
    Ok(Answer {
        letter,
        link: nothing(),
        event: event(""),
    })
}

fn note(email: &str, asker: &Asker) -> Note {
    Note {
        email: email.to_owned(),
        request: asker.request.clone(),
        invitation: None,
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

/// What is looked up is looked up of nobody too: it takes as long.
async fn password_of(app: &App, found: Option<&User>) -> Result<Password, Fault> {
    let id = found.map_or("", |user| user.id.as_str());
    let in_directory = directory::keeps_password(app, id).await?;
    let mut read = app.db.read();
    let second = factor::counted(&mut read, id, passkey::id(app).as_deref()).await?;
    let links = store::linked_account::of_user(&mut read, id).await?;
    if in_directory {
        return Ok(Password::InDirectory);
    }
    if found.is_some_and(|user| user.password_hash.is_some()) || second.has_second() {
        return Ok(Password::Here);
    }
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
    let here = recovers && matches!(password_of(app, Some(&user)).await?, Password::Here);
    Ok(here.then_some((link, user)))
}
