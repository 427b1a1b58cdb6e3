//! Sessions of browsers: begun at sign-in, gone on with when the same person signs in again, each time with a new secret; ended
//! by the person, an operator, or time.

use std::net::IpAddr;
use std::time::Duration;

use super::throttle::{self, Subjects};
use super::{event, sign_in};
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Authentication, Event, EventKind, Proof, Session, User};
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

/// A sign-in that is done.
#[derive(Debug)]
pub struct Beginning {
    pub user: User,
    /// What was shown for it.
    pub proofs: Vec<Proof>,
    pub place: Place,
    /// The secret of the browser.
    pub browser: String,
    /// The session that the browser held before.
    pub held: Option<SignedIn>,
    /// The kept sign-in that ends with it.
    pub sign_in: Option<[u8; 32]>,
    /// Whether it is to outlive the browser's closing.
    pub remember: bool,
    pub attempts: Option<Subjects>,
}

/// The same, with all that its transaction needs.
struct Beginnings {
    beginning: Beginning,
    /// The session that it begins, unless it goes on with the one held.
    session: Session,
    token_hash: [u8; 32],
    idle_since: Timestamp,
    event: Event,
}

/// Begins a session, or goes on with the one that this browser holds if it is of the same person: their applications keep
/// what they have, and none of them is told of a sign-out. Either way the secret is new and the time until the absolute end
/// begins anew. A session of somebody else ends. Settles the attempts that led here. None when the account was disabled or
/// deleted, or its password changed, since the user was read, or when the sign-in was finished already.
pub async fn start(app: &App, beginning: Beginning) -> Result<Option<Started>, Fault> {
    let token = id::secret(&*app.random);
    let (user, proofs) = (beginning.user.clone(), proofs_of(&beginning));
    let session = new(app, &beginning, proofs)?;
    let event = event::of(app, &user.id, EventKind::SignedIn, &beginning.place);
    let beginnings = Beginnings {
        event,
        session,
        token_hash: sha256(token.as_bytes()),
        idle_since: idle_since(app),
        beginning,
    };
    let begun = app
        .db
        .write(move |tx| Box::pin(async move { begin(tx, beginnings).await }))
        .await?;
    app.logouts.notify_one();
    Ok(begun.map(|session| Started {
        session,
        user,
        token,
    }))
}

/// What was shown in the session that goes on stays part of it.
fn proofs_of(beginning: &Beginning) -> Vec<Proof> {
    let held = beginning.held.as_ref();
    let held = held.filter(|held| held.user.id == beginning.user.id);
    let mut proofs = held.map_or_else(Vec::new, |held| held.session.proofs.clone());
    for proof in &beginning.proofs {
        sign_in::add(&mut proofs, proof.clone());
    }
    proofs
}

fn new(app: &App, beginning: &Beginning, proofs: Vec<Proof>) -> Result<Session, Fault> {
    let now = app.now();
    let authentication = Authentication::of(&proofs)
        .ok_or_else(|| Fault::internal("a session was begun with nothing shown"))?;
    let mut user_agent = beginning.place.user_agent.clone();
    user_agent.truncate(user_agent.floor_char_boundary(USER_AGENT));
    Ok(Session {
        id: id::id(&*app.random),
        user_id: beginning.user.id.clone(),
        authentication,
        proofs,
        address: beginning.place.address.to_canonical().to_string(),
        user_agent,
        browser_hash: Some(sha256(beginning.browser.as_bytes()).to_vec()),
        remembered: beginning.remember,
        created_at: now,
        last_seen_at: now,
        expires_at: now + app.config.sessions.absolute,
    })
}

async fn begin(tx: &mut Tx, beginnings: Beginnings) -> Result<Option<Session>, Fault> {
    let Beginnings {
        beginning,
        session: anew,
        token_hash,
        idle_since,
        mut event,
    } = beginnings;
    if !store::user::hold(tx, &beginning.user).await? {
        return Ok(None);
    }
    if let Some(sign_in) = &beginning.sign_in
        && !store::sign_in::take(tx, sign_in, anew.created_at).await?
    {
        return Ok(None);
    }
    let held = beginning.held.as_ref().map(|held| &held.session);
    let session = match gone_on(tx, held, &anew, (&token_hash, idle_since)).await? {
        Some(session) => session,
        None => {
            store::session::insert(tx, &anew, &token_hash).await?;
            anew
        }
    };
    event
        .detail
        .insert("session".to_owned(), session.id.clone());
    store::security_event::insert(tx, &event).await?;
    if let Some(subjects) = beginning.attempts {
        throttle::succeeded(tx, &subjects).await?;
    }
    Ok(Some(session))
}

/// The session that the browser held, if it goes on. If not, it has ended.
async fn gone_on(
    tx: &mut Tx,
    held: Option<&Session>,
    anew: &Session,
    (token_hash, idle_since): (&[u8; 32], Timestamp),
) -> Result<Option<Session>, Fault> {
    let Some(held) = held else {
        return Ok(None);
    };
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
