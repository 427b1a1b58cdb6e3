//! `/login`: the first page. A name and a password; for who is known already, only what they have still to show.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Way;
use super::next::page;
use super::other_ways::other_ways;
use crate::base::Timestamp;
use crate::domain::Factor;
use crate::federation as home;
use crate::identity::challenge::Purpose;
use crate::identity::login::{self, Credentials, Outcome};
use crate::identity::registration;
use crate::identity::sign_in::{self, Pending};
use crate::identity::{browser, email_code, passkey};
use crate::web::error::Failure;
use crate::web::html::see_other;
use crate::web::pages::form::Form;
use crate::web::pages::{Failed, challenge, federation, links};
use crate::web::path;
use crate::web::view::{Login, OtherWay};
use crate::web::visit::Visit;
use crate::words::Phrase;

/// What the form is shown with.
#[derive(Default)]
struct Shown {
    identifier: String,
    error: Option<String>,
}

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    let known = known(&visit, &way).await?;
    // Nothing is missing: another tab was faster, or somebody came back.
    if known.is_none() && visit.signed_in.is_some() && way.rule(&visit).await?.confirms {
        return Ok(visit.answer(see_other(&way.destination())));
    }
    // What is missing may be for other pages only.
    let here = |factor: &Factor| page(*factor) == Some(path::LOGIN);
    if let Some(pending) = &known
        && !pending.factors.is_empty()
        && !pending.factors.iter().any(here)
    {
        return Ok(visit.answer(see_other(&way.to(path::LOGIN_NEXT))));
    }
    let hint = way.request.as_ref();
    let hint = hint.and_then(|(_, waiting)| waiting.request.login_hint.clone());
    let shown = Shown {
        identifier: hint.unwrap_or_default(),
        error: None,
    };
    form(&visit, &way, (known, shown), StatusCode::OK).await
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::of_browser(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?.ticked(&fields);
    let home = home::home(&visit.app, fields.text("identifier"));
    if let Some(provider) = home.filter(|_| visit.signed_in.is_none()) {
        let typed = Some(fields.text("identifier"));
        return federation::go(&visit, &way, &provider.id, typed).await;
    }
    let credentials = Credentials {
        identifier: fields.text("identifier").to_owned(),
        password: fields.secret("password"),
    };
    let identifier = credentials.identifier.clone();
    if !challenge::is_met(&visit, &fields, (Purpose::SignIn, &identifier)).await? {
        let first = visit.words().say(challenge::FIRST);
        let problem = (StatusCode::UNPROCESSABLE_ENTITY, first);
        return again(&visit, &way, identifier, problem).await;
    }
    let outcome = login::login(&visit.app, credentials, &way.rule(&visit).await?).await;
    let problem = match outcome.map_err(|fault| Failed::of(&visit, fault))? {
        Outcome::Proven(progress) => match way.went_on(&visit, progress) {
            Some(response) => return Ok(response),
            None => return Ok(see_other(path::LOGIN)),
        },
        Outcome::Wrong { detail } => wrong(&visit, detail),
        Outcome::Throttled { until } => throttled(&visit, until),
        Outcome::Unreachable => return Err(unreachable(&visit)),
    };
    again(&visit, &way, identifier, problem).await
}

/// The form once more, with what was typed and what is wrong.
async fn again(
    visit: &Visit,
    way: &Way,
    identifier: String,
    (status, error): (StatusCode, String),
) -> Result<Response, Failed> {
    let known = known(visit, way).await?;
    let shown = Shown {
        identifier,
        error: Some(error),
    };
    form(visit, way, (known, shown), status).await
}

/// Who is on the way in already, and has something left to show.
async fn known(visit: &Visit, way: &Way) -> Result<Option<Pending>, Failed> {
    let pending = sign_in::pending(&visit.app, &way.rule(visit).await?).await;
    pending.map_err(|fault| Failed::of(visit, fault))
}

fn wrong(visit: &Visit, detail: &str) -> (StatusCode, String) {
    tracing::info!(detail, address = %visit.address, "sign-in refused");
    (StatusCode::UNAUTHORIZED, visit.words().say("login-wrong"))
}

fn throttled(visit: &Visit, until: Timestamp) -> (StatusCode, String) {
    tracing::info!(address = %visit.address, "sign-in throttled");
    let words = wait(visit.app.now(), until);
    (StatusCode::TOO_MANY_REQUESTS, visit.words().tell(&words))
}

/// The person may be who they say, and what they typed right: only nobody can tell.
fn unreachable(visit: &Visit) -> Failed {
    let (heading, text) = ("login-directory-down", "login-directory-down-text");
    let failure = Failure::said(StatusCode::SERVICE_UNAVAILABLE, heading, text);
    Failed::of(visit, failure.or_go(&visit.page(), "errors-try-again"))
}

async fn form(
    visit: &Visit,
    way: &Way,
    (known, shown): (Option<Pending>, Shown),
    status: StatusCode,
) -> Result<Response, Failed> {
    let providers = federation::ways(visit, way, known.as_ref()).await?;
    let by_password = |factor: &Factor| matches!(factor, Factor::Password | Factor::Directory);
    let asks = |pending: &Pending| pending.factors.iter().any(by_password);
    let by_password = known.as_ref().is_none_or(asks);
    let known = known.filter(asks);
    let known = known.map(|pending| pending.user.username);
    let others = browser::people(&visit.app, visit.browser(), visit.device()).await;
    let others = others.map_err(|fault| Failed::of(visit, fault))?;
    let others =
        (known.is_none() && !others.is_empty()).then(|| way.as_somebody().to(path::ACCOUNTS));
    let client = way.request.as_ref();
    let client = client.map(|(_, waiting)| &waiting.request.redirect.client.client);
    let identifier = known.clone().unwrap_or(shown.identifier);
    let challenge = match by_password {
        true => challenge::due(visit, Purpose::SignIn, &identifier).await?,
        false => None,
    };
    let page = Login {
        shell: visit.shell(),
        csrf: visit.csrf_of_browser(),
        remember: visit.app.config.sessions.remember && known.is_none(),
        others,
        other_ways: begins_by_mail(visit, way),
        action: way.to(path::LOGIN),
        application: client.map(|client| client.shown_name()),
        links: client.map(links::of).unwrap_or_default(),
        reauthenticate: known.is_some(),
        by_password,
        by_domain: !federation::homes(&visit.app).is_empty(),
        providers,
        identifier,
        challenge,
        error: shown.error,
        passkey: passkey::is_possible(&visit.app).then(|| super::passkey::ask(way)),
        register: registration::is_open(&visit.app).then(|| way.to(path::SIGN_UP)),
        recover: visit.app.config.mail_on().then(|| way.to(path::RECOVER)),
    };
    way.page(visit, status, &page)
}

/// A code by mail instead of the password, where a sign-in may begin with one.
fn begins_by_mail(visit: &Visit, way: &Way) -> Vec<OtherWay> {
    match email_code::may_begin(&visit.app) {
        true => other_ways(visit.words(), way, (&[Factor::EmailCode], Factor::Password)),
        false => Vec::new(),
    }
}

/// How long to wait, as people say it.
pub(in crate::web) fn wait(now: Timestamp, until: Timestamp) -> Phrase {
    let seconds = until.since(now).as_secs() + 1;
    if seconds < 90 {
        Phrase::new("errors-wait-seconds").with("count", seconds)
    } else {
        Phrase::new("errors-wait-minutes").with("count", seconds.div_ceil(60))
    }
}
