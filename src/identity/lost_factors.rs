//! The last way back for somebody who lost their second factor and has no recovery code: an operator, who knows the person by other
//! means, takes the factors away. What remains is the password; the person is told.

use super::event;
use super::session::Place;
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Event, EventKind, User};
use crate::store;
use crate::store::factor::{self, Forgotten};

/// Takes away every second factor. Sessions end too: who has the lost device may be signed in on it.
pub async fn forget(app: &App, user: &User, place: &Place) -> Result<Forgotten, Fault> {
    let (id, now) = (user.id.clone(), app.now());
    let passkey = event::of(app, &id, EventKind::PasskeyRemoved, place);
    let totp = event::of(app, &id, EventKind::TotpRemoved, place);
    let ids = (app.random.clone(), passkey, totp);
    let forgotten = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &id).await?;
            let forgotten = factor::forget(tx, &id).await?;
            store::session::end_others(tx, &id, "", now).await?;
            let (random, passkey, totp) = ids;
            for name in &forgotten.passkeys {
                let event = Event {
                    id: crate::base::id::id(&*random),
                    ..passkey.clone()
                };
                event::record(tx, &event.with("name", name)).await?;
            }
            if forgotten.totp {
                event::record(tx, &totp).await?;
            }
            Ok(forgotten)
        })
    });
    let forgotten = forgotten.await?;
    app.logouts.notify_one();
    Ok(forgotten)
}
