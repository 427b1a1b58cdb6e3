//! `countersign role`: roles, and who holds them.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::start::Start;
use super::{client, demand, user};
use crate::app::App;
use crate::config::Required;
use crate::domain::{Level, Role};
use crate::identity::role::{self, Holder};
use crate::store;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Make a role
    Create(Create),
    /// Change what a sign-in of who holds a role has to amount to
    Update(Update),
    /// List the roles
    List,
    /// Give a role to a person or a client
    Grant(Holding),
    /// Take a role back
    Revoke(Holding),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// The role's name, as tokens carry it
    pub(super) name: String,
    /// The API that it belongs to; without it the role is global
    #[arg(long, value_name = "URI")]
    pub(super) resource: Option<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(super) description: String,
    /// What a sign-in of who holds it has to amount to: one, two (factors of different kinds) or passkey
    #[arg(long, value_name = "LEVEL")]
    pub(super) require_acr: Option<Required>,
}

#[derive(Debug, Args)]
pub(super) struct Update {
    /// The role's name
    pub(super) name: String,
    /// The API that it belongs to; needed only where several have one of that name
    #[arg(long, value_name = "URI")]
    pub(super) resource: Option<String>,
    /// What a sign-in of who holds it has to amount to: one, two (factors of different kinds) or passkey
    #[arg(long, value_name = "LEVEL")]
    pub(super) require_acr: Required,
}

#[derive(Debug, Args)]
pub(super) struct Holding {
    /// The role's name
    pub(super) name: String,
    #[command(flatten)]
    pub(super) holder: To,
    /// The API that the role belongs to; needed only where several have one of that name
    #[arg(long, value_name = "URI")]
    pub(super) resource: Option<String>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct To {
    /// A user name, an e-mail address or an id
    #[arg(long, value_name = "USER")]
    pub(super) user: Option<String>,
    /// A client's identifier
    #[arg(long, value_name = "CLIENT")]
    pub(super) client: Option<String>,
}

pub(super) async fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    let app = start.app().await?;
    let answer = match verb {
        Verb::Create(new) => create(&app, new).await,
        Verb::Update(update) => self::update(&app, update).await,
        Verb::List => list(&app).await,
        Verb::Grant(holding) => grant(&app, holding).await,
        Verb::Revoke(holding) => revoke(&app, holding).await,
    };
    app.db.close().await;
    answer
}

/// The global role of that name.
pub(super) async fn global(app: &App, name: &str) -> Result<Role, Failure> {
    let found = store::role::find(&mut app.db.read(), "", name).await?;
    found.ok_or_else(|| {
        let words = format!(
            "there is no global role '{name}'. `countersign role list` shows the roles, `countersign role create` \
             makes one."
        );
        Failure::of("role", words)
    })
}

