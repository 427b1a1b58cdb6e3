//! Sessions of browsers: begun at sign-in, gone on with when the same person signs in again, each time with a new secret; ended
//! by the person, an operator, or time. A browser holds one session of each of several people, and one of them is in use.

use std::net::IpAddr;
use std::time::Duration;

use super::throttle::{self, Subjects};
use super::{device, event, notice, sign_in};
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Authentication, Event, EventKind, Proof, Session, User};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::mail::Posted;
use crate::store::session::Seen;
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
    /// The secret by which this device is known.
    pub device: String,
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
    /// What was shown for it, in the session that is held too.
    pub proofs: Vec<Proof>,
    /// What was shown without that session, if it is the same person's and that is enough by itself: what is begun where the one held
    /// is over.
    pub alone: Option<Vec<Proof>>,
    pub place: Place,
    /// The secret of the browser.
    pub browser: String,
    /// The secret by which the device is known, if it is.
    pub device: Option<String>,
    /// Whether its second factor is spared here from now on.
    pub trust: bool,
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
    /// The secret by which the device is known from now on.
    device: String,
    token_hash: [u8; 32],
    seen: Seen,
    /// How many people may be signed in here.
    most: usize,
    /// How long a device that is trusted now is.
    trusted_until: Timestamp,
    event: Event,
    /// Where the device turns out to be new to the person: what is said of it, and the letter that tells them.
    new_device: Event,
    letter: Option<Posted>,
}

/// Begins a session, or goes on with the one that this browser holds if it is of the same person: their applications keep
/// what they have, and none of them is told of a sign-out. Either way the secret is new and the time until the absolute end
/// begins anew. Sessions of others stay, as far as there is room. Settles the attempts that led here. None when the account was disabled or
/// deleted, or its password changed, since the user was read, when the sign-in was finished already, or when it stood on a
/// session that has ended meanwhile.
pub async fn start(app: &App, beginning: Beginning) -> Result<Option<Started>, Fault> {
    let token = id::secret(&*app.random);
    let (user, proofs) = (beginning.user.clone(), proofs_of(&beginning));
    let known = device::find(app, beginning.device.as_deref(), &user.id).await?;
    let device = match &beginning.device {
        Some(secret) if known.is_some() => secret.clone(),
        _ => id::secret(&*app.random),
    };
    let session = new(app, &beginning, (proofs, &device))?;
    let event = event::of(app, &user.id, EventKind::SignedIn, &beginning.place);
    let new_device = event::of(app, &user.id, EventKind::NewDevice, &beginning.place);
    let letter = match known {
        Some(_) => None,
        None => notice::told(app, &user, &new_device)?,
    };
    let beginnings = Beginnings {
        event,
        letter,
        new_device,
        device: device.clone(),
        trusted_until: app.now() + app.config.sessions.trusted_device,
        session,
        token_hash: sha256(token.as_bytes()),
        seen: seen(app),
        most: usize::try_from(app.config.sessions.accounts).unwrap_or(usize::MAX),
        beginning,
    };
    let begun = app
        .db
        .write(move |tx| Box::pin(async move { begin(tx, beginnings).await }))
        .await?;
    app.logouts.notify_one();
    app.mails.notify_one();
    Ok(begun.map(|session| Started {
        session,
        user,
        token,
        device,
    }))
}

/// The session that is held, if it is of the same person.
fn own(beginning: &Beginning) -> Option<&SignedIn> {
    let held = beginning.held.as_ref();
    held.filter(|held| held.user.id == beginning.user.id)
}

/// What was shown in the session that goes on stays part of it.
fn proofs_of(beginning: &Beginning) -> Vec<Proof> {
    let mut proofs = own(beginning).map_or_else(Vec::new, |held| held.session.proofs.clone());
    for proof in &beginning.proofs {
        sign_in::add(&mut proofs, proof.clone());
    }
    proofs
}

fn new(
    app: &App,
    beginning: &Beginning,
    (proofs, device): (Vec<Proof>, &str),
) -> Result<Session, Fault> {
    let (now, sessions) = (app.now(), &app.config.sessions);
    let goes_on = own(beginning).is_some_and(|held| held.session.remembered);
    let remembered = sessions.remember && (beginning.remember || goes_on);
    let absolute = match remembered {
        true => sessions.remembered_absolute,
        false => sessions.absolute,
    };
    let authentication = said_of(&proofs)?;
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
        device_hash: Some(sha256(device.as_bytes()).to_vec()),
        remembered,
        created_at: now,
        last_seen_at: now,
        expires_at: now + absolute,
    })
}

fn said_of(proofs: &[Proof]) -> Result<Authentication, Fault> {
    let nothing = || Fault::internal("a session was begun with nothing shown");
    Authentication::of(proofs).ok_or_else(nothing)
}

async fn begin(tx: &mut Tx, beginnings: Beginnings) -> Result<Option<Session>, Fault> {
    let (beginning, anew) = (&beginnings.beginning, &beginnings.session);
    if !store::user::hold(tx, &beginning.user).await? {
        return Ok(None);
    }
    if let Some(sign_in) = &beginning.sign_in
        && !store::sign_in::take(tx, sign_in, anew.created_at).await?
    {
        return Ok(None);
    }
    if let Some(before) = &beginning.device
        && *before != beginnings.device
    {
        device::rename(tx, (before, &beginnings.device)).await?;
    }
    let session = match gone_on(tx, &beginnings).await? {
        Some(session) => session,
        None => {
            let Some(session) = begun_alone(&beginnings)? else {
                return Ok(None);
            };
            store::session::insert(tx, &session, &beginnings.token_hash).await?;
            session
        }
    };
    make_room(tx, &beginnings, &session).await?;
    let trusted_until = beginning.trust.then_some(beginnings.trusted_until);
    let is_new = device::seen(tx, &session, trusted_until).await?;
    let event = match is_new {
        true => &beginnings.new_device,
        false => &beginnings.event,
    };
    event::record(tx, &event.clone().with("session", &session.id)).await?;
    if is_new {
        store::mail::enqueue(tx, &beginnings.letter).await?;
    }
    if let Some(subjects) = &beginning.attempts {
        throttle::succeeded(tx, subjects).await?;
    }
    Ok(Some(session))
}

