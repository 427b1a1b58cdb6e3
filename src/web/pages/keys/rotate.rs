//! `/account/keys/rotate`: another text for an API key, after the password was asked for again.

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Said, asked, moment, named};
use crate::base::Fault;
use crate::domain::{ApiKey, ChangeError, EventKind, Rejected};
use crate::identity::session::SignedIn;
use crate::identity::{api_key, event};
use crate::web::html::{self, see_other};
use crate::web::pages::Failed;
use crate::web::pages::account::{confirmed, signed_in};
use crate::web::path;
use crate::web::view::{KeyRotate, time};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let Some(signed_in) = &visit.signed_in else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    let key = own(&visit, signed_in, &asked(query.as_deref(), "id")).await?;
    form(&visit, signed_in, key, None).await
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    let key = own(&visit, signed_in, fields.text("id")).await?;
    if let Err(rejected) = confirmed(&visit, signed_in, &fields).await? {
        return form(&visit, signed_in, key, Some(rejected)).await;
    }
    let overlap = (fields.text("now") == "yes").then_some(Duration::ZERO);
    let (owner, place) = (&signed_in.user, visit.place());
    let event = event::of(&visit.app, &owner.id, EventKind::ApiKeyRenewed, &place);
    match api_key::rotate_told(&visit.app, owner, &key.id, overlap, Some(event)).await {
        Ok((text, key)) => super::page(&visit, signed_in, Said::fresh(text, key)).await,
        Err(ChangeError::Rejected(rejected)) => form(&visit, signed_in, key, Some(rejected)).await,
        Err(ChangeError::Fault(fault)) => Err(Failed::of(&visit, fault)),
    }
}

/// A live key of this person's, or the list where it is none.
async fn own(visit: &Visit, signed_in: &SignedIn, id: &str) -> Result<ApiKey, Failed> {
    let keys = api_key::of_user(&visit.app, &signed_in.user.id).await;
    let mut keys = keys.map_err(|fault| Failed::of(visit, fault))?.into_iter();
    let own = keys.find(|key| key.id == id);
    own.ok_or_else(|| Failed::with(see_other(path::ACCOUNT_KEYS)))
}

async fn form(
    visit: &Visit,
    signed_in: &SignedIn,
    key: ApiKey,
    error: Option<Rejected>,
) -> Result<Response, Failed> {
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = rotation_of(visit, signed_in, key, error).await;
    let page = page.map_err(|fault| Failed::of(visit, fault))?;
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

async fn rotation_of(
    visit: &Visit,
    signed_in: &SignedIn,
    key: ApiKey,
    error: Option<Rejected>,
) -> Result<KeyRotate, Fault> {
    let known = visit.app.catalog.resources().await?;
    let (rules, now) = (&visit.app.config.api_keys, visit.app.now());
    let words = visit.words();
    let overlap = match rules.rotation_overlap {
        Duration::ZERO => String::new(),
        span if now + span < key.expires_at => {
            words.with("keys-overlap-for", &[("span", &time::span(words, span))])
        }
        _ => words.say("keys-overlap-end"),
    };
    let in_words = |rejected: Rejected| match rejected.field {
        "current_password" => (rejected.field.to_owned(), words.tell(&rejected.message)),
        _ => (String::new(), words.tell(&rejected.message)),
    };
    Ok(KeyRotate {
        shell: visit.shell(),
        csrf: visit.csrf(),
        username: signed_in.user.username.clone(),
        api: named(&known, &key.resource),
        lifetime: time::span(words, key.lifetime().min(rules.max_lifetime)),
        overlap,
        former_ends: key.overlaps_until(now).map(moment),
        id: key.id,
        name: key.name,
        error: error.map(in_words),
    })
}