/// Roles in one line: `editor, admin of https://api.example.org`.
pub(super) fn listed(roles: &[Role]) -> String {
    let names: Vec<String> = roles.iter().map(title).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// Roles as somebody holds them.
pub(super) fn held_json(roles: &[Role]) -> Value {
    roles
        .iter()
        .map(|role| json!({"name": role.name, "resource": resource(role)}))
        .collect()
}

async fn create(app: &App, new: Create) -> Result<Answer, Failure> {
    let resource = new.resource.unwrap_or_default();
    let mut made = role::create(app, &new.name, &resource, &new.description).await?;
    if let Some(required) = new.require_acr {
        made = require(app, &made, required).await?;
    }
    let said = format!(
        "The role {} exists. Give it with `countersign role grant {} --user NAME`.",
        title(&made),
        made.name
    );
    Ok(Answer::new(json(&made)).line(said))
}

async fn update(app: &App, update: Update) -> Result<Answer, Failure> {
    let role = find(app, (&update.name, update.resource.as_deref())).await?;
    let changed = require(app, &role, update.require_acr).await?;
    let level = demand::word(changed.min_level.unwrap_or(Level::One));
    let said = format!(
        "Who holds {} signs in with {level} at least, from the next request on.",
        title(&changed)
    );
    Ok(Answer::new(json(&changed)).line(said))
}

async fn require(app: &App, role: &Role, required: Required) -> Result<Role, Failure> {
    let changed = role::require(app, role, required.into()).await?;
    changed.ok_or_else(|| Failure::of("role", format!("the role '{}' is gone.", role.name)))
}

async fn list(app: &App) -> Result<Answer, Failure> {
    let roles = store::role::list(&mut app.db.read()).await?;
    let row = |role: &Role| {
        let scope = if role.resource.is_empty() {
            "(global)"
        } else {
            &role.resource
        };
        vec![
            role.name.clone(),
            scope.to_owned(),
            demand::word(role.min_level.unwrap_or(Level::One)).to_owned(),
            role.description.clone(),
        ]
    };
    let empty = "No roles yet. `countersign role create` makes one.";
    Ok(Answer::new(roles.iter().map(json).collect()).table(
        &["ROLE", "RESOURCE", "SIGN-IN", "DESCRIPTION"],
        roles.iter().map(row).collect(),
        empty,
    ))
}

async fn grant(app: &App, holding: Holding) -> Result<Answer, Failure> {
    let role = find(app, (&holding.name, holding.resource.as_deref())).await?;
    let (holder, name, mut json) = holder(app, &holding, &role).await?;
    role::grant(app, &role, holder).await?;
    json["granted"] = true.into();
    Ok(Answer::new(json).line(format!(
        "{name} has the role {}. Running servers know within a second; tokens issued from then on carry it.",
        title(&role)
    )))
}

async fn revoke(app: &App, holding: Holding) -> Result<Answer, Failure> {
    let role = find(app, (&holding.name, holding.resource.as_deref())).await?;
    let (holder, name, mut json) = holder(app, &holding, &role).await?;
    let said = match role::revoke(app, &role, holder).await? {
        true => format!(
            "{name} has the role {} no more. Tokens issued before carry it until they expire.",
            title(&role)
        ),
        false => format!("{name} did not have the role {}.", title(&role)),
    };
    json["granted"] = false.into();
    Ok(Answer::new(json).line(said))
}

/// The role that is meant: of the named resource, else the global one, else the only one of that name.
async fn find(app: &App, (name, wanted): (&str, Option<&str>)) -> Result<Role, Failure> {
    let mut of_that_name = store::role::list(&mut app.db.read()).await?;
    of_that_name.retain(|role| role.name == name);
    let exact = of_that_name
        .iter()
        .position(|role| role.resource == wanted.unwrap_or_default());
    match (exact, wanted) {
        (Some(index), _) => Ok(of_that_name.swap_remove(index)),
        (None, None) if of_that_name.len() == 1 => Ok(of_that_name.swap_remove(0)),
        (None, None) if of_that_name.len() > 1 => {
            let words = format!(
                "several APIs have a role '{}': {}. Say which with --resource.",
                name,
                of_that_name
                    .iter()
                    .map(|role| role.resource.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            Err(Failure::of("resource", words))
        }
        _ => {
            let of = wanted.map(|uri| format!(" of {uri}")).unwrap_or_default();
            let words =
                format!("there is no role '{name}'{of}. `countersign role list` shows them.");
            Err(Failure::of("role", words))
        }
    }
}

/// Who is meant, what people call them, and the holding for machines.
async fn holder(
    app: &App,
    holding: &Holding,
    role: &Role,
) -> Result<(Holder, String, Value), Failure> {
    let json = json!({"role": role.name, "resource": resource(role)});
    match (&holding.holder.user, &holding.holder.client) {
        (Some(name), _) => {
            let user = user::named(app, name).await?;
            let mut json = json;
            json["user"] = user.username.clone().into();
            Ok((Holder::User(user.id), user.username, json))
        }
        (None, id) => {
            let client = client::named(app, id.as_deref().unwrap_or_default()).await?;
            let mut json = json;
            json["client"] = client.id.clone().into();
            Ok((Holder::Client(client.id), client.name, json))
        }
    }
}

fn title(role: &Role) -> String {
    match role.resource.as_str() {
        "" => role.name.clone(),
        resource => format!("{} of {resource}", role.name),
    }
}

fn resource(role: &Role) -> Value {
    if role.resource.is_empty() {
        Value::Null
    } else {
        role.resource.clone().into()
    }
}

fn json(role: &Role) -> Value {
    let acr = role.min_level.map(Level::as_str);
    json!({"name": role.name, "resource": resource(role), "description": role.description, "require_acr": acr})
}
