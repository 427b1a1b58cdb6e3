//! What happened to an account, written down in the transaction in which it happens, for the person whose it is.

use super::challenge::Purpose;
use super::session::{Place, SignedIn};
use super::throttle;
use crate::app::App;
use crate::base::Fault;
use crate::base::id;
use crate::domain::{Event, EventKind, Session};
use crate::jose::digest::sha256;
use crate::store::security_event;
use crate::store::sql::Tx;

/// What we keep of a User-Agent, in bytes.
const USER_AGENT: usize = 256;

/// In milliseconds.
const HOUR: i64 = 3_600_000;

/// An event of this moment, to be recorded.
pub fn of(app: &App, user_id: &str, kind: EventKind, place: &Place) -> Event {
    let mut user_agent = place.user_agent.clone();
    user_agent.truncate(user_agent.floor_char_boundary(USER_AGENT));
    Event {
        id: id::id(&*app.random),
        user_id: user_id.to_owned(),
        kind,
        detail: std::collections::BTreeMap::new(),
        address: place.address.to_canonical().to_string(),
        user_agent,
        at: app.now(),
    }
}

/// An event of this moment, where the session's person signed in.
pub fn in_session(app: &App, signed_in: &SignedIn, kind: EventKind) -> Event {
    of_session(app, &signed_in.session, kind)
}

/// An event of this moment, about a session and where it was begun.
pub fn of_session(app: &App, session: &Session, kind: EventKind) -> Event {
    Event {
        id: id::id(&*app.random),
        user_id: session.user_id.clone(),
        kind,
        detail: std::collections::BTreeMap::new(),
        address: session.address.clone(),
        user_agent: session.user_agent.clone(),
        at: app.now(),
    }
}

pub async fn record(tx: &mut Tx, event: &Event) -> Result<(), Fault> {
    security_event::insert(tx, event).await
}

/// The same of somebody who may not be there: it costs as much, and writes nothing where there is no such account.
pub(super) async fn record_of_anybody(tx: &mut Tx, event: &Event) -> Result<(), Fault> {
    security_event::insert_once(tx, event).await
}

/// Writes down that somebody was refused at an account, once an hour and account whoever tries how often, and counts it for the
/// whole server. It costs the same where there is no such account: the statement finds none.
pub async fn refused(app: &App, account: &str, place: &Place) -> Result<(), Fault> {
    let hour = app.now().millis() / HOUR;
    let mut event = of(app, account, EventKind::SignInRefused, place);
    event.id = id::base64url(&sha256(format!("refused {account} {hour}").as_bytes()));
    let (policy, now) = (app.config.throttle.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                security_event::insert_once(tx, &event).await?;
                // Last: everybody who is refused waits for this row.
                throttle::seen_everywhere(tx, Purpose::SignIn.as_str(), (&policy, now)).await
            })
        })
        .await
}
