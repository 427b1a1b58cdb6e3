//! The accounts that are signed in in one browser, and going from one to another.

use super::session::{self, SignedIn, Started};
use crate::app::App;
use crate::base::{Fault, id};
use crate::jose::digest::sha256;
use crate::store;

/// Who is signed in here, the one seen last first: in this browser since it was opened, or remembered. The secret of the device has
/// to come along in either case: the browser's is given out before anybody signs in, and whoever looked at it then could come back
/// for what was begun after.
pub async fn people(
    app: &App,
    browser: &str,
    device: Option<&str>,
) -> Result<Vec<SignedIn>, Fault> {
    let Some(device) = device else {
        return Ok(Vec::new());
    };
    let here = (sha256(browser.as_bytes()), sha256(device.as_bytes()));
    let mut read = app.db.read();
    let (now, seen) = (app.now(), session::seen(app));
    let open = store::session::of_browser(&mut read, (&here.0, &here.1), now, seen).await?;
    let mut people = Vec::new();
    for session in open {
        let user = store::user::find(&mut read, &session.user_id).await?;
        if let Some(user) = user.filter(|user| user.is_active()) {
            people.push(SignedIn { session, user });
        }
    }
    Ok(people)
}

/// Goes on as somebody else who is signed in here, under a new secret. None where they are not, or not any more.
pub async fn go_on_as(
    app: &App,
    (browser, device): (&str, Option<&str>),
    session_id: &str,
) -> Result<Option<Started>, Fault> {
    let here = people(app, browser, device).await?;
    let Some(chosen) = here
        .into_iter()
        .find(|known| known.session.id == session_id)
    else {
        return Ok(None);
    };
    let token = id::secret(&*app.random);
    let hashes = (sha256(token.as_bytes()), sha256(browser.as_bytes()));
    let (id, now) = (chosen.session.id, app.now());
    let opened = app.db.write(move |tx| {
        Box::pin(
            async move { store::session::open_anew(tx, &id, (&hashes.0, &hashes.1), now).await },
        )
    });
    Ok(opened.await?.map(|session| Started {
        session,
        user: chosen.user,
        token,
        device: device.map_or_else(|| id::secret(&*app.random), str::to_owned),
    }))
}
