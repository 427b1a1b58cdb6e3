//! Making, disabling and deleting accounts. Whatever takes an account away takes its sessions, grants and API keys in the same
//! transaction, so the next request on any node is refused.

use secrecy::SecretString;

use super::password::{self, Imported};
use super::profile::Change;
use super::session::Place;
use super::sign_in::Holds;
use super::{event, notice};
use crate::app::App;
use crate::base::{Fault, Timestamp, id, text};
use crate::domain::{ChangeError, Detail, Details, EventKind, Rejected, Role, User};
use crate::store;
use crate::store::role::Holder;
use crate::store::sql::Tx;

/// An account to be made.
#[derive(Debug, Default)]
pub struct NewUser {
    pub username: String,
    pub email: Option<String>,
    pub email_verified: bool,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    /// What else is known of the person.
    pub about: Change,
    pub password: Option<SecretString>,
    /// The hash of its password that another program made, where no password is given.
    pub password_hash: Option<Imported>,
    /// What it holds from the start.
    pub roles: Vec<Role>,
}

/// Whether an account could be made of this, as far as can be told without the others and without its password.
pub fn check(app: &App, new: &NewUser) -> Result<(), Rejected> {
    check_names(new)?;
    user(app, new).map(|_| ())
}

/// Makes an account. `shortest` is the least length of its password.
pub async fn create(app: &App, new: NewUser, shortest: usize) -> Result<User, ChangeError> {
    let (user, roles) = prepare(app, new, shortest).await?;
    let row = user.clone();
    app.db
        .write(move |tx| Box::pin(async move { insert(tx, &row, &roles).await }))
        .await??;
    Ok(user)
}

/// Checks a new account and hashes its password: all that must not happen inside a transaction.
pub(crate) async fn prepare(
    app: &App,
    new: NewUser,
    shortest: usize,
) -> Result<(User, Vec<Role>), ChangeError> {
    check_names(&new)?;
    let mut user = user(app, &new)?;
    user.password_hash = match &new.password {
        Some(chosen) => {
            password::acceptable(app, chosen, shortest, &user).await?;
            Some(password::hash(app, chosen).await?)
        }
        None => new.password_hash.map(Imported::into_stored),
    };
    Ok((user, new.roles))
}

/// The account without a password.
fn user(app: &App, new: &NewUser) -> Result<User, Rejected> {
    let now = app.now();
    let mut user = User {
        id: id::id(&*app.random),
        username: new.username.trim().to_owned(),
        email: new.email.as_ref().map(|email| email.trim().to_owned()),
        email_verified: new.email_verified,
        given_name: None,
        family_name: None,
        phone_number: None,
        phone_number_verified: false,
        address: Details::default(),
        profile: Details::default(),
        picture_id: None,
        password_hash: None,
        terms_version: None,
        disabled_at: None,
        created_at: now,
        updated_at: now,
    };
    user.set(
        Detail::GivenName,
        new.given_name.as_deref().unwrap_or_default(),
    )?;
    user.set(
        Detail::FamilyName,
        new.family_name.as_deref().unwrap_or_default(),
    )?;
    new.about.apply(&mut user)?;
    Ok(user)
}

pub(crate) async fn insert(
    tx: &mut Tx,
    user: &User,
    roles: &[Role],
) -> Result<Result<(), Rejected>, Fault> {
    // A name that is somebody's address, or the reverse, would make sign-in ambiguous.
    for (field, name) in [
        ("username", Some(&user.username)),
        ("email", user.email.as_ref()),
    ] {
        let Some(name) = name else { continue };
        if store::user::find_by_identifier(tx, name).await?.is_some() {
            return Ok(Err(
                Rejected::new(field, "account-name-taken").with("name", name)
            ));
        }
    }
    if !store::user::insert(tx, user).await? {
        return Ok(Err(Rejected::new("username", "account-taken")));
    }
    for role in roles {
        store::role::grant(tx, role, &Holder::User(user.id.clone())).await?;
    }
    Ok(Ok(()))
}

