//! `countersign client create` and `client update`: what an application is.

use clap::Args;

use super::description::{Description, failure};
use super::seal_with_the_real_key;
use super::shown::{facts, registered};
use crate::app::App;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::domain::{Client, ClientSource, Demand};
use crate::oauth::registration::metadata::{self, Members};
use crate::oauth::registration::{self, Created, NewClient};
use crate::store;

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Create {
    /// The name that people see
    #[arg(long, required_unless_present = "metadata")]
    pub(super) name: Option<String>,
    /// Its identifier; made up without one
    #[arg(long)]
    pub(super) id: Option<String>,
    #[command(flatten)]
    pub(super) description: Description,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Update {
    /// The client's identifier
    pub(super) id: String,
    /// The name that people see
    #[arg(long)]
    pub(super) name: Option<String>,
    #[command(flatten)]
    pub(super) description: Description,
}

pub(super) async fn create(mut app: App, create: Create) -> Result<Answer, Failure> {
    let description = create.description;
    let members = description.over(Members::new(), create.name.as_deref())?;
    let new = NewClient {
        introspects: description.introspects(),
        demand: description.demanded.over(Demand::NOTHING),
        id: create.id,
        resources: description.resources,
        first_party: description.first_party.unwrap_or_default(),
        ..metadata::read(&members).map_err(|rejected| failure(rejected.into()))?
    };
    if new.metadata.needs_secret_itself() {
        seal_with_the_real_key(&mut app).await?;
    }
    let made = registration::create(&app, new).await;
    made.map_err(failure).map(|made| said(&made, "registered"))
}

/// Changes what is given and nothing else.
pub(super) async fn update(mut app: App, update: Update) -> Result<Answer, Failure> {
    super::named(&app, &update.id).await?;
    let kept = store::client::kept(&mut app.db.read(), &update.id).await?;
    let Some(kept) = kept else {
        return Err(meanwhile(&update.id));
    };
    let before = &kept.client;
    if before.source == ClientSource::Document {
        let words = "what this client is, its own document says. Disable it if it must not be.";
        return Err(Failure::of("client", words));
    }
    let description = update.description;
    let name = update.name.as_deref().unwrap_or(&before.name);
    let members = description.over(metadata::write(before), Some(name))?;
    let new = NewClient {
        introspects: description.introspects(),
        demand: description.demanded.over(before.demand),
        resources: match description.resources.is_empty() {
            true => before.resources.clone(),
            false => description.resources,
        },
        first_party: description.first_party.unwrap_or(before.first_party),
        ..metadata::read(&members).map_err(|rejected| failure(rejected.into()))?
    };
    if new.metadata.needs_secret_itself() {
        seal_with_the_real_key(&mut app).await?;
    }
    let changed = registration::amend(&app, kept, new).await;
    changed.map_err(failure).and_then(|changed| match changed {
        Some(changed) => Ok(said(&changed, "changed")),
        None => Err(meanwhile(&update.id)),
    })
}

fn meanwhile(id: &str) -> Failure {
    let words = format!("'{id}' was changed or deleted by somebody else just now. Try again.");
    Failure::of("client", words)
}

fn said(made: &Created, done: &str) -> Answer {
    let client: &Client = &made.client;
    let mut json = registered(client);
    let mut shown = vec![("client_id", client.id.clone())];
    if let Some(secret) = &made.secret {
        json["client_secret"] = secret.clone().into();
        shown.push(("client_secret", secret.clone()));
    }
    let rest = match (&made.secret, client.has_secret()) {
        (Some(_), _) => "Keep the secret: it is not shown again.",
        (None, true) => "Its secret is as it was.",
        (None, false) => "It has no secret.",
    };
    Answer::new(json)
        .line(format!("{} is {done}. {rest}", client.name))
        .facts(shown.into_iter().chain(facts(client)).collect())
}
