//! `/account/profile`: who somebody is, as they say it themselves, and the language they read.

use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::{Said, known, send, signed_in, told};
use crate::domain::{ChangeError, Detail, EventKind, User};
use crate::identity::profile::{self, Change};
use crate::identity::session::SignedIn;
use crate::identity::{event, picture};
use crate::web::cookie::Cookie;
use crate::web::html::see_other;
use crate::web::pages::Failed;
use crate::web::path;
use crate::web::view::details::OWN;
use crate::web::view::{Details, Profile, Shell};
use crate::web::visit::Visit;
use crate::words::Locale;

/// What was sent and not taken, to be mended.
type Typed = Vec<(Detail, String)>;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    page(&visit, &known(&visit)?.user, (None, Vec::new()))
}

pub(crate) async fn name(visit: Visit, body: String) -> Result<Response, Failed> {
    let names = [Detail::GivenName, Detail::FamilyName];
    save(&visit, &body, &names, "account-name-saved").await
}

pub(crate) async fn details(visit: Visit, body: String) -> Result<Response, Failed> {
    save(&visit, &body, &OWN, "account-details-saved").await
}

pub(crate) async fn language(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    let tag = fields.text("locale").to_owned();
    let change = Change {
        details: vec![(Detail::Locale, tag.clone())],
        phone_verified: None,
    };
    match change_told(&visit, &signed_in.user, change).await {
        Ok(_) => Ok(visit.answer(reading(&visit, &tag))),
        Err(ChangeError::Rejected(rejected)) => {
            page(&visit, &signed_in.user, (Some(Err(rejected)), Vec::new()))
        }
        Err(ChangeError::Fault(fault)) => Err(Failed::of(&visit, fault)),
    }
}

async fn change_told(visit: &Visit, user: &User, change: Change) -> Result<User, ChangeError> {
    let event = event::of(
        &visit.app,
        &user.id,
        EventKind::ProfileChanged,
        &visit.place(),
    );
    profile::change_told(&visit.app, &user.id, change, Some(event)).await
}

/// The page again, in the language that was chosen: what this browser had chosen in a page's foot gives way to it.
fn reading(visit: &Visit, tag: &str) -> Response {
    let mut response = see_other(path::ACCOUNT_PROFILE);
    let issuer = &visit.app.config.issuer;
    let cookie = match Locale::of_tag(tag) {
        Some(locale) => Cookie::Language.set(locale.as_str(), issuer),
        None => Cookie::Language.clear(issuer),
    };
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

/// Saves what a form is about, and nothing else that was sent. What cannot be taken stays as it was typed.
async fn save(
    visit: &Visit,
    body: &str,
    about: &[Detail],
    notice: &'static str,
) -> Result<Response, Failed> {
    let (SignedIn { user, .. }, fields) = signed_in(visit, body)?;
    let typed = |detail: &Detail| (*detail, fields.text(detail.as_str()).to_owned());
    let typed: Typed = about.iter().map(typed).collect();
    let change = Change {
        details: typed.clone(),
        phone_verified: None,
    };
    match change_told(visit, user, change).await {
        Ok(user) => page(visit, &user, (Some(Ok(notice)), Vec::new())),
        Err(ChangeError::Rejected(rejected)) => page(visit, user, (Some(Err(rejected)), typed)),
        Err(ChangeError::Fault(fault)) => Err(Failed::of(visit, fault)),
    }
}

pub(super) fn page(
    visit: &Visit,
    user: &User,
    (said, typed): (Said, Typed),
) -> Result<Response, Failed> {
    let value = |detail: Detail| match typed.iter().find(|(known, _)| *known == detail) {
        Some((_, text)) => text.clone(),
        None => user.find(detail).unwrap_or_default().to_owned(),
    };
    let told = told(visit, said);
    let mut details = Details::of(visit.words(), value, user.phone_number_verified);
    details.open = OWN.iter().any(|detail| told.focuses(detail.as_str()));
    let locale = user.find(Detail::Locale).unwrap_or_default();
    let page = Profile {
        // The name may have changed a moment ago.
        shell: Shell {
            user: Some(user.display_name()),
            ..visit.shell()
        },
        csrf: visit.csrf(),
        name: user.display_name(),
        username: user.username.clone(),
        picture: picture::path_of(user),
        given_name: value(Detail::GivenName),
        family_name: value(Detail::FamilyName),
        languages: Locale::ALL.map(|known| (known, Locale::of_tag(locale) == Some(known))),
        details,
        told,
    };
    send(visit, &page.told, &page)
}
