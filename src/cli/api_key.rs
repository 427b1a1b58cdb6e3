//! `countersign api-key`: the keys with which programs call an API as the person that they belong to.

use std::time::Duration;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::start::Start;
use super::{moment, resource, user};
use crate::app::App;
use crate::base::Timestamp;
use crate::domain::{ApiKey, ChangeError, User};
use crate::identity::api_key::{self, NewKey};
use crate::store;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Make a key for a person; its text is shown once
    Create(Create),
    /// List the keys that are good
    List(List),
    /// Show a key, also one that has ended
    Show(Named),
    /// Call a key otherwise
    Rename(Rename),
    /// Give a key another text, shown once
    Rotate(Rotate),
    /// End a key
    Revoke(Named),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// Whose it is: a user name, an e-mail address or an id
    #[arg(long)]
    user: String,
    /// The API that it is for
    #[arg(long, value_name = "URI")]
    resource: String,
    /// What its owner knows it by
    #[arg(long)]
    name: String,
    /// A scope of that API; may be repeated
    #[arg(long = "scope", value_name = "SCOPE")]
    scopes: Vec<String>,
    /// One of the owner's roles that it is to have; may be repeated
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
    /// How long it is good; without it as long as `api_keys.default_lifetime` says
    #[arg(long, value_name = "SPAN", value_parser = crate::config::parse_duration)]
    expires: Option<Duration>,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// Those of one person: a user name, an e-mail address or an id
    #[arg(long)]
    user: Option<String>,
    /// Those for one API
    #[arg(long, value_name = "URI")]
    resource: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Named {
    /// The key's identifier, as the list shows it
    id: String,
}

#[derive(Debug, Args)]
pub(super) struct Rename {
    /// The key's identifier, as the list shows it
    id: String,
    /// What its owner is to know it by
    #[arg(long)]
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct Rotate {
    /// The key's identifier, as the list shows it
    id: String,
    /// End the text before at once; without it that one stays good as long as `api_keys.rotation_overlap` says
    #[arg(long)]
    now: bool,
}

pub(super) async fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    let app = start.app().await?;
    let answer = match verb {
        Verb::Create(new) => create(&app, new).await,
        Verb::List(filter) => list(&app, filter).await,
        Verb::Show(named) => show(&app, &named.id).await,
        Verb::Rename(rename) => renamed(&app, &rename).await,
        Verb::Rotate(rotate) => rotated(&app, &rotate).await,
        Verb::Revoke(named) => revoke(&app, &named.id).await,
    };
    app.db.close().await;
    answer
}

async fn create(app: &App, new: Create) -> Result<Answer, Failure> {
    let owner = user::named(app, &new.user).await?;
    let new = NewKey {
        event: None,
        name: new.name,
        resource: new.resource,
        scopes: new.scopes,
        roles: new.roles,
        lifetime: new.expires,
    };
    let (text, key) = api_key::create(app, &owner, new).await?;
    Ok(secret(&text, &key, &owner.username, app.now()))
}

async fn list(app: &App, filter: List) -> Result<Answer, Failure> {
    let owner = match &filter.user {
        Some(name) => Some(user::named(app, name).await?.id),
        None => None,
    };
    if let Some(uri) = &filter.resource {
        resource::known(app, uri).await?;
    }
    let (owner, resource) = (owner.as_deref(), filter.resource.as_deref());
    let now = app.now();
    let found = store::api_key::list(&mut app.db.read(), owner, resource, now).await?;
    let row = |owned: &store::api_key::Owned| {
        vec![
            owned.username.clone(),
            owned.key.name.clone(),
            owned.key.id.clone(),
            owned.key.resource.clone(),
            moment::text(owned.key.expires_at),
            last_used(&owned.key, moment::text),
        ]
    };
    let empty = "No API keys. People make them on their account page where an API takes them: \
        `countersign resource update URI --api-keys`.";
    let all = found
        .iter()
        .map(|owned| json(&owned.key, &owned.username, now));
    Ok(Answer::new(all.collect()).table(
        &[
            "USER",
            "NAME",
            "ID",
            "RESOURCE",
            "UNTIL (UTC)",
            "LAST USED (UTC)",
        ],
        found.iter().map(row).collect(),
        empty,
    ))
}

async fn show(app: &App, id: &str) -> Result<Answer, Failure> {
    let (key, owner) = known(app, id).await?;
    let now = app.now();
    Ok(Answer::new(json(&key, &owner.username, now)).facts(facts(&key, &owner.username, now)))
}

