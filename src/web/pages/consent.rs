//! `/consent`: asking whether an application may have what it asks for.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::{Form, request_id};
use crate::domain::{Resource, Scopes, StandardScope, User};
use crate::identity::session::SignedIn;
use crate::oauth::authorize::{self, Waiting};
use crate::store::consent;
use crate::web::endpoint::authorize::redirect_error;
use crate::web::error::Failure;
use crate::web::html::{self, see_other};
use crate::web::router::path;
use crate::web::view::{Consent, ScopeGroup, ScopeLine};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let (id, waiting, signed_in) = match asked(&visit, query.as_deref()).await? {
        Asked::Question(id, waiting, signed_in) => (id, waiting, signed_in),
        Asked::SignInFirst(id) => return Ok(see_other(&format!("{}?request={id}", path::RESUME))),
    };
    let client = &waiting.request.redirect.client.client;
    let known = visit
        .app
        .catalog
        .resources()
        .await
        .map_err(|fault| Failed::of(&visit, fault))?;
    let mut read = visit.app.db.read();
    let given = consent::of(&mut read, &signed_in.user.id, &client.id).await;
    let given = given.map_err(|fault| Failed::of(&visit, fault))?;
    let page = Consent {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: format!("{}?request={id}", path::CONSENT),
        application: client.shown_name(),
        site: site(&waiting.request.redirect.uri),
        person: signed_in.user.display_name(),
        groups: groups(&waiting.request.matter(), &known, &given, &signed_in.user),
    };
    let page = html::page_towards(&waiting.request.redirect.uri, &page);
    Ok(visit.answer(page.map_err(|failure| Failed::of(&visit, failure))?))
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let (id, waiting, signed_in) = match asked(&visit, query.as_deref()).await? {
        Asked::Question(id, waiting, signed_in) => (id, waiting, signed_in),
        Asked::SignInFirst(id) => return Ok(see_other(&format!("{}?request={id}", path::RESUME))),
    };
    match fields.text("decision") {
        "allow" => {
            let agreed = authorize::agree(&visit.app, &waiting, signed_in, None).await;
            agreed.map_err(|error| Failed::of(&visit, error))?;
            Ok(see_other(&format!("{}?request={id}", path::RESUME)))
        }
        "deny" => {
            let denied = authorize::deny(&visit.app, *waiting).await;
            let error = denied.map_err(|error| Failed::of(&visit, error))?;
            Ok(redirect_error(&visit, &error))
        }
        _ => {
            let text = "Choose whether to allow the application or not.";
            Err(Failed::of(
                &visit,
                Failure::said(StatusCode::BAD_REQUEST, "Nothing was chosen", text),
            ))
        }
    }
}

enum Asked<'v> {
    Question(String, Box<Waiting>, &'v SignedIn),
    /// Somebody signed out meanwhile: the way leads back through the request.
    SignInFirst(String),
}

async fn asked<'v>(visit: &'v Visit, query: Option<&str>) -> Result<Asked<'v>, Failed> {
    let id = request_id(query).unwrap_or_default();
    let waiting = authorize::waiting(&visit.app, &id, visit.browser()).await;
    let waiting = waiting.map_err(|error| Failed::of(visit, error))?;
    Ok(match &visit.signed_in {
        Some(signed_in) => Asked::Question(id, Box::new(waiting), signed_in),
        None => Asked::SignInFirst(id),
    })
}

fn site(redirect_uri: &str) -> Option<String> {
    url::Url::parse(redirect_uri)
        .ok()?
        .host_str()
        .map(str::to_owned)
}

/// What is asked for, in plain words: what it will see and do, then each API.
fn groups(asked: &Scopes, known: &[Resource], given: &Scopes, user: &User) -> Vec<ScopeGroup> {
    let line = |scope: &str, title: &str, detail: String| ScopeLine {
        scope: scope.to_owned(),
        title: title.to_owned(),
        detail,
        is_new: !given.is_empty() && !given.has(scope),
    };
    let mut see = Vec::new();
    let mut act = Vec::new();
    for scope in asked.iter() {
        let Some(standard) = StandardScope::named(scope) else {
            continue;
        };
        let Some((title, detail)) = words(standard, user) else {
            continue;
        };
        let group = if standard == StandardScope::OfflineAccess {
            &mut act
        } else {
            &mut see
        };
        group.push(line(scope, title, detail));
    }
    let mut groups = vec![group("It will see", see), group("It will do", act)];
    for resource in known.iter().filter(|known| asked.has(&known.uri)) {
        let detail = "With the roles that you have there.".to_owned();
        let mut lines = vec![line(&resource.uri, "Act there as you", detail)];
        let own = asked
            .iter()
            .filter(|scope| resource.scopes.iter().any(|own| own == scope));
        lines.extend(own.map(|scope| line(scope, scope, String::new())));
        groups.push(group(&format!("In {}", resource.name), lines));
    }
    groups.retain(|group| !group.lines.is_empty());
    groups
}

fn group(heading: &str, lines: Vec<ScopeLine>) -> ScopeGroup {
    ScopeGroup {
        heading: heading.to_owned(),
        lines,
    }
}

fn words(scope: StandardScope, user: &User) -> Option<(&'static str, String)> {
    let known = |value: &Option<String>| value.clone().unwrap_or_default();
    Some(match scope {
        StandardScope::OpenId => return None,
        StandardScope::Profile => (
            "Your name",
            "First name, last name and username.".to_owned(),
        ),
        StandardScope::Email => ("Your e-mail address", known(&user.email)),
        StandardScope::Phone => ("Your phone number", known(&user.phone_number)),
        StandardScope::Address => ("Your postal address", String::new()),
        StandardScope::OfflineAccess => (
            "Stay connected",
            "Keep this access while you are away, until it expires.".to_owned(),
        ),
        StandardScope::Roles => (
            "Your roles",
            "What you may do in applications that use this server.".to_owned(),
        ),
    })
}
