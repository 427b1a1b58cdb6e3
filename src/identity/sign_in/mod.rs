//! Signing in: the one door. Whatever way of proving oneself a person takes ends in [`proven`]; the pure function
//! [`step::next`] says whether that is enough, and only then does a session begin.
//!
//! What was shown of a sign-in that needs more is kept for ten minutes, bound to its person and its browser, and worth nothing
//! once the password has changed.

pub mod holds;
pub mod step;

use std::time::Duration;

pub use self::holds::Holds;
pub use self::step::Step;
use super::device;
use super::session::{self, Place, SignedIn, Started};
use super::throttle::Subjects;
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Authentication, Factor, Level, Proof, User};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::sign_in::SignIn;

/// How long somebody may take from the first factor to the last.
const LIVES: Duration = Duration::from_secs(10 * 60);

/// How long what was shown counts as shown just now, where an account's credentials are to be changed.
pub const FRESH: Duration = Duration::from_secs(10 * 60);

/// Where a sign-in comes from, and what it is for.
#[derive(Debug, Clone)]
pub struct Way<'a> {
    pub place: Place,
    /// The secret of the browser.
    pub browser: &'a str,
    /// The secret by which the device is known, if it is.
    pub device: Option<&'a str>,
    /// The session that this browser holds.
    pub held: Option<&'a SignedIn>,
    /// Whether who holds it goes on as they are, and need not say who they are.
    pub confirms: bool,
    /// The sign-in on its way that this one goes on with.
    pub sign_in: Option<&'a str>,
    /// What it has to amount to, where that is in reach.
    pub level: Level,
    /// What was shown in the session before does not count.
    pub since: Option<Timestamp>,
    /// Whether a trusted device spares the second factor.
    pub trusts: bool,
    /// Whether this device is to be trusted from now on.
    pub trust: bool,
    /// Whether the session is to outlive the browser's closing.
    pub remember: bool,
}

/// What came of showing something.
#[derive(Debug)]
pub enum Progress {
    SignedIn(Box<Started>),
    /// One of these is still to be shown; the sign-in is known by this identifier.
    More {
        sign_in: String,
        factors: Vec<Factor>,
    },
    /// Everything was shown, and the account is disabled: only to who has proven that it is theirs is that told.
    Disabled,
    /// The account, its password or the sign-in changed or ended meanwhile.
    Gone,
}

/// Somebody on the way in: who, and what they may show next.
#[derive(Debug)]
pub struct Pending {
    pub user: User,
    pub factors: Vec<Factor>,
}

/// Takes something that `user` has just shown. `subjects` are the counters of the attempt: they are settled when the sign-in is
/// done, not before, so that no factor is guessed under cover of another.
pub async fn proven(
    app: &App,
    way: &Way<'_>,
    (user, proof): (User, Proof),
    subjects: Subjects,
) -> Result<Progress, Fault> {
    let on_its_way = on_its_way(app, way).await?;
    let on_its_way = on_its_way.filter(|sign_in| sign_in.user_id == user.id);
    if on_its_way
        .as_ref()
        .is_some_and(|sign_in| sign_in.password_state != password_state(&user))
    {
        return Ok(Progress::Gone);
    }
    let remember = way.remember || on_its_way.as_ref().is_some_and(|sign_in| sign_in.remember);
    let mut proofs = shown(app, way, &user, on_its_way.as_ref());
    add(&mut proofs, proof.clone());
    let step = step(app, way, (&user, &proofs)).await?;
    let known = on_its_way.as_ref().and(way.sign_in).map(str::to_owned);
    match step {
        Step::Prove(factors) => {
            let sign_in = SignIn {
                user_id: user.id.clone(),
                password_state: password_state(&user),
                proofs,
                remember,
            };
            let kept = keep(app, way, known, sign_in).await?;
            Ok(kept.map_or(Progress::Gone, |sign_in| Progress::More {
                sign_in,
                factors,
            }))
        }
        Step::Done if !user.is_active() => {
            tracing::info!(user = user.id, "all was shown, but the account is disabled");
            Ok(Progress::Disabled)
        }
        Step::Done => {
            let alone = alone(app, way, &user, (on_its_way.as_ref(), proof)).await?;
            let beginning = session::Beginning {
                user,
                place: way.place.clone(),
                browser: way.browser.to_owned(),
                device: way.device.map(str::to_owned),
                trust: way.trust && may_be_trusted(app, &proofs),
                proofs,
                alone,
                held: way.held.cloned(),
                sign_in: known.map(|id| sha256(id.as_bytes())),
                remember,
                attempts: Some(subjects),
            };
            let started = session::start(app, beginning).await?;
            Ok(started.map_or(Progress::Gone, |started| {
                Progress::SignedIn(Box::new(started))
            }))
        }
    }
}

/// What was shown in this sign-in alone, if it is enough without the session of the same person that this browser holds: should that
/// one end at this moment, nothing that was shown in it counts. None where there is no such session.
async fn alone(
    app: &App,
    way: &Way<'_>,
    user: &User,
    (on_its_way, proof): (Option<&SignIn>, Proof),
) -> Result<Option<Vec<Proof>>, Fault> {
    if way.held.is_none_or(|held| held.user.id != user.id) {
        return Ok(None);
    }
    let way = Way {
        held: None,
        ..way.clone()
    };
    let mut proofs = shown(app, &way, user, on_its_way);
    add(&mut proofs, proof);
    let step = step(app, &way, (user, &proofs)).await?;
    Ok((step == Step::Done).then_some(proofs))
}