/// Sets a password. All other sessions of the person, what clients were granted before, and API keys end with it: whoever
/// knew the password before may have made any of them. With a `place` it is the person who changes it there, and they are told.
pub async fn set_password(
    app: &App,
    user: &User,
    chosen: &SecretString,
    (shortest, kept_session): (usize, Option<&str>),
    place: Option<&Place>,
) -> Result<(), ChangeError> {
    let hash = chosen_hash(app, user, chosen, shortest).await?;
    let told = place.map(|place| {
        let event = event::of(app, &user.id, EventKind::PasswordChanged, place);
        notice::told(app, user, &event).map(|letter| (event, letter))
    });
    let told = told.transpose()?;
    let (id, now, kept) = (
        user.id.clone(),
        app.now(),
        kept_session.unwrap_or_default().to_owned(),
    );
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some((event, letter)) = &told {
                    event::record(tx, event).await?;
                    store::mail::enqueue(tx, letter).await?;
                }
                put_password(tx, &id, (&hash, &kept), now).await
            })
        })
        .await?;
    app.logouts.notify_one();
    app.mails.notify_one();
    Ok(())
}

/// How long a password has to be that this person chooses.
pub async fn shortest(app: &App, user: &User) -> Result<usize, Fault> {
    let with_second_factor = Holds::of(app, user).await?.has_second();
    Ok(app.config.passwords.shortest(with_second_factor))
}

/// Checks and hashes a password that somebody has chosen: all that must not happen inside a transaction.
pub(super) async fn chosen_hash(
    app: &App,
    user: &User,
    chosen: &SecretString,
    shortest: usize,
) -> Result<String, ChangeError> {
    password::acceptable(app, chosen, shortest, user).await?;
    Ok(password::hash(app, chosen).await?)
}

/// Stores a password's hash, and ends what whoever knew the one before may have made, but the session `kept`.
pub(super) async fn put_password(
    tx: &mut Tx,
    user_id: &str,
    (hash, kept): (&str, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    store::user::set_password(tx, user_id, hash, now).await?;
    end_everything(tx, user_id, kept, now).await
}

/// False when it was disabled already.
pub async fn disable(app: &App, user: &User) -> Result<bool, Fault> {
    let (id, now) = (user.id.clone(), app.now());
    let changed = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let changed = store::user::disable(tx, &id, now).await?;
                end_everything(tx, &id, "", now).await?;
                Ok(changed)
            })
        })
        .await?;
    app.logouts.notify_one();
    Ok(changed)
}

/// False when it was not disabled.
pub async fn enable(app: &App, user: &User) -> Result<bool, Fault> {
    let (id, now) = (user.id.clone(), app.now());
    app.db
        .write(move |tx| Box::pin(async move { store::user::enable(tx, &id, now).await }))
        .await
}

pub async fn delete(app: &App, user: &User) -> Result<bool, Fault> {
    let (id, now) = (user.id.clone(), app.now());
    let deleted = app
        .db
        .write(move |tx| Box::pin(async move { store::user::delete(tx, &id, now).await }))
        .await?;
    app.logouts.notify_one();
    Ok(deleted)
}

/// All but the session `kept`.
async fn end_everything(
    tx: &mut Tx,
    user_id: &str,
    kept: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    store::session::end_others(tx, user_id, kept, now).await?;
    store::grant::revoke_of_user(tx, user_id, now).await?;
    store::known_device::distrust(tx, user_id).await?;
    store::api_key::revoke_of_user(tx, user_id, now).await
}

fn check_names(new: &NewUser) -> Result<(), Rejected> {
    check_username(&new.username)?;
    if let Some(email) = &new.email
        && !text::is_email(email.trim())
    {
        return Err(Rejected::new("email", "account-email-form"));
    }
    Ok(())
}

/// Whether an account can be called so.
pub(super) fn check_username(name: &str) -> Result<(), Rejected> {
    let name = name.trim();
    let odd = |c: char| c.is_control() || c.is_whitespace() || text::is_unseen(c);
    if text::key(name).is_empty() || name.chars().count() > 64 || name.chars().any(odd) {
        return Err(Rejected::new("username", "account-username-form"));
    }
    Ok(())
}
