//! `/login`: signing in, for a waiting request or for the account page.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::Failed;
use super::form::{Form, request_id};
use super::links;
use crate::base::Timestamp;
use crate::identity::login::{self, Credentials, Outcome};
use crate::identity::session::Started;
use crate::oauth::authorize::{self, Waiting};
use crate::oauth::logout;
use crate::web::cookie::Cookie;
use crate::web::html::{self, see_other};
use crate::web::router::path;
use crate::web::view::Login;
use crate::web::visit::Visit;

/// What the form is shown with.
struct Shown {
    request: Option<(String, Waiting)>,
    identifier: String,
    error: Option<String>,
}

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let request = waiting(&visit, query.as_deref()).await?;
    if request.is_none() && visit.signed_in.is_some() {
        return Ok(see_other(path::ACCOUNT));
    }
    let hint = request
        .as_ref()
        .and_then(|(_, waiting)| waiting.request.login_hint.clone());
    let shown = Shown {
        request,
        identifier: hint.unwrap_or_default(),
        error: None,
    };
    form(&visit, shown, StatusCode::OK).await
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let request = waiting(&visit, query.as_deref()).await?;
    let place = visit.place();
    let credentials = Credentials {
        identifier: fields.text("identifier").to_owned(),
        password: fields.secret("password"),
        address: place.address,
        user_agent: place.user_agent,
    };
    let identifier = credentials.identifier.clone();
    let outcome = login::login(&visit.app, credentials, visit.signed_in.as_ref()).await;
    let (status, error) = match outcome.map_err(|fault| Failed::of(&visit, fault))? {
        Outcome::SignedIn(started) => {
            return Ok(signed_in(&visit, request.as_ref(), &started));
        }
        Outcome::Wrong { detail } => wrong(&visit, detail),
        Outcome::Throttled { until } => throttled(&visit, until),
    };
    let shown = Shown {
        request,
        identifier,
        error: Some(error),
    };
    form(&visit, shown, status).await
}

fn wrong(visit: &Visit, detail: &str) -> (StatusCode, String) {
    tracing::info!(detail, address = %visit.address, "sign-in refused");
    (StatusCode::UNAUTHORIZED, visit.words().say("login-wrong"))
}

fn throttled(visit: &Visit, until: Timestamp) -> (StatusCode, String) {
    tracing::info!(address = %visit.address, "sign-in throttled");
    (StatusCode::TOO_MANY_REQUESTS, wait(visit.app.now(), until))
}

/// The way on, with the cookies of the new session: back to the request that waits, or to the account.
fn signed_in(visit: &Visit, request: Option<&(String, Waiting)>, started: &Started) -> Response {
    tracing::info!(
        user = started.user.id,
        session = started.session.id,
        "signed in"
    );
    let next = match request {
        Some((id, _)) => format!("{}?request={id}", path::RESUME),
        None => path::ACCOUNT.to_owned(),
    };
    let issuer = &visit.app.config.issuer;
    let state = logout::browser_state(&visit.app, &started.session.id);
    let mut response = see_other(&next);
    for cookie in [
        Cookie::Session.set(&started.token, issuer),
        Cookie::State.set(&state, issuer),
    ] {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

async fn waiting(visit: &Visit, query: Option<&str>) -> Result<Option<(String, Waiting)>, Failed> {
    let Some(id) = request_id(query) else {
        return Ok(None);
    };
    let waiting = authorize::waiting(&visit.app, &id, visit.browser()).await;
    Ok(Some((
        id,
        waiting.map_err(|error| Failed::of(visit, error))?,
    )))
}

async fn form(visit: &Visit, shown: Shown, status: StatusCode) -> Result<Response, Failed> {
    // Whoever is signed in confirms, unless the request is for someone else or leaves the choice.
    let mut signed_in = visit.signed_in.as_ref().map(|known| &known.user);
    if let (Some(user), Some((_, waiting))) = (signed_in, &shown.request) {
        let expects = waiting.request.expects(&visit.app, &user.id).await;
        let expects = expects.map_err(|fault| Failed::of(visit, fault))?;
        signed_in = signed_in.filter(|_| expects);
    }
    let signed_in = signed_in.map(|user| user.username.clone());
    let client = shown.request.as_ref();
    let client = client.map(|(_, waiting)| &waiting.request.redirect.client.client);
    let login = Login {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: match &shown.request {
            Some((id, _)) => format!("{}?request={id}", path::LOGIN),
            None => path::LOGIN.to_owned(),
        },
        application: client.map(|client| client.shown_name()),
        links: client.map(links::of).unwrap_or_default(),
        reauthenticate: signed_in.is_some(),
        identifier: signed_in.unwrap_or(shown.identifier),
        error: shown.error,
    };
    let page = match &shown.request {
        Some((_, waiting)) => html::page_towards(&waiting.request.redirect.uri, &login),
        None => html::page(StatusCode::OK, &login),
    };
    let mut page = page.map_err(|failure| Failed::of(visit, failure))?;
    *page.status_mut() = status;
    Ok(visit.answer(page))
}

/// How long to wait, as people say it.
pub(super) fn wait(now: Timestamp, until: Timestamp) -> String {
    let seconds = until.since(now).as_secs() + 1;
    let (count, unit) = if seconds < 90 {
        (seconds, "second")
    } else {
        (seconds.div_ceil(60), "minute")
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("Too many attempts. Try again in {count} {unit}{plural}.")
}
