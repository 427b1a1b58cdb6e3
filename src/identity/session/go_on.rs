//! What a session that begins goes on with: the one that the browser holds of the same person, or one of theirs that is open there
//! all the same; and which others have room beside it.

use super::SignedIn;
use super::begin::{Beginning, Beginnings};
use crate::base::Fault;
use crate::domain::{Authentication, Proof, Session};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::sql::Tx;

/// The session that is held, if it is of the same person.
pub(super) fn own(beginning: &Beginning) -> Option<&SignedIn> {
    let held = beginning.held.as_ref();
    held.filter(|held| held.user.id == beginning.user.id)
}

/// What somebody who has shown these may be said to have done.
pub(super) fn said_of(proofs: &[Proof]) -> Result<Authentication, Fault> {
    let nothing = || Fault::internal("a session was begun with nothing shown");
    Authentication::of(proofs).ok_or_else(nothing)
}

/// The session of the same person that goes on: the one that the browser sent, which has ended if it does not; else the one that is
/// open in this browser all the same.
pub(super) async fn gone_on(
    tx: &mut Tx,
    beginnings: &Beginnings,
) -> Result<Option<Session>, Fault> {
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
    let (browser, device) = here(beginnings);
    let (whose, now) = (&anew.user_id, anew.created_at);
    match store::session::of_person_here(tx, whose, (&browser, &device), now, seen).await? {
        Some(open) => store::session::renew(tx, &open.id, anew, token_hash, seen).await,
        None => Ok(None),
    }
}

/// A session beside the one that was held, or after it: whoever ended that one ended what was shown in it too. None where without it
/// too little was shown.
pub(super) fn begun_alone(beginnings: &Beginnings) -> Result<Option<Session>, Fault> {
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
pub(super) async fn make_room(
    tx: &mut Tx,
    beginnings: &Beginnings,
    begun: &Session,
) -> Result<(), Fault> {
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
    let (browser, device) = here(beginnings);
    let (now, seen) = (beginnings.session.created_at, beginnings.seen);
    store::session::of_browser(tx, (&browser, &device), now, seen).await
}

/// By what this browser and its device are known.
fn here(beginnings: &Beginnings) -> ([u8; 32], [u8; 32]) {
    let browser = sha256(beginnings.beginning.browser.as_bytes());
    (browser, sha256(beginnings.device.as_bytes()))
}
