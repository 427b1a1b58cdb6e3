//! Making an account for somebody who came from a provider whose people get one.

use super::linking::Link;
use super::{Trouble, Visitor, claims};
use crate::app::App;
use crate::base::{Fault, id};
use crate::config::Provider;
use crate::domain::{ChangeError, EventKind, User};
use crate::identity::account::{self, NewUser};
use crate::identity::session::Place;
use crate::identity::{event, linked_role};
use crate::store;
use crate::store::linked_account;

/// Names that are tried: as they come, with numbers, with letters drawn at random.
const NUMBERED: usize = 9;
const TRIES: usize = 20;
/// What is left of a name, so that something can follow it.
const LONGEST_BASE: usize = 48;

enum Made {
    New,
    NameTaken,
    /// Somebody was faster, in another window.
    Known(String),
}

/// The account, its link and its roles, all of it or nothing.
pub(super) async fn create(
    app: &App,
    provider: &Provider,
    visitor: &Visitor,
    (place, link): (&Place, Link),
) -> Result<User, Trouble> {
    for number in 1..=TRIES {
        let new = NewUser {
            username: name(app, visitor, number),
            email: visitor.proven_email().map(str::to_owned),
            email_verified: visitor.proven_email().is_some(),
            given_name: visitor.given_name.clone(),
            family_name: visitor.family_name.clone(),
            ..NewUser::default()
        };
        let (user, _) = match account::prepare(app, new, 0).await {
            Ok(prepared) => prepared,
            Err(ChangeError::Fault(fault)) => return Err(fault.into()),
            Err(ChangeError::Rejected(rejected)) => {
                return Err(Trouble::disbelieved(format_args!(
                    "no account can be made: {rejected}"
                )));
            }
        };
        match make(app, &user, place, &link).await? {
            Made::New => {
                tracing::info!(user = user.id, provider = provider.id, "account made");
                return Ok(user);
            }
            Made::NameTaken => {}
            Made::Known(user_id) => {
                let known = store::user::find(&mut app.db.read(), &user_id).await?;
                return known.ok_or(Trouble::Lost("the account was deleted meanwhile"));
            }
        }
    }
    Err(Fault::unavailable("no name is free for a new account").into())
}

async fn make(app: &App, user: &User, place: &Place, link: &Link) -> Result<Made, Fault> {
    let (user, row, given) = (user.clone(), link.to(user), link.roles.clone());
    let mut said = [EventKind::AccountCreated, EventKind::AccountLinked]
        .map(|kind| event::of(app, &user.id, kind, place));
    for event in &mut said {
        event
            .detail
            .insert("provider".to_owned(), link.shown.clone());
    }
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(known) = linked_account::find(tx, &row.provider, &row.subject).await? {
                    return Ok(Made::Known(known.user_id));
                }
                if account::insert(tx, &user, &[]).await?.is_err() {
                    return Ok(Made::NameTaken);
                }
                if !linked_account::insert(tx, &row).await? {
                    // Two at once: the other has the link, and so the account.
                    store::user::delete(tx, &user.id, now).await?;
                    return Ok(Made::NameTaken);
                }
                linked_role::settle(tx, (&row.provider, &row.subject), &given).await?;
                for event in &said {
                    event::record(tx, event).await?;
                }
                Ok(Made::New)
            })
        })
        .await
}

/// What the account could be called, at the `number`th try.
fn name(app: &App, visitor: &Visitor, number: usize) -> String {
    let known = [
        visitor.username.as_deref(),
        visitor.proven_email(),
        visitor.given_name.as_deref(),
    ];
    let mut names = known.into_iter().flatten().filter_map(claims::username);
    let base: String = match names.next() {
        Some(name) => name.chars().take(LONGEST_BASE).collect(),
        None => "user".to_owned(),
    };
    match number {
        1 => base,
        2..=NUMBERED => format!("{base}{number}"),
        _ => {
            let drawn = id::id(&*app.random);
            format!("{base}-{}", drawn.get(..6).unwrap_or(&drawn))
        }
    }
}
