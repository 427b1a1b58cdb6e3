//! `countersign user`: people's accounts.

mod about;
mod import;
mod invite;
mod reset_factors;
mod shown;
mod update;

use clap::{Args, Subcommand};
use serde_json::json;

use self::about::About;
use self::import::Import;
use self::shown::{facts, json, state, with_roles};
use super::answer::Answer;
use super::failure::Failure;
use super::start::Start;
use super::{moment, pages, password, role};
use crate::app::App;
use crate::domain::{Role, User};
use crate::identity::account::{self, NewUser};
use crate::identity::password::SHORTEST_BY_OPERATOR;
use crate::identity::session;
use crate::store;
use crate::store::role::Holder;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Make an account
    Create(Box<Create>),
    /// Take over accounts with their password hashes
    Import(Import),
    /// Change what is known of a person; only what is given
    Update(Box<update::Update>),
    /// List the accounts
    List,
    /// Show an account and its roles
    Show(Named),
    /// Shut an account; its sessions and grants end
    Disable(Named),
    /// Open a disabled account again
    Enable(Named),
    /// Delete an account and all that belongs to it
    Delete(Named),
    /// Set a password; sessions and grants end
    SetPassword(SetPassword),
    /// End all sessions; applications are told
    SignOut(Named),
    /// Let somebody make an account, by a link
    Invite(invite::Invite),
    /// List the invitations that may still be used
    Invitations,
    /// Take an invitation back
    Uninvite(invite::Uninvite),
    /// Take away passkeys, authenticator app and recovery codes of somebody who lost them
    ResetFactors(Named),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// The user name
    pub(super) name: String,
    /// The e-mail address; it works at sign-in too
    #[arg(long, value_name = "ADDRESS")]
    pub(super) email: String,
    /// The address is known to be this person's
    #[arg(long)]
    pub(super) email_verified: bool,
    /// Give this global role; may be repeated
    #[arg(long = "role", value_name = "ROLE")]
    pub(super) roles: Vec<String>,
    /// Read the password from standard input, one line
    #[arg(long)]
    pub(super) password_stdin: bool,
    /// Read the hash that another program made of it, one line
    #[arg(long, conflicts_with = "password_stdin")]
    pub(super) password_hash_stdin: bool,
    #[command(flatten)]
    pub(super) about: About,
}

#[derive(Debug, Args)]
pub(super) struct Named {
    /// A user name, an e-mail address or an id
    pub(super) name: String,
}

#[derive(Debug, Args)]
pub(super) struct SetPassword {
    /// A user name, an e-mail address or an id
    pub(super) name: String,
    /// Read the password from standard input, one line
    #[arg(long, required = true)]
    pub(super) password_stdin: bool,
}

pub(super) async fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    // Letters are sealed under the master key.
    let app = match verb {
        Verb::Invite(_) | Verb::ResetFactors(_) => start.app_with_keys().await?,
        Verb::Update(ref changes) if changes.moves() => start.app_with_keys().await?,
        _ => start.app().await?,
    };
    let answer = match verb {
        Verb::Create(new) => create(&app, *new).await,
        Verb::Import(file) => import::run(&app, &file).await,
        Verb::Update(changes) => update::run(&app, *changes).await,
        Verb::List => list(&app).await,
        Verb::Show(named) => show(&app, &named.name).await,
        Verb::Disable(named) => disable(&app, &named.name).await,
        Verb::Enable(named) => enable(&app, &named.name).await,
        Verb::Delete(named) => delete(&app, &named.name).await,
        Verb::SetPassword(change) => set_password(&app, &change.name).await,
        Verb::SignOut(named) => sign_out(&app, &named.name).await,
        Verb::Invite(new) => invite::create(&app, new).await,
        Verb::Invitations => invite::list(&app).await,
        Verb::Uninvite(named) => invite::revoke(&app, &named.id).await,
        Verb::ResetFactors(named) => reset_factors::run(&app, &named.name).await,
    };
    app.db.close().await;
    answer
}

/// The account of a user name, an e-mail address or an id.
pub(super) async fn named(app: &App, name: &str) -> Result<User, Failure> {
    let mut read = app.db.read();
    if let Some(user) = store::user::find_by_identifier(&mut read, name).await? {
        return Ok(user);
    }
    let by_id = store::user::find(&mut read, name).await?;
    by_id.ok_or_else(|| {
        Failure::of(
            "user",
            format!("there is no account '{name}'. `countersign user list` shows them."),
        )
    })
}

