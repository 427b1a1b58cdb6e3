//! `/account/keys/create`: making an API key, after the password was asked for again.

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Said, address, asked, held_by};
use crate::base::Fault;
use crate::config;
use crate::domain::{ChangeError, EventKind, Rejected, Resource, Scopes};
use crate::identity::api_key::{self, NewKey};
use crate::identity::session::SignedIn;
use crate::identity::{access, event};
use crate::web::html::{self, see_other};
use crate::web::pages::account::{confirmed, signed_in};
use crate::web::pages::form::Form;
use crate::web::pages::{Failed, scopes};
use crate::web::path;
use crate::web::view::{Choice, KeyCreate, Lifetime, time};
use crate::web::visit::Visit;

/// What is offered beside the configured lifetime.
const DAYS: [u64; 4] = [7, 30, 90, 365];

/// The API that a key is made for, and what the key can be given.
struct Offer {
    api: Resource,
    /// The other APIs that take keys.
    others: Vec<Resource>,
    /// The person's roles there, and what each is for.
    roles: Vec<(String, String)>,
}

impl Offer {
    /// Of the API with that identifier, or of the first if none is named. None where it takes no keys.
    async fn of(visit: &Visit, signed_in: &SignedIn, uri: &str) -> Result<Option<Self>, Fault> {
        let known = visit.app.catalog.resources().await?;
        let taking = known.iter().filter(|resource| resource.api_keys);
        let mut taking: Vec<Resource> = taking.cloned().collect();
        let asked = |resource: &Resource| uri.is_empty() || resource.uri == uri;
        let Some(place) = taking.iter().position(asked) else {
            return Ok(None);
        };
        let api = taking.remove(place);
        let held = held_by(visit, &signed_in.user).await?;
        let names = access::roles_for(&held, std::slice::from_ref(&api.uri));
        let about = |name: String| {
            let there = ["", api.uri.as_str()];
            let mut held = held.iter();
            let role =
                held.find(|role| role.name == name && there.contains(&role.resource.as_str()));
            let about = role.map_or_else(String::new, |role| role.description.clone());
            (name, about)
        };
        Ok(Some(Self {
            roles: names.into_iter().map(about).collect(),
            others: taking,
            api,
        }))
    }
}

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let Some(signed_in) = &visit.signed_in else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    match offer(&visit, signed_in, &asked(query.as_deref(), "api")).await? {
        Some(offer) => form(&visit, signed_in, offer, None),
        None => Ok(visit.answer(see_other(path::ACCOUNT_KEYS))),
    }
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    let Some(offer) = offer(&visit, signed_in, fields.text("api")).await? else {
        let said = Said::error(Rejected::new("api", "keys-api-takes-none"));
        return super::page(&visit, signed_in, said).await;
    };
    let made = match confirmed(&visit, signed_in, &fields).await? {
        Ok(()) => make(&visit, signed_in, &offer, &fields).await?,
        Err(rejected) => Err(rejected),
    };
    match made {
        Ok(fresh) => super::page(&visit, signed_in, fresh).await,
        Err(rejected) => form(&visit, signed_in, offer, Some((&fields, rejected))),
    }
}

async fn offer(visit: &Visit, signed_in: &SignedIn, uri: &str) -> Result<Option<Offer>, Failed> {
    let offer = Offer::of(visit, signed_in, uri).await;
    offer.map_err(|fault| Failed::of(visit, fault))
}

