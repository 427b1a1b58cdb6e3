//! A session begins, in one transaction with all that belongs to the sign-in: what it was on its way as, the device, what the person
//! is told, the attempts that led here.

use super::go_on::{begun_alone, gone_on, make_room, own, said_of};
use super::{Place, SignedIn, seen};
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Event, EventKind, Proof, Session, User};
use crate::identity::throttle::{self, Subjects};
use crate::identity::{device, event, notice, sign_in};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::mail::Posted;
use crate::store::session::Seen;
use crate::store::sql::Tx;

/// What we keep of a User-Agent, in bytes.
const USER_AGENT: usize = 256;

/// A session that was just begun or gone on with, and the secret for its cookie.
#[derive(Debug)]
pub struct Started {
    pub session: Session,
    pub user: User,
    pub token: String,
    /// The secret by which this device is known.
    pub device: String,
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
pub(super) struct Beginnings {
    pub(super) beginning: Beginning,
    /// The session that it begins, unless it goes on with the one held.
    pub(super) session: Session,
    /// The secret by which the device is known from now on.
    pub(super) device: String,
    pub(super) token_hash: [u8; 32],
    pub(super) seen: Seen,
    /// How many people may be signed in here.
    pub(super) most: usize,
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