async fn create(app: &App, new: Create) -> Result<Answer, Failure> {
    let mut roles = Vec::new();
    for name in &new.roles {
        roles.push(role::global(app, name).await?);
    }
    let password = new.password_stdin.then(password::from_stdin).transpose()?;
    let hash = new.password_hash_stdin.then(password::hash_from_stdin);
    let hash = hash.transpose()?;
    let short = password
        .as_ref()
        .and_then(|chosen| password::warning(chosen, app.config.passwords.min_length));
    let without = (password.is_none() && hash.is_none()).then(|| {
        format!(
            "the account has no password, so nobody can sign in to it. Set one with \
             `countersign user set-password {} --password-stdin`.",
            new.name
        )
    });
    let person = NewUser {
        username: new.name,
        email: Some(new.email),
        email_verified: new.email_verified,
        about: new.about.change()?,
        password,
        password_hash: hash,
        roles,
        ..NewUser::default()
    };
    let created = account::create(app, person, SHORTEST_BY_OPERATOR).await;
    let user = created.map_err(|error| new.about.named(error))?;
    let answer = one(app, &user, format!("{} has an account.", user.username)).await?;
    Ok(answer.warn(short).warn(without))
}

async fn list(app: &App) -> Result<Answer, Failure> {
    let users = pages::all(
        |user: &User| user.username.as_str(),
        async |after: &str, most| store::user::list(&mut app.db.read(), after, most).await,
    )
    .await?;
    let row = |user: &User| {
        vec![
            user.username.clone(),
            user.email.clone().unwrap_or_default(),
            user.name().unwrap_or_default(),
            state(user).to_owned(),
            moment::text(user.created_at),
        ]
    };
    let empty = "No accounts yet. `countersign user create` makes one.";
    Ok(Answer::new(users.iter().map(json).collect()).table(
        &["USER", "E-MAIL", "NAME", "STATE", "CREATED (UTC)"],
        users.iter().map(row).collect(),
        empty,
    ))
}

async fn show(app: &App, name: &str) -> Result<Answer, Failure> {
    let user = named(app, name).await?;
    one(app, &user, user.username.clone()).await
}

async fn disable(app: &App, name: &str) -> Result<Answer, Failure> {
    let user = named(app, name).await?;
    let said = match account::disable(app, &user).await? {
        true => format!(
            "{} is disabled. All sessions, grants and API keys have ended.",
            user.username
        ),
        false => format!("{} was disabled already.", user.username),
    };
    changed(app, &user, said).await
}

async fn enable(app: &App, name: &str) -> Result<Answer, Failure> {
    let user = named(app, name).await?;
    let said = match account::enable(app, &user).await? {
        true => format!("{} is enabled and may sign in.", user.username),
        false => format!("{} was not disabled.", user.username),
    };
    changed(app, &user, said).await
}

async fn delete(app: &App, name: &str) -> Result<Answer, Failure> {
    let user = named(app, name).await?;
    if !account::delete(app, &user).await? {
        return Err(Failure::of(
            "user",
            format!("'{name}' was deleted by somebody else just now."),
        ));
    }
    let json = json!({"id": user.id, "username": user.username, "deleted": true});
    Ok(Answer::new(json).line(format!(
        "{} is deleted, with all sessions, grants and API keys.",
        user.username
    )))
}

async fn set_password(app: &App, name: &str) -> Result<Answer, Failure> {
    let user = named(app, name).await?;
    let chosen = password::from_stdin()?;
    account::set_password(app, &user, &chosen, (SHORTEST_BY_OPERATOR, None), None).await?;
    let said = format!(
        "{} has a new password. All sessions, grants and API keys have ended.",
        user.username
    );
    let short = password::warning(&chosen, app.config.passwords.min_length);
    Ok(changed(app, &user, said).await?.warn(short))
}

async fn sign_out(app: &App, name: &str) -> Result<Answer, Failure> {
    let user = named(app, name).await?;
    let ended = session::end_all(app, &user.id).await?;
    let said = match ended {
        0 => format!("{} is signed in nowhere.", user.username),
        1 => format!("{} is signed out: one session has ended.", user.username),
        more => format!(
            "{} is signed out: {more} sessions have ended.",
            user.username
        ),
    };
    let json = json!({"id": user.id, "username": user.username, "sessions_ended": ended});
    Ok(Answer::new(json).line(said))
}

/// After a change: a sentence for people, the account as it is now for machines.
async fn changed(app: &App, user: &User, said: String) -> Result<Answer, Failure> {
    let now = named(app, &user.id).await?;
    Ok(Answer::new(with_roles(&now, &held(app, &now).await?)).line(said))
}

async fn one(app: &App, user: &User, said: String) -> Result<Answer, Failure> {
    let roles = held(app, user).await?;
    let facts = facts(user, &roles);
    Ok(Answer::new(with_roles(user, &roles))
        .line(said)
        .facts(facts))
}

async fn held(app: &App, user: &User) -> Result<Vec<Role>, Failure> {
    Ok(store::role::held_by(&mut app.db.read(), &Holder::User(user.id.clone())).await?)
}
