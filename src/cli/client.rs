//! `countersign client`: applications that ask for tokens.

use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::start::{self, Start};
use super::{moment, pages, role};
use crate::app::App;
use crate::domain::{Client, ClientMetadata, GrantType};
use crate::oauth::client_secret;
use crate::oauth::registration::{self, NewClient};
use crate::store;
use crate::store::role::Holder;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Register an application; its secret is shown once
    Create(Create),
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
}

#[derive(Debug, Default, Args)]
pub(super) struct Create {
    /// The name that people see
    #[arg(long)]
    pub(super) name: String,
    /// Its identifier; made up without one
    #[arg(long)]
    pub(super) id: Option<String>,
    /// It runs where no secret can be kept: a browser, a phone, a desk
    #[arg(long)]
    pub(super) public: bool,
    /// Where answers may go; may be repeated
    #[arg(long = "redirect-uri", value_name = "URI")]
    pub(super) redirect_uris: Vec<String>,
    /// authorization_code, refresh_token or client_credentials; may be repeated
    #[arg(long = "grant", value_name = "GRANT")]
    pub(super) grants: Vec<GrantType>,
    /// A scope that it may ask for; may be repeated
    #[arg(long = "scope", value_name = "SCOPE")]
    pub(super) scopes: Vec<String>,
    /// An API that it may ask tokens for; may be repeated
    #[arg(long = "resource", value_name = "URI")]
    pub(super) resources: Vec<String>,
    /// An API that it serves: it may ask about tokens for it; may be repeated
    #[arg(long = "introspects", value_name = "URI")]
    pub(super) introspects: Vec<String>,
    /// It is your own: people are not asked for consent
    #[arg(long)]
    pub(super) first_party: bool,
    /// Let it do without PKCE; only for one that keeps a secret
    #[arg(long)]
    pub(super) no_require_pkce: bool,
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
        Verb::Create(new) => create(&app, new).await,
        Verb::List => list(&app).await,
        Verb::Show(named) => show(&app, &named.id).await,
        Verb::Disable(named) => disable(&app, &named.id).await,
        Verb::Enable(named) => enable(&app, &named.id).await,
        Verb::RotateSecret(rotate) => rotate_secret(app.clone(), &rotate).await,
        Verb::Delete(named) => delete(&app, &named.id).await,
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

async fn create(app: &App, new: Create) -> Result<Answer, Failure> {
    let new = NewClient {
        id: new.id,
        name: new.name,
        public: new.public,
        redirect_uris: new.redirect_uris,
        grants: new.grants,
        scopes: new.scopes,
        resources: new.resources,
        first_party: new.first_party,
        no_require_pkce: new.no_require_pkce,
        metadata: ClientMetadata {
            introspects: new.introspects,
            ..ClientMetadata::default()
        },
        ..NewClient::default()
    };
    let made = registration::create(app, new).await?;
    let mut json = registered(&made.client);
    let mut shown = vec![("client_id", made.client.id.clone())];
    if let Some(secret) = made.secret {
        json["client_secret"] = secret.clone().into();
        shown.push(("client_secret", secret));
    }
    let said = match shown.len() {
        1 => format!("{} is registered. It has no secret.", made.client.name),
        _ => format!(
            "{} is registered. Keep the secret: it is not shown again.",
            made.client.name
        ),
    };
    Ok(Answer::new(json)
        .line(said)
        .facts(shown)
        .facts(facts(&made.client)))
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
    Ok(Answer::new(json).line(client.name.clone()).facts(all))
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

async fn rotate_secret(mut app: App, rotate: &RotateSecret) -> Result<Answer, Failure> {
    let client = named(&app, &rotate.id).await?;
    if client.metadata.needs_secret_itself() {
        // It is sealed as well, under the key that servers open it with.
        app.master_key = Arc::new(start::master_key(&app.config, &app.db).await?);
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

fn facts(client: &Client) -> Vec<(&'static str, String)> {
    let yes = |truth: bool| if truth { "yes" } else { "no" }.to_owned();
    vec![
        (
            "kind",
            if client.public {
                "public"
            } else {
                "confidential"
            }
            .to_owned(),
        ),
        (
            "redirect URIs",
            listed(
                client
                    .redirect_uris
                    .iter()
                    .map(|uri| uri.as_str().to_owned()),
            ),
        ),
        ("grants", grants(client)),
        ("scopes", listed(client.scopes.iter().map(str::to_owned))),
        ("resources", listed(client.resources.iter().cloned())),
        (
            "introspects",
            listed(client.metadata.introspects.iter().cloned()),
        ),
        ("first party", yes(client.first_party)),
        ("PKCE required", yes(client.require_pkce)),
        ("state", state(client).to_owned()),
        ("created", moment::utc(client.created_at)),
    ]
}

fn listed(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        "none".to_owned()
    } else {
        items.join(", ")
    }
}

fn grants(client: &Client) -> String {
    listed(client.grants.iter().map(ToString::to_string))
}

fn state(client: &Client) -> &'static str {
    if client.is_enabled() {
        "active"
    } else {
        "disabled"
    }
}

/// A client as it was registered.
fn registered(client: &Client) -> Value {
    json!({
        "client_id": client.id,
        "name": client.name,
        "public": client.public,
        "redirect_uris": client.redirect_uris.iter().map(|uri| uri.as_str()).collect::<Vec<_>>(),
        "grants": client.grants.iter().map(|grant| grant.as_str()).collect::<Vec<_>>(),
        "scopes": client.scopes.as_slice(),
        "resources": client.resources,
        "introspects": client.metadata.introspects,
        "first_party": client.first_party,
        "require_pkce": client.require_pkce,
    })
}

fn json(client: &Client) -> Value {
    let mut json = registered(client);
    json["disabled"] = (!client.is_enabled()).into();
    json["created_at"] = moment::json(client.created_at);
    json
}
