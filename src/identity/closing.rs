//! The end of an account by its own person. Everything goes with it; its identifier is random and is never given to anybody
//! else. The last administrator stays: without one, nobody could make another.

use super::notice;
use super::session::Place;
use crate::app::App;
use crate::domain::{ChangeError, Rejected, Role, User};
use crate::store::role::{self, Holder};
use crate::store::{self, mail};

/// Deletes the account, and sends word of it to its address. Its clients are told that its sessions have ended.
pub async fn close(app: &App, user: &User, place: &Place) -> Result<(), ChangeError> {
    let letter = notice::farewell(app, user, place)?;
    let (id, now) = (user.id.clone(), app.now());
    let closed = app.db.write(move |tx| {
        Box::pin(async move {
            let holder = Holder::User(id.clone());
            let held = role::held_by(tx, &holder).await?;
            if held.iter().any(is_administrator) {
                // Of two who go at once, the second sees that the first has gone.
                role::hold(tx, Role::ADMINISTRATOR).await?;
                if !role::others_hold(tx, Role::ADMINISTRATOR, &id).await? {
                    return Ok(Err(Rejected::new("", "account-delete-last-administrator")));
                }
            }
            store::user::delete(tx, &id, now).await?;
            mail::enqueue(tx, &letter).await?;
            Ok(Ok(()))
        })
    });
    closed.await??;
    app.logouts.notify_one();
    app.mails.notify_one();
    Ok(())
}

fn is_administrator(role: &Role) -> bool {
    role.resource.is_empty() && role.name == Role::ADMINISTRATOR
}
