//! `countersign resource`: the APIs that access tokens are for.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::demand::{self, Demanded};
use super::failure::Failure;
use super::start::Start;
use crate::app::App;
use crate::domain::{Demand, Resource};
use crate::oauth::resource::{self, Change};
use crate::store;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Make an API known
    Create(Create),
    /// Change what an API is; only what is given
    Update(Update),
    /// List the APIs
    List,
    /// Show an API
    Show(Named),
    /// Forget an API, its roles and its API keys
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
    /// It takes API keys, which people make for programs of theirs
    #[arg(long)]
    api_keys: bool,
    #[command(flatten)]
    demanded: Demanded,
}

#[derive(Debug, Args)]
pub(super) struct Update {
    /// The API's identifier
    uri: String,
    /// The name that people see
    #[arg(long)]
    name: Option<String>,
    /// It takes API keys, which people make for programs of theirs; while it does not, those that there are count for nothing
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    api_keys: Option<bool>,
    #[command(flatten)]
    demanded: Demanded,
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
        Verb::Update(changes) => update(&app, changes).await,
        Verb::List => list(&app).await,
        Verb::Show(named) => show(&app, &named.uri).await,
        Verb::Delete(named) => delete(&app, &named.uri).await,
    };
    app.db.close().await;
    answer
}

async fn create(app: &App, new: Create) -> Result<Answer, Failure> {
    let mut made = resource::create(app, &new.uri, &new.name, new.scopes).await?;
    let demand = new.demanded.over(Demand::NOTHING);
    if new.api_keys || demand.is_some() {
        let besides = Change {
            api_keys: new.api_keys.then_some(true),
            demand,
            ..Change::default()
        };
        made = resource::update(app, &made.uri, besides).await?;
    }
    let said = format!(
        "{} is known as {}. Clients registered with `--resource {}` get tokens for it.",
        made.uri, made.name, made.uri
    );
    Ok(Answer::new(json(&made)).line(said))
}

async fn update(app: &App, changes: Update) -> Result<Answer, Failure> {
    let Update {
        uri,
        name,
        api_keys,
        demanded,
    } = changes;
    let before = known(app, &uri).await?;
    let demand = demanded.over(before.demand);
    if name.is_none() && api_keys.is_none() && demand.is_none() {
        let words = "nothing is given that could be changed. `countersign resource update --help` shows what can be.";
        return Err(Failure::new(words));
    }
    let change = Change {
        name,
        api_keys,
        demand,
    };
    let changed = resource::update(app, &uri, change).await?;
    Ok(one(&changed, format!("{} is changed.", changed.uri)))
}

async fn show(app: &App, uri: &str) -> Result<Answer, Failure> {
    let found = known(app, uri).await?;
    Ok(one(&found, found.name.clone()))
}

pub(super) async fn known(app: &App, uri: &str) -> Result<Resource, Failure> {
    let found = store::resource::find(&mut app.db.read(), uri).await?;
    found.ok_or_else(|| unknown(uri))
}

fn one(resource: &Resource, said: String) -> Answer {
    let scopes = match resource.scopes.is_empty() {
        true => "none".to_owned(),
        false => resource.scopes.join(" "),
    };
    let takes = match resource.api_keys {
        true => "yes",
        false => "no",
    };
    let [sign_in, age] = demand::facts(&resource.demand);
    Answer::new(json(resource)).line(said).facts(vec![
        ("resource", resource.uri.clone()),
        ("name", resource.name.clone()),
        ("scopes", scopes),
        ("takes API keys", takes.to_owned()),
        sign_in,
        age,
    ])
}

fn unknown(uri: &str) -> Failure {
    let words = format!("there is no API '{uri}'. `countersign resource list` shows them.");
    Failure::of("uri", words)
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
        return Err(unknown(uri));
    }
    let said = format!(
        "{uri} is forgotten, and so are its roles and API keys. Tokens for it stay good until they expire."
    );
    Ok(Answer::new(json!({"uri": uri, "deleted": true})).line(said))
}

fn json(resource: &Resource) -> Value {
    json!({
        "uri": resource.uri,
        "name": resource.name,
        "scopes": resource.scopes,
        "scope_words": resource.words,
        "api_keys": resource.api_keys,
        "require": demand::json(&resource.demand),
    })
}