/// The session of the same person that goes on: the one that the browser sent, which has ended if it does not; else the one that is
/// open in this browser all the same.
async fn gone_on(tx: &mut Tx, beginnings: &Beginnings) -> Result<Option<Session>, Fault> {
    let (anew, token_hash, seen) = (&beginnings.session, &beginnings.token_hash, beginnings.seen);
    let Some(held) = own(&beginnings.beginning) else {
        return found(tx, beginnings).await;
    };
    let renewed = store::session::renew(tx, &held.session.id, anew, token_hash, seen).await?;
    if renewed.is_none() {
        store::session::end(tx, &held.session.id, &held.session.user_id, anew.created_at).await?;
    }
    Ok(renewed)
}

/// Another tab signed the same person in meanwhile, or they come back beside somebody else: what applications have of their session
/// stays good. What was shown in it is not taken over.
async fn found(tx: &mut Tx, beginnings: &Beginnings) -> Result<Option<Session>, Fault> {
    let (anew, token_hash, seen) = (&beginnings.session, &beginnings.token_hash, beginnings.seen);
    let mut open = open_here(tx, beginnings).await?.into_iter();
    match open.find(|open| open.user_id == anew.user_id) {
        Some(open) => store::session::renew(tx, &open.id, anew, token_hash, seen).await,
        None => Ok(None),
    }
}

/// A session beside the one that was held, or after it: whoever ended that one ended what was shown in it too. None where without it
/// too little was shown.
fn begun_alone(beginnings: &Beginnings) -> Result<Option<Session>, Fault> {
    let (beginning, anew) = (&beginnings.beginning, &beginnings.session);
    if own(beginning).is_none() {
        return Ok(Some(anew.clone()));
    }
    let Some(proofs) = beginning.alone.clone() else {
        return Ok(None);
    };
    Ok(Some(Session {
        authentication: said_of(&proofs)?,
        proofs,
        ..anew.clone()
    }))
}

/// Ends what is open in this browser of the same person besides, and of others those that have no room any more.
async fn make_room(tx: &mut Tx, beginnings: &Beginnings, begun: &Session) -> Result<(), Fault> {
    let now = beginnings.session.created_at;
    let open = open_here(tx, beginnings).await?;
    let mut people = vec![begun.user_id.clone()];
    for session in open.into_iter().filter(|open| open.id != begun.id) {
        if people.contains(&session.user_id) || people.len() >= beginnings.most {
            store::session::end(tx, &session.id, &session.user_id, now).await?;
        } else {
            people.push(session.user_id);
        }
    }
    Ok(())
}

/// The sessions that are open in this browser.
async fn open_here(tx: &mut Tx, beginnings: &Beginnings) -> Result<Vec<Session>, Fault> {
    let browser = sha256(beginnings.beginning.browser.as_bytes());
    let here = (&browser, &sha256(beginnings.device.as_bytes()));
    let (now, seen) = (beginnings.session.created_at, beginnings.seen);
    store::session::of_browser(tx, here, now, seen).await
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

/// Ends one session of a person. False when it was none of theirs.
pub async fn end(app: &App, user_id: &str, session_id: &str) -> Result<bool, Fault> {
    end_told(app, (user_id, session_id), None).await
}

/// The same, and writes down what happened.
pub async fn end_told(
    app: &App,
    (user_id, session_id): (&str, &str),
    event: Option<Event>,
) -> Result<bool, Fault> {
    let (user_id, session_id, now) = (user_id.to_owned(), session_id.to_owned(), app.now());
    let ended = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let ended = store::session::end(tx, &session_id, &user_id, now).await?;
                if let Some(event) = event.filter(|_| ended) {
                    event::record(tx, &event).await?;
                }
                Ok(ended)
            })
        })
        .await?;
    app.logouts.notify_one();
    Ok(ended)
}

/// Ends all sessions of a person but the one they use, and says how many.
pub async fn end_others(app: &App, kept: &SignedIn) -> Result<usize, Fault> {
    end_but(app, (&kept.user.id, &kept.session.id), None).await
}

/// Ends all sessions of a person, and says how many.
pub async fn end_all(app: &App, user_id: &str) -> Result<usize, Fault> {
    end_but(app, (user_id, ""), None).await
}

/// Ends all sessions of a person but `kept`, which may be empty, writes down what happened and tells of it, and says how many there were.
pub async fn end_but(
    app: &App,
    (user_id, kept): (&str, &str),
    told: Option<(Event, Option<Posted>)>,
) -> Result<usize, Fault> {
    let (user_id, kept, now) = (user_id.to_owned(), kept.to_owned(), app.now());
    let ended = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let ended = store::session::end_others(tx, &user_id, &kept, now).await?;
                if let Some((event, letter)) = told.filter(|_| ended > 0) {
                    event::record(tx, &event).await?;
                    store::mail::enqueue(tx, &letter).await?;
                }
                Ok(ended)
            })
        })
        .await?;
    app.logouts.notify_one();
    app.mails.notify_one();
    Ok(ended)
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
