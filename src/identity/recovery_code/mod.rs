//! Recovery codes: a set of ten that a person keeps apart, each of which stands in for a second factor once (NIST SP 800-63B-4
//! section 3.1.2, look-up secrets). Random, so a plain hash keeps them.

mod text;

pub use text::read;

use super::session::Place;
use super::{event, notice};
use crate::app::App;
use crate::base::Fault;
use crate::domain::{EventKind, User};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::recovery_code::Counted;

/// How many make a set.
const SET: usize = 10;

/// As few as this, and a person is told to make a new set.
pub const FEW: i64 = 3;

/// Makes a new set, which replaces the one that there was. Nobody can show its codes again.
pub async fn make(app: &App, user: &User, place: &Place) -> Result<Vec<String>, Fault> {
    let codes: Vec<String> = (0..SET).map(|_| text::new(&*app.random)).collect();
    let hashes: Vec<[u8; 32]> = codes.iter().map(|code| sha256(code.as_bytes())).collect();
    let (user_id, now) = (user.id.clone(), app.now());
    let event = event::of(app, &user_id, EventKind::RecoveryCodesMade, place);
    let letter = notice::told(app, user, &event)?;
    let made = app.db.write(move |tx| {
        Box::pin(async move {
            store::recovery_code::delete(tx, &user_id).await?;
            // Whoever found the set before may have made a device of theirs a trusted one with it.
            store::known_device::distrust(tx, &user_id).await?;
            for hash in &hashes {
                store::recovery_code::insert(tx, &user_id, hash, now).await?;
            }
            event::record(tx, &event).await?;
            store::mail::enqueue(tx, &letter).await
        })
    });
    made.await?;
    app.mails.notify_one();
    Ok(codes)
}

/// Uses one up. False when it is none of this person's, or was used before.
pub async fn use_up(app: &App, user: &User, typed: &str, place: &Place) -> Result<bool, Fault> {
    let Some(code) = text::read(typed) else {
        return Ok(false);
    };
    let (user_id, hash, now) = (user.id.clone(), sha256(code.as_bytes()), app.now());
    let event = event::of(app, &user_id, EventKind::RecoveryCodeUsed, place);
    let letter = notice::told(app, user, &event)?;
    let used = app.db.write(move |tx| {
        Box::pin(async move {
            if !store::recovery_code::use_up(tx, &user_id, &hash, now).await? {
                return Ok(false);
            }
            let left = left(store::recovery_code::counted(tx, &user_id).await?);
            event::record(tx, &event.with("left", &left.to_string())).await?;
            store::mail::enqueue(tx, &letter).await?;
            Ok(true)
        })
    });
    let used = used.await?;
    app.mails.notify_one();
    Ok(used)
}

/// The set that a person has.
pub async fn of(app: &App, user: &User) -> Result<Counted, Fault> {
    store::recovery_code::counted(&mut app.db.read(), &user.id).await
}

/// How many of a set were not used.
pub fn left(counted: Counted) -> i64 {
    counted.made - counted.used
}
