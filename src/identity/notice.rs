//! Telling people of what happened to their account: whoever was not it themselves learns of it, and what to do.
//!
//! A notice goes to the account's address if that was verified: to tell a stranger whose address somebody mistyped would help
//! nobody. It is prepared before the transaction of what it tells of, and queued in it.

use super::post;
use super::session::Place;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::{Detail, Event, EventKind, User};
use crate::mail::{Happening, Letter, LetterName};
use crate::store::mail::Posted;
use crate::words::Locale;

/// Where the account's owner sees what happened.
const ACTIVITY: &str = "/account/activity";

/// The notice of an event, where it is one to tell of and there is an address to tell it at.
pub fn told(app: &App, user: &User, event: &Event) -> Result<Option<Posted>, Fault> {
    match (name(event.kind), address(user)) {
        (Some(name), Some(to)) => {
            let letter = about(user, name, to, event).link(ACTIVITY, None);
            post::prepare(app, &letter)
        }
        _ => Ok(None),
    }
}

/// Both notices of a new address: one to it, and one to `old`, the address that was the account's until now, if it was verified.
pub fn moved(app: &App, user: &User, old: &str, event: &Event) -> Result<Vec<Posted>, Fault> {
    let there = post::prepare(app, &about(user, LetterName::EmailChangedOld, old, event))?;
    Ok(there.into_iter().chain(told(app, user, event)?).collect())
}

/// The last letter to somebody whose account is deleted in the transaction that it is queued in.
pub fn farewell(app: &App, user: &User, place: &Place) -> Result<Option<Posted>, Fault> {
    let Some(to) = address(user) else {
        return Ok(None);
    };
    let letter = Letter::new(LetterName::AccountDeleted, to, locale(user));
    let letter = letter
        .greeting(&user.display_name())
        .happening(happening(place, app.now()));
    post::prepare(app, &letter)
}

/// The language of letters to somebody, where no page says better.
pub fn locale(user: &User) -> Locale {
    let own = user.find(Detail::Locale).and_then(Locale::of_tag);
    own.unwrap_or(Locale::En)
}

/// When and from where, for a letter about what somebody asks for at a page.
pub fn happening(place: &Place, at: Timestamp) -> Happening {
    Happening {
        at,
        address: place.address.to_canonical().to_string(),
        user_agent: place.user_agent.clone(),
    }
}

fn address(user: &User) -> Option<&str> {
    user.email.as_deref().filter(|_| user.email_verified)
}

fn about(user: &User, name: LetterName, to: &str, event: &Event) -> Letter {
    let detail = |names: [&str; 2]| {
        let found = names.iter().find_map(|name| event.detail.get(*name));
        found.map(String::as_str).unwrap_or_default()
    };
    Letter::new(name, to, locale(user))
        .greeting(&user.display_name())
        .with("label", detail(["label", "name"]))
        .with("provider", detail(["provider", "name"]))
        .happening(Happening {
            at: event.at,
            address: event.address.clone(),
            user_agent: event.user_agent.clone(),
        })
}

/// The letter about a kind of event. Who signs in, or changes what only they see, is not told.
fn name(kind: EventKind) -> Option<LetterName> {
    Some(match kind {
        EventKind::NewDevice => LetterName::NewDevice,
        EventKind::SessionsEnded => LetterName::SessionsEnded,
        EventKind::PasswordChanged => LetterName::PasswordChanged,
        EventKind::PasswordReset => LetterName::PasswordReset,
        EventKind::PasskeyAdded => LetterName::PasskeyAdded,
        EventKind::PasskeyRemoved => LetterName::PasskeyRemoved,
        EventKind::TotpAdded => LetterName::TotpAdded,
        EventKind::TotpRemoved => LetterName::TotpRemoved,
        EventKind::RecoveryCodesMade => LetterName::RecoveryCodesMade,
        EventKind::RecoveryCodeUsed => LetterName::RecoveryCodeUsed,
        EventKind::EmailChanged => LetterName::EmailChanged,
        EventKind::AccountLinked => LetterName::AccountLinked,
        EventKind::AccountUnlinked => LetterName::AccountUnlinked,
        _ => return None,
    })
}