async fn make(
    visit: &Visit,
    signed_in: &SignedIn,
    offer: &Offer,
    fields: &Form,
) -> Result<Result<Said, Rejected>, Failed> {
    let lifetime = match fields.text("expires") {
        "" => None,
        text => match config::parse_duration(text) {
            Ok(lifetime) => Some(lifetime),
            Err(_) => return Ok(Err(Rejected::new("expires", "keys-choose-lifetime"))),
        },
    };
    let is_on = |field: String| fields.text(&field) == "yes";
    let scopes = offer.api.scopes.iter();
    let roles = offer.roles.iter().map(|(role, _)| role);
    let (user, name) = (&signed_in.user.id, fields.text("name").trim());
    let event = event::of(&visit.app, user, EventKind::ApiKeyMade, &visit.place());
    let event = event.with("name", name).with("api", &offer.api.name);
    let new = NewKey {
        name: fields.text("name").to_owned(),
        resource: offer.api.uri.clone(),
        scopes: scopes
            .filter(|scope| is_on(of_scope(scope)))
            .cloned()
            .collect(),
        roles: roles.filter(|role| is_on(of_role(role))).cloned().collect(),
        lifetime,
        event: Some(event),
    };
    match api_key::create(&visit.app, &signed_in.user, new).await {
        Ok((text, key)) => Ok(Ok(Said::fresh(text, key))),
        Err(ChangeError::Rejected(rejected)) => Ok(Err(rejected)),
        Err(ChangeError::Fault(fault)) => Err(Failed::of(visit, fault)),
    }
}

/// The form as it was sent, with what is wrong in it; or a new one.
fn form(
    visit: &Visit,
    signed_in: &SignedIn,
    offer: Offer,
    sent: Option<(&Form, Rejected)>,
) -> Result<Response, Failed> {
    let text = |field: &str| sent.as_ref().map_or("", |(fields, _)| fields.text(field));
    let status = match sent {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let choice = |field: String, title: String, detail: String| Choice {
        chosen: text(&field) == "yes",
        field,
        title,
        detail,
    };
    let all = Scopes::stored(offer.api.scopes.clone());
    let groups = scopes::in_words(
        visit.words(),
        &all,
        std::slice::from_ref(&offer.api),
        &signed_in.user,
    );
    let words = groups.into_iter().flat_map(|group| group.words);
    let roles = offer.roles.into_iter();
    let elsewhere = |api: Resource| (address(path::ACCOUNT_CREATE_KEY, "api", &api.uri), api.name);
    let page = KeyCreate {
        shell: visit.shell(),
        csrf: visit.csrf(),
        username: signed_in.user.username.clone(),
        others: offer.others.into_iter().map(elsewhere).collect(),
        name: text("name").to_owned(),
        scopes: words
            .map(|words| choice(of_scope(&words.scope), words.title, words.detail))
            .collect(),
        roles: roles
            .map(|(role, about)| choice(of_role(&role), role, about))
            .collect(),
        lifetimes: lifetimes(visit, text("expires")),
        api: (offer.api.uri, offer.api.name),
        error: sent.as_ref().map(|(_, rejected)| shown(visit, rejected)),
    };
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

/// What has no field of its own is said above the form.
fn shown(visit: &Visit, rejected: &Rejected) -> (String, String) {
    let fields = ["name", "expires", "current_password"];
    let own = fields.into_iter().find(|field| *field == rejected.field);
    let words = visit.words().tell(&rejected.message);
    (own.unwrap_or_default().to_owned(), words)
}

fn lifetimes(visit: &Visit, sent: &str) -> Vec<Lifetime> {
    let rules = &visit.app.config.api_keys;
    let mut spans = DAYS
        .map(|days| Duration::from_secs(days * 24 * 3600))
        .to_vec();
    spans.push(rules.default_lifetime);
    spans.retain(|span| *span <= rules.max_lifetime);
    spans.sort();
    spans.dedup();
    let chosen = config::parse_duration(sent).unwrap_or(rules.default_lifetime);
    let lifetime = |span: Duration| Lifetime {
        value: format!("{}ms", span.as_millis()),
        words: time::span(visit.words(), span),
        chosen: span == chosen,
    };
    spans.into_iter().map(lifetime).collect()
}

fn of_scope(scope: &str) -> String {
    format!("scope.{scope}")
}

fn of_role(role: &str) -> String {
    format!("role.{role}")
}