async fn renamed(app: &App, rename: &Rename) -> Result<Answer, Failure> {
    let (_, owner) = known(app, &rename.id).await?;
    let key = api_key::rename(app, &owner.id, &rename.id, &rename.name).await?;
    let said = format!("The key is called '{}' now.", key.name);
    Ok(Answer::new(json(&key, &owner.username, app.now())).line(said))
}

async fn rotated(app: &App, rotate: &Rotate) -> Result<Answer, Failure> {
    let (_, owner) = known(app, &rotate.id).await?;
    let overlap = rotate.now.then_some(Duration::ZERO);
    let (text, key) = match api_key::rotate(app, &owner, &rotate.id, overlap).await {
        Err(ChangeError::Rejected(rejected)) if rejected.field == "overlap" => {
            let words = "the text before this one still works. Wait until it has ended (`countersign api-key show`), or \
                end both at once with `--now`.";
            return Err(Failure::of("now", words));
        }
        rotated => rotated?,
    };
    Ok(secret(&text, &key, &owner.username, app.now()))
}

async fn revoke(app: &App, id: &str) -> Result<Answer, Failure> {
    let (key, owner) = known(app, id).await?;
    if api_key::revoke(app, &key.user_id, &key.id).await?.is_none() {
        return Err(Failure::of(
            "id",
            format!("the key '{id}' has ended before."),
        ));
    }
    let said = format!(
        "The key '{}' of {} is revoked. APIs refuse it when they ask next, within half a minute.",
        key.name, owner.username
    );
    Ok(Answer::new(json!({"id": id, "revoked": true})).line(said))
}

/// A key, live or dead, and its owner.
async fn known(app: &App, id: &str) -> Result<(ApiKey, User), Failure> {
    let mut read = app.db.read();
    let missing = || {
        let words = format!("there is no key '{id}'. `countersign api-key list` shows them.");
        Failure::of("id", words)
    };
    let key = store::api_key::find(&mut read, id)
        .await?
        .ok_or_else(missing)?;
    let owner = store::user::find(&mut read, &key.user_id).await?;
    Ok((key, owner.ok_or_else(missing)?))
}

/// A key whose text was made a moment ago.
fn secret(text: &str, key: &ApiKey, username: &str, now: Timestamp) -> Answer {
    let mut json = json(key, username, now);
    json["key"] = text.into();
    let mut shown = vec![("key", text.to_owned())];
    shown.extend(facts(key, username, now));
    Answer::new(json)
        .line("Keep the key: it is not shown again. It goes into the Authorization header, as Bearer, or into X-API-Key.")
        .facts(shown)
}

fn facts(key: &ApiKey, username: &str, now: Timestamp) -> Vec<(&'static str, String)> {
    let or_none = |list: String| match list.is_empty() {
        true => "none".to_owned(),
        false => list,
    };
    let mut facts = vec![
        ("id", key.id.clone()),
        ("name", key.name.clone()),
        ("user", username.to_owned()),
        ("resource", key.resource.clone()),
        ("scopes", or_none(key.scopes.to_string())),
        ("roles", or_none(key.roles.join(" "))),
        ("state", state(key, now).to_owned()),
        ("created", moment::utc(key.created_at)),
        ("good until", moment::utc(key.expires_at)),
        ("last used", last_used(key, moment::utc)),
    ];
    if let Some(until) = key.overlaps_until(now) {
        facts.push(("text before good until", moment::utc(until)));
    }
    facts
}

fn state(key: &ApiKey, now: Timestamp) -> &'static str {
    match (key.revoked_at, key.is_live(now)) {
        (Some(_), _) => "revoked",
        (None, true) => "live",
        (None, false) => "expired",
    }
}

fn last_used(key: &ApiKey, show: impl Fn(Timestamp) -> String) -> String {
    key.last_used_at.map_or_else(|| "never".to_owned(), show)
}

fn json(key: &ApiKey, username: &str, now: Timestamp) -> Value {
    json!({
        "id": key.id,
        "name": key.name,
        "user": username,
        "resource": key.resource,
        "scopes": key.scopes.as_slice(),
        "roles": key.roles,
        "state": state(key, now),
        "created_at": moment::json(key.created_at),
        "issued_at": moment::json(key.issued_at),
        "expires_at": moment::json(key.expires_at),
        "former_until": key.overlaps_until(now).map(moment::json),
        "last_used_at": key.last_used_at.map(moment::json),
        "revoked_at": key.revoked_at.map(moment::json),
    })
}
