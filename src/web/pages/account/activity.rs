//! `/account/activity`: what happened to the account, the latest first, a page at a time.

use axum::extract::RawQuery;
use axum::response::Response;

use super::known;
use crate::base::{Fault, Timestamp};
use crate::domain::{Event, User};
use crate::oauth::Parameters;
use crate::store::security_event::{self, Place};
use crate::web::html;
use crate::web::pages::Failed;
use crate::web::path;
use crate::web::user_agent;
use crate::web::view::{Activity, EventLine};
use crate::web::visit::Visit;

/// How many events are on a page.
const A_PAGE: usize = 25;

/// What is said of an event beside what happened.
const SAID: [&str; 7] = [
    "name",
    "passkey",
    "application",
    "provider",
    "email",
    "api",
    "version",
];

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let signed_in = known(&visit)?;
    let from = asked(query.as_deref());
    let is_first = from.is_none();
    let lines = lines(&visit, &signed_in.user, from).await;
    let (events, older) = lines.map_err(|fault| Failed::of(&visit, fault))?;
    let page = Activity {
        shell: visit.shell(),
        events,
        older: older.map(address),
        is_first,
        now: visit.app.now().millis(),
    };
    let page = html::page(axum::http::StatusCode::OK, &page);
    Ok(visit.answer(page.map_err(|failure| Failed::of(&visit, failure))?))
}

/// A page of events, and where the next one begins.
pub(super) async fn lines(
    visit: &Visit,
    user: &User,
    from: Option<Place>,
) -> Result<(Vec<EventLine>, Option<Place>), Fault> {
    let from = from.unwrap_or_else(|| Place::latest(visit.app.now()));
    let most = i64::try_from(A_PAGE + 1).unwrap_or(i64::MAX);
    let mut read = visit.app.db.read();
    let mut events = security_event::of_user(&mut read, &user.id, &from, most).await?;
    let older = events.get(A_PAGE).map(Place::of);
    events.truncate(A_PAGE);
    let lines = events.into_iter().map(|event| line(visit, event));
    Ok((lines.collect(), older))
}

fn line(visit: &Visit, event: Event) -> EventLine {
    let words = visit.words();
    let kind = event.kind.as_str().replace('_', "-");
    let about = SAID.iter().filter_map(|name| event.detail.get(*name));
    EventLine {
        title: words.say(&format!("account-event-{kind}")),
        about: about.cloned().collect(),
        browser: user_agent::in_words(words, &event.user_agent),
        address: event.address,
        at: event.at.millis(),
    }
}

/// Where a page begins, as its address says it.
fn asked(query: Option<&str>) -> Option<Place> {
    let parameters = Parameters::parse(query?).ok()?;
    Some(Place {
        at: Timestamp(parameters.find("at")?.parse().ok()?),
        id: parameters.find("id")?.to_owned(),
    })
}

fn address(place: Place) -> String {
    let (at, id) = (place.at.millis(), place.id);
    format!("{}?at={at}&id={id}", path::ACCOUNT_ACTIVITY)
}
