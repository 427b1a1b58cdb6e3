//! Sessions of browsers: begun at sign-in, gone on with when the same person signs in again, each time with a new secret; ended
//! by the person, an operator, or time.

use std::net::IpAddr;
use std::time::Duration;

use super::throttle::{self, Subjects};
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Authentication, Session, User};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::sql::Tx;

/// How often a session's last use is written down.
const TOUCH_EVERY: Duration = Duration::from_secs(60);
/// What we keep of a User-Agent, in bytes.
const USER_AGENT: usize = 256;

/// Where a session is begun.
#[derive(Debug, Clone)]
pub struct Place {
    pub address: IpAddr,
    pub user_agent: String,
}

/// A session that was just begun or gone on with, and the secret for its cookie.
#[derive(Debug)]
pub struct Started {
    pub session: Session,
    pub user: User,
    pub token: String,
}

/// A live session and its active user.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub session: Session,
    pub user: User,
}

/// A sign-in that was verified, and what it amounts to.
struct Beginning {
    user: User,
    /// The session that it begins, unless it goes on with `held`.
    session: Session,
    token_hash: [u8; 32],
    /// The session that the browser held before.
    held: Option<Session>,
    attempts: Option<Subjects>,
    idle_since: Timestamp,
}

/// Begins a session, or goes on with the one that this browser holds if it is of the same person: their applications keep
/// what they have, and none of them is told of a sign-out. Either way the secret is new and the time until the absolute end
/// begins anew. A session of somebody else ends. Settles the attempts that led here. None when the account was disabled or
/// deleted, or its password changed, since `user` was read.
pub async fn start(
    app: &App,
    user: User,
    authentication: Authentication,
    place: Place,
    (held, attempts): (Option<&SignedIn>, Option<Subjects>),
) -> Result<Option<Started>, Fault> {
    let token = id::secret(&*app.random);
    let beginning = Beginning {
        session: new(app, &user, authentication, place),
        token_hash: sha256(token.as_bytes()),
        held: held.map(|held| held.session.clone()),
        attempts,
        idle_since: idle_since(app),
        user: user.clone(),
    };
    let begun = app
        .db
        .write(move |tx| Box::pin(async move { begin(tx, beginning).await }))
        .await?;
    app.logouts.notify_one();
    Ok(begun.map(|session| Started {
        session,
        user,
        token,
    }))
}

fn new(app: &App, user: &User, authentication: Authentication, place: Place) -> Session {
    let now = app.now();
    let mut user_agent = place.user_agent;
    user_agent.truncate(user_agent.floor_char_boundary(USER_AGENT));
    Session {
        id: id::id(&*app.random),
        user_id: user.id.clone(),
        authentication,
        address: place.address.to_canonical().to_string(),
        user_agent,
        created_at: now,
        last_seen_at: now,
        expires_at: now + app.config.sessions.absolute,
    }
}

async fn begin(tx: &mut Tx, beginning: Beginning) -> Result<Option<Session>, Fault> {
    if !store::user::hold(tx, &beginning.user).await? {
        return Ok(None);
    }
    let session = match gone_on(tx, &beginning).await? {
        Some(session) => session,
        None => {
            store::session::insert(tx, &beginning.session, &beginning.token_hash).await?;
            beginning.session
        }
    };
    if let Some(subjects) = beginning.attempts {
        throttle::succeeded(tx, &subjects).await?;
    }
    Ok(Some(session))
}

/// The session that the browser held, if it goes on. If not, it has ended.
async fn gone_on(tx: &mut Tx, beginning: &Beginning) -> Result<Option<Session>, Fault> {
    let (Some(held), anew) = (&beginning.held, &beginning.session) else {
        return Ok(None);
    };
    let (token_hash, idle_since) = (&beginning.token_hash, beginning.idle_since);
    let renewed = store::session::renew(tx, &held.id, anew, token_hash, idle_since).await?;
    if renewed.is_none() {
        store::session::end(tx, &held.id, &held.user_id, anew.created_at).await?;
    }
    Ok(renewed)
}

/// Who is signed in by this cookie.
pub async fn find(app: &App, token: &str) -> Result<Option<SignedIn>, Fault> {
    let now = app.now();
    let hash = sha256(token.as_bytes());
    let mut read = app.db.read();
    let found = store::session::find_live(&mut read, &hash, now, idle_since(app)).await?;
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
    store::session::of_user(&mut app.db.read(), user_id, app.now(), idle_since(app)).await
}

/// Ends one session of a person. False when it was none of theirs.
pub async fn end(app: &App, user_id: &str, session_id: &str) -> Result<bool, Fault> {
    let (user_id, session_id, now) = (user_id.to_owned(), session_id.to_owned(), app.now());
    let ended = app
        .db
        .write(move |tx| {
            Box::pin(async move { store::session::end(tx, &session_id, &user_id, now).await })
        })
        .await?;
    app.logouts.notify_one();
    Ok(ended)
}

/// Ends all sessions of a person but the one they use, and says how many.
pub async fn end_others(app: &App, kept: &SignedIn) -> Result<usize, Fault> {
    end_but(app, &kept.user.id, &kept.session.id).await
}

/// Ends all sessions of a person, and says how many.
pub async fn end_all(app: &App, user_id: &str) -> Result<usize, Fault> {
    end_but(app, user_id, "").await
}

async fn end_but(app: &App, user_id: &str, kept: &str) -> Result<usize, Fault> {
    let (user_id, kept, now) = (user_id.to_owned(), kept.to_owned(), app.now());
    let ended = app
        .db
        .write(move |tx| {
            Box::pin(async move { store::session::end_others(tx, &user_id, &kept, now).await })
        })
        .await?;
    app.logouts.notify_one();
    Ok(ended)
}

/// A session last seen before this is over.
fn idle_since(app: &App) -> Timestamp {
    app.now() - app.config.sessions.idle
}