/// Who is on the way in here, and what they have still to show: of a sign-in that was begun, or of the session that this browser
/// holds. None where nobody is, or where nothing is missing.
pub async fn pending(app: &App, way: &Way<'_>) -> Result<Option<Pending>, Fault> {
    let on_its_way = on_its_way(app, way).await?;
    let user = match (&on_its_way, way.held) {
        (Some(sign_in), _) => store::user::find(&mut app.db.read(), &sign_in.user_id).await?,
        (None, Some(held)) if way.confirms => Some(held.user.clone()),
        (None, _) => None,
    };
    let Some(user) = user else {
        return Ok(None);
    };
    let proofs = shown(app, way, &user, on_its_way.as_ref());
    Ok(match step(app, way, (&user, &proofs)).await? {
        Step::Prove(factors) => Some(Pending { user, factors }),
        Step::Done => None,
    })
}

/// Whether somebody who is signed in has shown just now all that they can be asked for: what changes an account's credentials
/// asks for it (NIST SP 800-63B-4 section 4.1.2).
pub async fn is_fresh(app: &App, signed_in: &SignedIn) -> Result<bool, Fault> {
    let since = app.now() - FRESH;
    let proofs: Vec<Proof> = recent(&signed_in.session.proofs, Some(since)).collect();
    let holds = Holds::of(app, &signed_in.user).await?;
    let state = step::State {
        proofs: &proofs,
        holds: &holds,
        level: Level::One,
        trusted: false,
        known: true,
        email_code: app.config.factors.email_code,
    };
    Ok(step::next(&state) == Step::Done)
}

/// Says whether the password is still the one that was there, without keeping its hash.
pub fn password_state(user: &User) -> String {
    let stored = user.password_hash.as_deref().unwrap_or_default();
    id::base64url(&sha256(stored.as_bytes()))
}

/// A device is trusted with what was shown on it: whoever has not shown a second factor has nothing to be spared.
fn may_be_trusted(app: &App, proofs: &[Proof]) -> bool {
    let offered = app.config.sessions.trusted_device > Duration::ZERO;
    offered && proofs.iter().any(|proof| proof.factor.is_second())
}

async fn step(app: &App, way: &Way<'_>, (user, proofs): (&User, &[Proof])) -> Result<Step, Fault> {
    let trusted = way.trusts && device::is_trusted(app, way.device, &user.id).await?;
    Ok(step::next(&step::State {
        proofs,
        holds: &Holds::of(app, user).await?,
        level: way.level,
        trusted,
        known: is_known(app, way, user).await?,
        email_code: app.config.factors.email_code,
    }))
}

/// Whether this person signed in on this device before.
async fn is_known(app: &App, way: &Way<'_>, user: &User) -> Result<bool, Fault> {
    let held = way.held.is_some_and(|held| held.user.id == user.id);
    Ok(held || device::find(app, way.device, &user.id).await?.is_some())
}

async fn on_its_way(app: &App, way: &Way<'_>) -> Result<Option<SignIn>, Fault> {
    let Some(id) = way.sign_in else {
        return Ok(None);
    };
    let (id_hash, browser_hash) = (sha256(id.as_bytes()), sha256(way.browser.as_bytes()));
    store::sign_in::find(&mut app.db.read(), &id_hash, &browser_hash, app.now()).await
}

/// What this person has shown in this sign-in, and in the session that this browser holds if it is theirs, as far as it counts.
fn shown(app: &App, way: &Way<'_>, user: &User, on_its_way: Option<&SignIn>) -> Vec<Proof> {
    let held = way.held.filter(|held| held.user.id == user.id);
    let of_session = held
        .into_iter()
        .flat_map(|held| recent(&held.session.proofs, way.since));
    let of_session: Vec<Proof> = of_session.collect();
    let mut proofs = Authentication::aged(&of_session, app.now() - app.config.sessions.absolute);
    for proof in on_its_way.into_iter().flat_map(|sign_in| &sign_in.proofs) {
        add(&mut proofs, proof.clone());
    }
    proofs
}

fn recent(proofs: &[Proof], since: Option<Timestamp>) -> impl Iterator<Item = Proof> {
    let counts = move |proof: &&Proof| since.is_none_or(|since| proof.at >= since);
    proofs.iter().filter(counts).cloned()
}

/// Adds a proof, in place of an earlier one of the same factor.
pub(super) fn add(proofs: &mut Vec<Proof>, proof: Proof) {
    proofs.retain(|known| known.factor != proof.factor);
    proofs.push(proof);
}

/// Keeps what was shown: under the identifier that it has, or under a new one. None when it is over.
async fn keep(
    app: &App,
    way: &Way<'_>,
    known: Option<String>,
    sign_in: SignIn,
) -> Result<Option<String>, Fault> {
    let now = app.now();
    let is_new = known.is_none();
    let id = known.unwrap_or_else(|| id::secret(&*app.random));
    let (id_hash, browser_hash) = (sha256(id.as_bytes()), sha256(way.browser.as_bytes()));
    let kept = app.db.write(move |tx| {
        Box::pin(async move {
            if !is_new {
                return store::sign_in::advance(tx, &id_hash, &sign_in.proofs, now).await;
            }
            store::sign_in::insert(tx, (&id_hash, &browser_hash), &sign_in, (now, now + LIVES))
                .await?;
            Ok(true)
        })
    });
    Ok(kept.await?.then_some(id))
}
