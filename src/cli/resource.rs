//! `countersign resource`: the APIs that access tokens are for.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::start::Start;
use crate::app::App;
use crate::domain::Resource;
use crate::oauth::resource;
use crate::store;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Make an API known
    Create(Create),
    /// List the APIs
    List,
    /// Forget an API and its roles
    Delete(Named),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// Its identifier: the `aud` of its tokens
    pub(super) uri: String,
    /// The name that people see
    #[arg(long)]
    pub(super) name: String,
    /// A scope that clients may ask for, and what people read when they are asked, such as notes.read="Read your notes"; may
    /// be repeated
    #[arg(long = "scope", value_name = "SCOPE[=WORDS]")]
    pub(super) scopes: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Named {
    /// The API's identifier
    pub(super) uri: String,
}

pub(super) async fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    let app = start.app().await?;
    let answer = match verb {
        Verb::Create(new) => create(&app, new).await,
        Verb::List => list(&app).await,
        Verb::Delete(named) => delete(&app, &named.uri).await,
    };
    app.db.close().await;
    answer
}

async fn create(app: &App, new: Create) -> Result<Answer, Failure> {
    let made = resource::create(app, &new.uri, &new.name, new.scopes).await?;
    let said = format!(
        "{} is known as {}. Clients registered with `--resource {}` get tokens for it.",
        made.uri, made.name, made.uri
    );
    Ok(Answer::new(json(&made)).line(said))
}

async fn list(app: &App) -> Result<Answer, Failure> {
    let resources = store::resource::list(&mut app.db.read()).await?;
    let row = |resource: &Resource| {
        vec![
            resource.uri.clone(),
            resource.name.clone(),
            resource.scopes.join(" "),
        ]
    };
    let empty = "No APIs yet. `countersign resource create` makes one known.";
    Ok(Answer::new(resources.iter().map(json).collect()).table(
        &["RESOURCE", "NAME", "SCOPES"],
        resources.iter().map(row).collect(),
        empty,
    ))
}

async fn delete(app: &App, uri: &str) -> Result<Answer, Failure> {
    if !resource::delete(app, uri).await? {
        let words = format!("there is no API '{uri}'. `countersign resource list` shows them.");
        return Err(Failure::of("uri", words));
    }
    let said = format!(
        "{uri} is forgotten, and so are its roles. Tokens for it stay good until they expire."
    );
    Ok(Answer::new(json!({"uri": uri, "deleted": true})).line(said))
}

fn json(resource: &Resource) -> Value {
    json!({"uri": resource.uri, "name": resource.name, "scopes": resource.scopes, "scope_words": resource.words})
}
