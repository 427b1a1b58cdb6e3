//! `countersign client token`: permission for others to register applications.

use std::time::Duration;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::app::App;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::moment;
use crate::oauth::registration::initial_access;
use crate::store::initial_access_token::{self, InitialAccessToken};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Verb {
    /// Let somebody register applications; the token is shown once
    Create(Create),
    /// List the tokens that are good
    List,
    /// Take a token back; what was registered with it stays
    Revoke(Named),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Create {
    /// What it is known by
    #[arg(long)]
    pub(super) name: String,
    /// How long it is good
    #[arg(long, value_name = "SPAN", default_value = "1d", value_parser = crate::config::parse_duration)]
    pub(super) lifetime: Duration,
    /// How many applications it is good for
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub(super) uses: u32,
    /// It is good for any number of applications
    #[arg(long, conflicts_with = "uses")]
    pub(super) unlimited: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Named {
    /// The token's identifier, as the list shows it
    pub(super) id: String,
}

pub(super) async fn run(app: &App, verb: Verb) -> Result<Answer, Failure> {
    match verb {
        Verb::Create(new) => create(app, new).await,
        Verb::List => list(app).await,
        Verb::Revoke(named) => revoke(app, &named.id).await,
    }
}

async fn create(app: &App, new: Create) -> Result<Answer, Failure> {
    let uses = (!new.unlimited).then_some(new.uses);
    let (token, made) = initial_access::create(app, &new.name, new.lifetime, uses).await?;
    let mut json = json(&made);
    json["token"] = token.clone().into();
    Ok(Answer::new(json)
        .line("Keep the token: it is not shown again. It goes into the Authorization header, as Bearer.")
        .facts(vec![
            ("token", token),
            ("id", made.id.clone()),
            ("good for", uses_of(&made)),
            ("good until", moment::utc(made.expires_at)),
        ]))
}

async fn list(app: &App) -> Result<Answer, Failure> {
    let tokens = initial_access_token::list(&mut app.db.read(), app.now()).await?;
    let row = |token: &InitialAccessToken| {
        vec![
            token.name.clone(),
            token.id.clone(),
            uses_of(token),
            moment::text(token.expires_at),
        ]
    };
    let empty = "No tokens. `countersign client token create` makes one.";
    Ok(Answer::new(tokens.iter().map(json).collect()).table(
        &["NAME", "ID", "GOOD FOR", "UNTIL"],
        tokens.iter().map(row).collect(),
        empty,
    ))
}

async fn revoke(app: &App, id: &str) -> Result<Answer, Failure> {
    if !initial_access::revoke(app, id).await? {
        let words =
            format!("there is no token '{id}'. `countersign client token list` shows them.");
        return Err(Failure::of("id", words));
    }
    let said = "The token is good for nothing more. What was registered with it stays.";
    Ok(Answer::new(json!({"id": id, "revoked": true})).line(said))
}

fn uses_of(token: &InitialAccessToken) -> String {
    match token.uses_left {
        None => "any number".to_owned(),
        Some(1) => "1 application".to_owned(),
        Some(left) => format!("{left} applications"),
    }
}

fn json(token: &InitialAccessToken) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "uses_left": token.uses_left,
        "created_at": moment::json(token.created_at),
        "expires_at": moment::json(token.expires_at),
    })
}
