//! `/account/apps`: the applications that a person uses, what each may see and do, and taking that away.

use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use super::scopes;
use crate::base::Fault;
use crate::domain::{EventKind, Resource};
use crate::identity::event;
use crate::identity::session::SignedIn;
use crate::oauth::connected::{self, Connected};
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::{AppLine, Apps, InUse};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let Some(signed_in) = &visit.signed_in else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    page(&visit, signed_in, Ok(None)).await
}

pub(crate) async fn remove(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let Some(signed_in) = &visit.signed_in else {
        return Err(Failed::with(see_other(path::LOGIN)));
    };
    let client_id = fields.text("client_id");
    let client = visit.app.catalog.client(client_id).await;
    let client = client.map_err(|fault| Failed::of(&visit, fault))?;
    let user = &signed_in.user.id;
    let event = event::of(&visit.app, user, EventKind::ConsentTaken, &visit.place());
    let name = client.as_ref().map(|client| client.client.shown_name());
    let event = event.with("application", &name.unwrap_or_default());
    let removed = connected::remove(&visit.app, user, client_id, event).await;
    let said = match (removed.map_err(|fault| Failed::of(&visit, fault))?, client) {
        (true, Some(client)) => {
            let name = client.client.shown_name();
            let words = visit.words();
            Ok(Some(
                words.with("account-apps-removed", &[("application", &name)]),
            ))
        }
        (true, None) => Ok(Some(visit.words().say("account-apps-removed-some"))),
        (false, _) => Err("account-apps-none"),
    };
    page(&visit, signed_in, said).await
}

/// The page after what was done, or why it could not be.
async fn page(
    visit: &Visit,
    signed_in: &SignedIn,
    said: Result<Option<String>, &'static str>,
) -> Result<Response, Failed> {
    let status = match said {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let apps = lines(visit, signed_in).await;
    let page = Apps {
        shell: visit.shell(),
        csrf: visit.csrf(),
        apps: apps.map_err(|fault| Failed::of(visit, fault))?,
        now: visit.app.now().millis(),
        error: said
            .as_ref()
            .err()
            .map(|key| (String::new(), visit.words().say(key))),
        notice: said.ok().flatten(),
    };
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

async fn lines(visit: &Visit, signed_in: &SignedIn) -> Result<Vec<AppLine>, Fault> {
    let known = visit.app.catalog.resources().await?;
    let connected = connected::of(&visit.app, &signed_in.user.id).await?;
    let line = |one: &Connected| line(visit, signed_in, one, &known);
    Ok(connected.iter().map(line).collect())
}

fn line(visit: &Visit, signed_in: &SignedIn, one: &Connected, known: &[Resource]) -> AppLine {
    let client = &one.client.client;
    let groups = scopes::in_words(visit.words(), &one.matter, known, &signed_in.user).into_iter();
    let titles = |group: scopes::Group| {
        let words = group.words.into_iter().map(|words| words.title).collect();
        (group.kind.given(visit.words()), words)
    };
    AppLine {
        client_id: client.id.clone(),
        name: client.shown_name(),
        site: connected::site(client),
        since: one.since.millis(),
        in_use: one.last_used.map(|time| InUse {
            last_at: time.millis(),
            stays: one.stays,
        }),
        first_party: client.first_party,
        enabled: client.is_enabled(),
        groups: groups
            // That it stays connected is said beside when it was used.
            .filter(|group| !matches!(group.kind, scopes::Kind::Act))
            .map(titles)
            .collect(),
        entrance: connected::entrance(&visit.app, client),
    }
}
