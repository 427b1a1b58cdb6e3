//! What happened to an account, written down in the transaction in which it happens, for the person whose it is.

use super::session::Place;
use crate::app::App;
use crate::base::Fault;
use crate::base::id;
use crate::domain::{Event, EventKind};
use crate::store::security_event;
use crate::store::sql::Tx;

/// What we keep of a User-Agent, in bytes.
const USER_AGENT: usize = 256;

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

pub async fn record(tx: &mut Tx, event: &Event) -> Result<(), Fault> {
    security_event::insert(tx, event).await
}
