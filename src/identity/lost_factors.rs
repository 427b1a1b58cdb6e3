//! The last way back for somebody who lost their second factor and has no recovery code: an operator, who knows the person by other
//! means, takes the factors away. What remains is the password; the person is told.

use super::session::Place;
use super::{event, notice};
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Event, EventKind, User};
use crate::store;
use crate::store::factor::{self, SecondFactors};
use crate::store::mail::Posted;

/// Takes away every second factor. Sessions end too: who has the lost device may be signed in on it.
pub async fn forget(app: &App, user: &User, place: &Place) -> Result<SecondFactors, Fault> {
    let (id, now) = (user.id.clone(), app.now());
    let held = factor::held(&mut app.db.read(), &id).await?;
    let told = told(app, user, &held, place)?;
    let forgotten = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &id).await?;
            let forgotten = factor::forget(tx, &id).await?;
            store::known_device::distrust(tx, &id).await?;
            store::session::end_others(tx, &id, "", now).await?;
            for (event, letter) in &told {
                event::record(tx, event).await?;
                store::mail::enqueue(tx, letter).await?;
            }
            Ok(forgotten)
        })
    });
    let forgotten = forgotten.await?;
    app.logouts.notify_one();
    app.mails.notify_one();
    Ok(forgotten)
}

/// An event for each factor that is taken away, and word of it.
fn told(
    app: &App,
    user: &User,
    held: &SecondFactors,
    place: &Place,
) -> Result<Vec<(Event, Option<Posted>)>, Fault> {
    let passkeys = held.passkeys.iter().map(|name| {
        let event = event::of(app, &user.id, EventKind::PasskeyRemoved, place);
        event.with("name", name)
    });
    let totp = held
        .totp
        .then(|| event::of(app, &user.id, EventKind::TotpRemoved, place));
    let events = passkeys.chain(totp);
    let told = events.map(|event| Ok((event.clone(), notice::told(app, user, &event)?)));
    told.collect()
}
