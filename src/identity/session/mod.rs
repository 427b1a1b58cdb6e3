//! Sessions of browsers: begun at sign-in, gone on with when the same person signs in again, each time with a new secret; ended
//! by the person, an operator, or time. A browser holds one session of each of several people, and one of them is in use.

mod begin;
mod end;
mod go_on;

use std::net::IpAddr;
use std::time::Duration;

pub use self::begin::{Beginning, Started, start};
pub use self::end::{end, end_all, end_but, end_others, end_told};
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Session, User};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::session::Seen;

/// How often a session's last use is written down.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

/// Where a session is begun.
#[derive(Debug, Clone)]
pub struct Place {
    pub address: IpAddr,
    pub user_agent: String,
}

/// A live session and its active user.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub session: Session,
    pub user: User,
}

/// Who is signed in by this cookie.
pub async fn find(app: &App, token: &str) -> Result<Option<SignedIn>, Fault> {
    let now = app.now();
    let hash = sha256(token.as_bytes());
    let mut read = app.db.read();
    let found = store::session::find_live(&mut read, &hash, now, seen(app)).await?;
    let Some(session) = found else {
        return Ok(None);
    };
    let Some(user) = store::user::find(&mut read, &session.user_id).await? else {
        return Ok(None);
    };
    if !user.is_active() {
        return Ok(None);
    }
    if now.since(session.last_seen_at) >= TOUCH_EVERY {
        let id = session.id.clone();
        app.db
            .write(move |tx| Box::pin(async move { store::session::touch(tx, &id, now).await }))
            .await?;
    }
    Ok(Some(SignedIn { session, user }))
}

/// A person's live sessions.
pub async fn of_user(app: &App, user_id: &str) -> Result<Vec<Session>, Fault> {
    store::session::of_user(&mut app.db.read(), user_id, app.now(), seen(app)).await
}

/// Since when a session has to have been seen. Where nobody is to stay signed in any more, nobody does who was to before.
pub(super) fn seen(app: &App) -> Seen {
    let sessions = &app.config.sessions;
    let remembered = match sessions.remember {
        true => sessions.remembered_idle,
        false => sessions.idle,
    };
    Seen {
        since: app.now() - sessions.idle,
        remembered: app.now() - remembered,
    }
}
