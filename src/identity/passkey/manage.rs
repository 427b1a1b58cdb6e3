//! A person's passkeys: the list, their names, their end. The last way to sign in stays.

use super::relying_party;
use crate::app::App;
use crate::base::{Fault, text};
use crate::domain::{ChangeError, EventKind, Passkey, Rejected, User};
use crate::identity::session::Place;
use crate::identity::{event, notice};
use crate::store::sql::Tx;
use crate::store::{self, factor, passkey};

const LONGEST_NAME: usize = 80;

/// A person's passkeys, the newest first.
pub async fn of_user(app: &App, user_id: &str) -> Result<Vec<Passkey>, Fault> {
    passkey::of_user(&mut app.db.read(), user_id).await
}

/// Calls one otherwise.
pub async fn rename(
    app: &App,
    user: &User,
    (id, name): (&str, &str),
    place: &Place,
) -> Result<Passkey, ChangeError> {
    let (user_id, id, name) = (user.id.clone(), id.to_owned(), readable(name)?);
    let event = event::of(app, &user_id, EventKind::PasskeyRenamed, place).with("name", &name);
    let renamed = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &user_id).await?;
            let all = passkey::of_user(tx, &user_id).await?;
            let Some(one) = all.iter().find(|passkey| passkey.id == id) else {
                return Ok(Err(no_such_passkey()));
            };
            let others = all.iter().filter(|passkey| passkey.id != id);
            if is_taken(&name, others) {
                return Ok(Err(Rejected::new("name", "passkey-name-taken")));
            }
            passkey::rename(tx, &one.id, &name).await?;
            event::record(tx, &event).await?;
            Ok(Ok(Passkey {
                name,
                ..one.clone()
            }))
        })
    });
    Ok(renamed.await??)
}

/// Removes one, and returns what it was.
pub async fn remove(
    app: &App,
    user: &User,
    id: &str,
    place: &Place,
) -> Result<Passkey, ChangeError> {
    let all = of_user(app, &user.id).await?;
    let found = all.into_iter().find(|passkey| passkey.id == id);
    let removed = found.ok_or_else(no_such_passkey)?;
    let event = event::of(app, &user.id, EventKind::PasskeyRemoved, place);
    let event = event.with("name", &removed.name);
    let told = notice::told(app, user, &event)?;
    let one = removed.clone();
    // What was left behind at another host is no way in.
    let own = relying_party::id(app).filter(|own| *own == one.rp_id);
    let done = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &one.user_id).await?;
            if let Some(own) = own
                && is_last_way(tx, &one.user_id, &own).await?
            {
                return Ok(Err(Rejected::new("", "passkey-last-way")));
            }
            if !passkey::delete(tx, &one.id).await? {
                return Ok(Err(no_such_passkey()));
            }
            // What a device was trusted with may be gone with it.
            store::known_device::distrust(tx, &one.user_id).await?;
            event::record(tx, &event).await?;
            store::mail::enqueue(tx, &told).await?;
            Ok(Ok(()))
        })
    });
    done.await??;
    app.mails.notify_one();
    Ok(removed)
}

/// Whether somebody could sign in no more without one of their passkeys.
async fn is_last_way(tx: &mut Tx, user_id: &str, rp_id: &str) -> Result<bool, Fault> {
    let has_password = store::user::find(tx, user_id)
        .await?
        .is_some_and(|user| user.password_hash.is_some());
    let counted = factor::counted(tx, user_id, Some(rp_id)).await?;
    let elsewhere = counted.linked_accounts + counted.directory;
    Ok(!has_password && counted.passkeys <= 1 && elsewhere == 0)
}

pub(super) fn readable(name: &str) -> Result<String, Rejected> {
    let name = name.trim();
    let odd = |c: char| c.is_control() || text::is_unseen(c);
    if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.chars().any(odd) {
        return Err(Rejected::new("name", "passkey-name-length").with("most", LONGEST_NAME));
    }
    Ok(name.to_owned())
}

/// The name, or where another has it, the name with the next number behind it.
pub(super) fn free(name: &str, others: &[Passkey]) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while is_taken(&free, others.iter()) {
        free = format!("{name} {number}");
        number += 1;
    }
    free
}

fn is_taken<'p>(name: &str, mut others: impl Iterator<Item = &'p Passkey>) -> bool {
    let name = text::key(name);
    others.any(|other| text::key(&other.name) == name)
}

fn no_such_passkey() -> Rejected {
    Rejected::new("id", "passkey-unknown")
}
