//! What is known of a person, and how it changes. A change is made to what is stored at that moment, so that of two at once
//! neither undoes what only the other was about.

use crate::app::App;
use crate::domain::{ChangeError, Detail, Event, Rejected, User};
use crate::store;

/// Details to be set, in this order; empty ones are taken away, and those not named stay.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub details: Vec<(Detail, String)>,
    /// Whether the phone number is known to be this person's.
    pub phone_verified: Option<bool>,
}

impl Change {
    pub(super) fn apply(&self, user: &mut User) -> Result<(), Rejected> {
        for (detail, text) in &self.details {
            user.set(*detail, text)?;
        }
        if let Some(verified) = self.phone_verified {
            if verified && user.phone_number.is_none() {
                return Err(Rejected::new("phone_number_verified", "account-no-phone"));
            }
            user.phone_number_verified = verified;
        }
        Ok(())
    }
}

/// Changes what is known of a person, all of it or nothing.
pub async fn change(app: &App, user_id: &str, change: Change) -> Result<User, ChangeError> {
    change_told(app, user_id, change, None).await
}

/// The same, and writes down what happened.
pub async fn change_told(
    app: &App,
    user_id: &str,
    change: Change,
    event: Option<Event>,
) -> Result<User, ChangeError> {
    let (id, now) = (user_id.to_owned(), app.now());
    let changed = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &id).await?;
            let Some(mut user) = store::user::find(tx, &id).await? else {
                return Ok(Err(Rejected::new("", "account-deleted")));
            };
            if let Err(rejected) = change.apply(&mut user) {
                return Ok(Err(rejected));
            }
            store::user::set_details(tx, &user, now).await?;
            user.updated_at = now;
            if let Some(event) = event {
                super::event::record(tx, &event).await?;
            }
            Ok(Ok(user))
        })
    });
    Ok(changed.await??)
}
