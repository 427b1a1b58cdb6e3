//! One-time passwords from an application on a phone (RFC 6238): set up, shown, taken away.
//!
//! Until a code has proven that the application has it, the seed is kept by nobody: it travels sealed in the form, bound to the
//! session and good for as long as a fresh proof is. A code counts once: one conditional statement says which request, on
//! whichever node, was first.

mod picture;
mod seed;

pub use picture::Picture;

use self::seed::{LENGTH, Seed};
use super::session::{Place, SignedIn};
use super::sign_in::FRESH;
use super::{event, notice};
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{EventKind, User};
use crate::store;
use crate::store::totp::Totp;

/// What a person needs to set it up.
#[derive(Debug)]
pub struct Setup {
    /// The seed as it travels in the form.
    pub sealed: String,
    /// The seed as it is typed.
    pub text: String,
    pub uri: String,
    pub picture: Picture,
}

/// What came of confirming it with a code.
#[derive(Debug, PartialEq, Eq)]
pub enum Confirmed {
    Added,
    WrongCode,
    /// The form was open for too long, or belongs to another session.
    Expired,
    /// There is one already.
    Taken,
}

/// Draws a seed for somebody who is signed in.
pub fn prepare(app: &App, signed_in: &SignedIn) -> Result<Setup, Fault> {
    let seed = Seed::new(&*app.random);
    let plain = [seed.bytes(), &app.now().millis().to_be_bytes()].concat();
    let sealed = app
        .master_key
        .seal(&travelling(signed_in), &plain, &*app.random)?;
    setup(app, signed_in, &seed, id::base64url(&sealed))
}

/// The same seed once more, after a wrong code. None where the form cannot be confirmed any more.
pub fn again(app: &App, signed_in: &SignedIn, sealed: &str) -> Result<Option<Setup>, Fault> {
    match opened(app, signed_in, sealed) {
        Some(seed) => setup(app, signed_in, &seed, sealed.to_owned()).map(Some),
        None => Ok(None),
    }
}

/// Keeps the seed of a form, if the code shows that the application has it. The code counts as used.
pub async fn confirm(
    app: &App,
    signed_in: &SignedIn,
    (sealed, code): (&str, &str),
    place: &Place,
) -> Result<Confirmed, Fault> {
    let Some(seed) = opened(app, signed_in, sealed) else {
        return Ok(Confirmed::Expired);
    };
    let (user_id, now) = (signed_in.user.id.clone(), app.now());
    let Some(step) = seed.step_of(code, now)? else {
        return Ok(Confirmed::WrongCode);
    };
    let totp = Totp {
        sealed: app
            .master_key
            .seal(&kept(&user_id), seed.bytes(), &*app.random)?,
        last_step: step,
        created_at: now,
    };
    let event = event::of(app, &user_id, EventKind::TotpAdded, place);
    let letter = notice::told(app, &signed_in.user, &event)?;
    let added = app.db.write(move |tx| {
        Box::pin(async move {
            let added = store::totp::insert(tx, &user_id, &totp).await?;
            if added {
                event::record(tx, &event).await?;
                store::mail::enqueue(tx, &letter).await?;
            }
            Ok(added)
        })
    });
    let added = added.await?;
    app.mails.notify_one();
    Ok(match added {
        true => Confirmed::Added,
        false => Confirmed::Taken,
    })
}

/// Whether this is a code of this person's application, now and for the first time.
pub async fn verify(app: &App, user: &User, code: &str) -> Result<bool, Fault> {
    let Some(totp) = store::totp::find(&mut app.db.read(), &user.id).await? else {
        return Ok(false);
    };
    let seed = app.master_key.open(&kept(&user.id), &totp.sealed);
    let seed = seed.and_then(|bytes| Seed::read(&bytes));
    let seed = seed.ok_or_else(|| Fault::internal("a seed does not open under this master key"))?;
    let Some(step) = seed.step_of(code, app.now())? else {
        return Ok(false);
    };
    let user_id = user.id.clone();
    let spent = app.db.write(move |tx| {
        Box::pin(async move { store::totp::spend(tx, &user_id, totp.created_at, step).await })
    });
    spent.await
}

/// When this person set one up.
pub async fn set_up_at(app: &App, user: &User) -> Result<Option<Timestamp>, Fault> {
    let found = store::totp::find(&mut app.db.read(), &user.id).await?;
    Ok(found.map(|totp| totp.created_at))
}

/// Takes it away. False when there was none.
pub async fn remove(app: &App, user: &User, place: &Place) -> Result<bool, Fault> {
    let user_id = user.id.clone();
    let event = event::of(app, &user_id, EventKind::TotpRemoved, place);
    let letter = notice::told(app, user, &event)?;
    let removed = app.db.write(move |tx| {
        Box::pin(async move {
            let removed = store::totp::delete(tx, &user_id).await?;
            if removed {
                store::known_device::distrust(tx, &user_id).await?;
                event::record(tx, &event).await?;
                store::mail::enqueue(tx, &letter).await?;
            }
            Ok(removed)
        })
    });
    let removed = removed.await?;
    app.mails.notify_one();
    Ok(removed)
}

fn setup(app: &App, signed_in: &SignedIn, seed: &Seed, sealed: String) -> Result<Setup, Fault> {
    let uri = seed.uri(&app.config.brand.name, &signed_in.user.username)?;
    Ok(Setup {
        sealed,
        text: seed.text(),
        picture: Picture::of(&uri)?,
        uri,
    })
}

fn opened(app: &App, signed_in: &SignedIn, sealed: &str) -> Option<Seed> {
    let sealed = id::from_base64url(sealed)?;
    let plain = app.master_key.open(&travelling(signed_in), &sealed)?;
    let (seed, drawn) = plain.split_at_checked(LENGTH)?;
    let drawn = Timestamp(i64::from_be_bytes(drawn.try_into().ok()?));
    (app.now() < drawn + FRESH)
        .then(|| Seed::read(seed))
        .flatten()
}

/// What a seed on its way to the application is sealed for.
fn travelling(signed_in: &SignedIn) -> String {
    format!("TOTP to be set up in session {}", signed_in.session.id)
}

/// What a seed that is kept is sealed for.
fn kept(user_id: &str) -> String {
    format!("TOTP of {user_id}")
}
