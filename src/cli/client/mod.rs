//! `countersign client`: applications that ask for tokens.

mod description;
mod register;
mod shown;
mod token;

use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use self::register::{Create, Update};
use self::shown::{facts, grants, json, listed, state};
use super::answer::Answer;
use super::failure::Failure;
use super::start::{self, Start};
use super::{moment, pages, role};
use crate::app::App;
use crate::domain::Client;
use crate::oauth::client_secret;
use crate::oauth::registration::{self, metadata};
use crate::store;
use crate::store::role::Holder;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Register an application; its secret is shown once
    Create(Box<Create>),
    /// Change what an application is; only what is given
    Update(Box<Update>),
    /// List the applications
    List,
    /// Show an application, its roles and its secrets' ends
    Show(Named),
    /// Refuse an application all tokens
    Disable(Named),
    /// Let a disabled application have tokens again
    Enable(Named),
    /// Give an application another secret, shown once
    RotateSecret(RotateSecret),
    /// Delete an application and all that was granted to it
    Delete(Named),
    /// Tokens with which others may register applications
    #[command(subcommand)]
    Token(token::Verb),
}

#[derive(Debug, Args)]
pub(super) struct Named {
    /// The client's identifier
    pub(super) id: String,
}

#[derive(Debug, Args)]
pub(super) struct RotateSecret {
    /// The client's identifier
    pub(super) id: String,
    /// How long the secret before stays good; 0s ends it at once
    #[arg(long, value_name = "SPAN", default_value = "24h", value_parser = crate::config::parse_duration)]
    pub(super) overlap: Duration,
}

pub(super) async fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    let app = start.app().await?;
    let answer = match verb {
        Verb::Create(new) => register::create(app.clone(), *new).await,
        Verb::Update(changes) => register::update(app.clone(), *changes).await,
        Verb::List => list(&app).await,
        Verb::Show(named) => show(&app, &named.id).await,
        Verb::Disable(named) => disable(&app, &named.id).await,
        Verb::Enable(named) => enable(&app, &named.id).await,
        Verb::RotateSecret(rotate) => rotate_secret(app.clone(), &rotate).await,
        Verb::Delete(named) => delete(&app, &named.id).await,
        Verb::Token(verb) => token::run(&app, verb).await,
    };
    app.db.close().await;
    answer
}

pub(super) async fn named(app: &App, id: &str) -> Result<Client, Failure> {
    let found = store::client::find(&mut app.db.read(), id).await?;
    found.ok_or_else(|| {
        Failure::of(
            "client",
            format!("there is no client '{id}'. `countersign client list` shows them."),
        )
    })
}

async fn list(app: &App) -> Result<Answer, Failure> {
    let clients = pages::all(
        |client: &Client| client.id.as_str(),
        async |after: &str, most| store::client::list(&mut app.db.read(), after, most).await,
    )
    .await?;
    let row = |client: &Client| {
        vec![
            client.name.clone(),
            client.id.clone(),
            if client.public {
                "public"
            } else {
                "confidential"
            }
            .to_owned(),
            grants(client),
            state(client).to_owned(),
        ]
    };
    let empty = "No applications yet. `countersign client create` registers one.";
    Ok(Answer::new(clients.iter().map(json).collect()).table(
        &["NAME", "CLIENT ID", "KIND", "GRANTS", "STATE"],
        clients.iter().map(row).collect(),
        empty,
    ))
}

async fn show(app: &App, id: &str) -> Result<Answer, Failure> {
    let client = named(app, id).await?;
    let mut read = app.db.read();
    let roles = store::role::held_by(&mut read, &Holder::Client(client.id.clone())).await?;
    let secrets = store::client::secrets(&mut read, &client.id).await?;
    let now = app.now();
    let good: Vec<_> = secrets
        .iter()
        .filter(|secret| secret.is_valid(now))
        .collect();
    let mut json = json(&client);
    json["roles"] = role::held_json(&roles);
    json["secrets"] = good
        .iter()
        .map(|secret| {
            let ends = secret.expires_at.map_or(Value::Null, moment::json);
            json!({"created_at": moment::json(secret.created_at), "expires_at": ends})
        })
        .collect();
    let ends = |secret: &&crate::domain::ClientSecret| match secret.expires_at {
        Some(end) => format!("one until {}", moment::text(end)),
        None => format!("one since {}", moment::text(secret.created_at)),
    };
    let mut all = vec![("client_id", client.id.clone())];
    all.extend(facts(&client));
    all.push(("roles", role::listed(&roles)));
    all.push(("secrets", listed(good.iter().map(ends))));
    let wire = Value::Object(metadata::write(&client));
    Ok(Answer::new(json)
        .line(client.name.clone())
        .facts(all)
        .line("What it is registered with:")
        .text(format!("{wire:#}\n")))
}

async fn disable(app: &App, id: &str) -> Result<Answer, Failure> {
    let client = named(app, id).await?;
    let said = match registration::disable(app, &client.id).await? {
        true => format!("{} is disabled and gets no more tokens.", client.name),
        false => format!("{} was disabled already.", client.name),
    };
    Ok(Answer::new(json(&named(app, id).await?)).line(said))
}

async fn enable(app: &App, id: &str) -> Result<Answer, Failure> {
    let client = named(app, id).await?;
    let said = match registration::enable(app, &client.id).await? {
        true => format!("{} is enabled and may have tokens.", client.name),
        false => format!("{} was not disabled.", client.name),
    };
    Ok(Answer::new(json(&named(app, id).await?)).line(said))
}

/// A secret that serves as a key is kept sealed, under the key that servers open it with.
async fn seal_with_the_real_key(app: &mut App) -> Result<(), Failure> {
    app.master_key = Arc::new(start::master_key(&app.config, &app.db).await?);
    Ok(())
}

async fn rotate_secret(mut app: App, rotate: &RotateSecret) -> Result<Answer, Failure> {
    let client = named(&app, &rotate.id).await?;
    if client.metadata.needs_secret_itself() {
        seal_with_the_real_key(&mut app).await?;
    }
    let secret = client_secret::rotate(&app, &client, rotate.overlap).await?;
    let ends = app.now() + rotate.overlap;
    let said = match rotate.overlap.is_zero() {
        true => format!(
            "{} has a new secret; the one before has ended.",
            client.name
        ),
        false => {
            format!(
                "{} has a new secret; the one before stays good until {} UTC.",
                client.name,
                moment::text(ends)
            )
        }
    };
    let json = json!({"client_id": client.id, "client_secret": secret, "previous_expires_at": moment::json(ends)});
    Ok(Answer::new(json)
        .line(format!("{said} Keep it: it is not shown again."))
        .facts(vec![("client_id", client.id), ("client_secret", secret)]))
}

async fn delete(app: &App, id: &str) -> Result<Answer, Failure> {
    let client = named(app, id).await?;
    if !registration::delete(app, id).await? {
        return Err(Failure::of(
            "client",
            format!("'{id}' was deleted by somebody else just now."),
        ));
    }
    let json = json!({"client_id": client.id, "deleted": true});
    Ok(Answer::new(json).line(format!(
        "{} is deleted, with all that was granted to it.",
        client.name
    )))
}
