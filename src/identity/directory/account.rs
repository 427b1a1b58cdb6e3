//! The account here of somebody in the directory: made at the first sign-in, the same ever after.

use super::{PROVIDER, Roles, whose};
use crate::app::App;
use crate::base::{Fault, Timestamp, text};
use crate::directory::Entry;
use crate::domain::{ChangeError, EventKind, Rejected, User};
use crate::identity::account::{self, NewUser};
use crate::identity::session::Place;
use crate::identity::{event, linked_role};
use crate::store;
use crate::store::linked_account::{self, LinkedAccount};
use crate::store::sql::Tx;

/// The account of who has just shown the entry's password, with what its groups give. A refusal is for the log.
pub(super) async fn settled(
    app: &App,
    (entry, user): (&Entry, Option<User>),
    place: &Place,
    roles: Roles,
) -> Result<Result<User, &'static str>, Fault> {
    match user {
        // Stays as it is; whoever it belongs to learns at the door that it is disabled.
        Some(user) if !user.is_active() => Ok(Ok(user)),
        Some(user) => met_again(app, entry, user, roles).await,
        None if app.config.directory.provision => met_first(app, entry, place, roles).await,
        None => Ok(Err(
            "in the directory, but without an account here, and `directory.provision` makes none",
        )),
    }
}

/// Somebody who was here before: what they are called there may have changed, and so may their groups.
async fn met_again(
    app: &App,
    entry: &Entry,
    mut user: User,
    roles: Roles,
) -> Result<Result<User, &'static str>, Fault> {
    let (link, now) = (link(entry, &user, app.now()), app.now());
    let (id, renamed) = (user.id.clone(), renamed(entry, &user));
    let name = renamed.clone();
    let used = app.db.write(move |tx| {
        Box::pin(async move {
            if !linked_account::used(tx, &link, now).await? {
                return Ok((false, false));
            }
            linked_role::settle(tx, (PROVIDER, &link.subject), &roles).await?;
            let took = match &name {
                Some(name) => store::user::rename(tx, &id, name, now).await?,
                None => false,
            };
            Ok((true, took))
        })
    });
    let (used, took) = used.await?;
    if !used {
        return Ok(Err("its link to the directory was taken away meanwhile"));
    }
    if let Some(name) = renamed {
        match took {
            true => user.username = name,
            false => tracing::warn!(
                user = user.id,
                "the entry has another name in the directory, which somebody else has here"
            ),
        }
    }
    Ok(Ok(user))
}

/// Somebody who was not here before.
async fn met_first(
    app: &App,
    entry: &Entry,
    place: &Place,
    roles: Roles,
) -> Result<Result<User, &'static str>, Fault> {
    let Some(username) = entry.usernames.first() else {
        return Ok(Err(
            "the entry has no name: see `directory.username_attribute`",
        ));
    };
    let mail = entry.mail.clone().filter(|mail| text::is_email(mail));
    let new = NewUser {
        username: username.clone(),
        email_verified: mail.is_some() && app.config.directory.email_verified,
        email: mail,
        given_name: entry.given_name.clone(),
        family_name: entry.family_name.clone(),
        ..NewUser::default()
    };
    let user = match account::prepare(app, new, 0).await {
        Ok((user, _)) => user,
        Err(ChangeError::Rejected(rejected)) => return Ok(Err(refused(entry, &rejected))),
        Err(ChangeError::Fault(fault)) => return Err(fault),
    };
    match make(app, &user, (entry, place), roles.clone()).await? {
        Ok(()) => {
            tracing::info!(user = user.id, "account made for an entry of the directory");
            Ok(Ok(user))
        }
        // Somebody was faster, in another window; or the name is another's.
        Err(rejected) => match whose(app, entry).await? {
            Some(user) => met_again(app, entry, user, roles).await,
            None => Ok(Err(refused(entry, &rejected))),
        },
    }
}

/// The account, its link and its roles, all of it or nothing.
async fn make(
    app: &App,
    user: &User,
    (entry, place): (&Entry, &Place),
    roles: Roles,
) -> Result<Result<(), Rejected>, Fault> {
    let (link, row, now) = (link(entry, user, app.now()), user.clone(), app.now());
    let said = [EventKind::AccountCreated, EventKind::AccountLinked]
        .map(|kind| event::of(app, &user.id, kind, place).with("provider", PROVIDER));
    let made = app.db.write(move |tx: &mut Tx| {
        Box::pin(async move {
            if let Err(rejected) = account::insert(tx, &row, &[]).await? {
                return Ok(Err(rejected));
            }
            if !linked_account::insert(tx, &link).await? {
                store::user::delete(tx, &row.id, now).await?;
                return Ok(Err(Rejected::new("username", "account-taken")));
            }
            linked_role::settle(tx, (PROVIDER, &link.subject), &roles).await?;
            for event in &said {
                event::record(tx, event).await?;
            }
            Ok(Ok(()))
        })
    });
    made.await
}

fn link(entry: &Entry, user: &User, now: Timestamp) -> LinkedAccount {
    LinkedAccount {
        provider: PROVIDER.to_owned(),
        subject: entry.id.clone(),
        user_id: user.id.clone(),
        label: entry.usernames.first().cloned().unwrap_or_default(),
        tokens: None,
        linked_at: now,
        last_used_at: None,
    }
}

/// The name that an account is to have now, where the entry's is another and could be one.
fn renamed(entry: &Entry, user: &User) -> Option<String> {
    let key = text::key(&user.username);
    if entry.usernames.iter().any(|name| text::key(name) == key) {
        return None;
    }
    let name = entry.usernames.first()?;
    account::check_username(name).is_ok().then(|| name.clone())
}

/// Whoever runs this server has to do something about it; nobody else may learn of it.
fn refused(entry: &Entry, rejected: &Rejected) -> &'static str {
    tracing::warn!(
        entry = entry.id,
        field = rejected.field,
        "no account is made for an entry of the directory: {rejected} If an account here has that name or address, it is not \
         taken over: rename or delete it, or change the entry"
    );
    "no account could be made for it"
}
