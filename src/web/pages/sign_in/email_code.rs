//! `/login/email-code`: has a code sent, and takes it: after a password where the operator wants that, or instead of one. Of somebody
//! who is not known here it is not told whether there is an account.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Way;
use super::code::subjects;
use super::login::wait;
use super::other_ways::other_ways;
use crate::base::{Fault, Timestamp};
use crate::domain::{Factor, Proof};
use crate::identity::challenge::Purpose;
use crate::identity::email_code::{self, Asked};
use crate::identity::event;
use crate::identity::sign_in::{self, Pending};
use crate::identity::throttle::{self, Attempt};
use crate::web::html::see_other;
use crate::web::pages::form::Form;
use crate::web::pages::{Failed, challenge};
use crate::web::path;
use crate::web::view::{Code, EmailCode};
use crate::web::visit::Visit;

/// What a page is answered with if not with itself.
type Problem = Option<(StatusCode, String)>;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    let pending = pending(&visit, &way).await?;
    let id = way.sign_in.as_deref().unwrap_or_default();
    let waits = match &pending {
        Some(_) => email_code::is_sent(&visit.app, (id, visit.browser())).await,
        None => Ok(email_code::account_of(&visit.app, id, visit.browser()).is_some()),
    };
    match waits.map_err(|fault| Failed::of(&visit, fault))? {
        true => code_form(&visit, &way, pending.as_ref(), None),
        false => send_form(&visit, &way, (pending.as_ref(), ""), None).await,
    }
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::of_browser(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let pending = pending(&visit, &way).await?;
    match fields.text("send").is_empty() {
        true => take(&visit, way, pending, fields.text("code")).await,
        false => send(&visit, way, pending, &fields).await,
    }
}

/// Who has shown something already is no stranger who floods a mailbox.
async fn is_met(
    visit: &Visit,
    pending: Option<&Pending>,
    (fields, identifier): (&Form, &str),
) -> Result<bool, Failed> {
    match pending {
        Some(_) => Ok(true),
        None => challenge::is_met(visit, fields, (Purpose::EmailCode, identifier)).await,
    }
}

/// Who is known, and is to show a code; nobody where a sign-in may begin with one. Else this is not the page.
async fn pending(visit: &Visit, way: &Way) -> Result<Option<Pending>, Failed> {
    let pending = sign_in::pending(&visit.app, &way.rule(visit).await?).await;
    let pending = pending.map_err(|fault| Failed::of(visit, fault))?;
    let asked = |pending: &Pending| pending.factors.contains(&Factor::EmailCode);
    match pending {
        Some(pending) if asked(&pending) => Ok(Some(pending)),
        None if email_code::may_begin(&visit.app) => Ok(None),
        _ => Err(Failed::with(
            visit.answer(see_other(&way.to(path::LOGIN_NEXT))),
        )),
    }
}

async fn send(
    visit: &Visit,
    way: Way,
    pending: Option<Pending>,
    fields: &Form,
) -> Result<Response, Failed> {
    let (app, browser) = (&visit.app, visit.browser());
    let fault = |fault: Fault| Failed::of(visit, fault);
    let identifier = fields.text("identifier");
    let asker = (pending.as_ref(), identifier);
    if !is_met(visit, pending.as_ref(), (fields, identifier)).await? {
        let first = visit.words().say(challenge::FIRST);
        let problem = Some((StatusCode::UNPROCESSABLE_ENTITY, first));
        return send_form(visit, &way, asker, problem).await;
    }
    let free = app.config.throttle.address_free;
    let attempt = throttle::attempt_at(app, "letters", visit.address, free).await;
    if let Attempt::Blocked { until } = attempt.map_err(fault)? {
        return send_form(visit, &way, asker, too_many(visit, until)).await;
    }
    let asked: Asked = match &pending {
        Some(pending) => email_code::asked_by(app, &pending.user),
        None => email_code::asked_as(app, identifier).await.map_err(fault)?,
    };
    let id = match (&pending, &way.sign_in) {
        (Some(_), Some(id)) => id.clone(),
        _ => email_code::begin(app, &asked, browser).map_err(fault)?,
    };
    let subjects = subjects(visit, &way, &asked.account).await?;
    let way = Way {
        sign_in: Some(id.clone()),
        ..way
    };
    let letter = (&*way.to(path::LOGIN_EMAIL_LINK), visit.words().locale());
    let sent = email_code::send(app, (asked, subjects), (&id, browser), letter).await;
    if let Attempt::Blocked { until } = sent.map_err(fault)? {
        return send_form(visit, &way, asker, too_many(visit, until)).await;
    }
    Ok(visit.answer(see_other(&way.to(path::LOGIN_EMAIL_CODE))))
}

async fn take(
    visit: &Visit,
    way: Way,
    pending: Option<Pending>,
    code: &str,
) -> Result<Response, Failed> {
    let (app, browser) = (&visit.app, visit.browser());
    let fault = |fault: Fault| Failed::of(visit, fault);
    let id = way.sign_in.clone().unwrap_or_default();
    let account = match &pending {
        Some(pending) => Some(pending.user.id.clone()),
        None => email_code::account_of(app, &id, browser),
    };
    let Some(account) = account else {
        return Ok(visit.answer(see_other(&way.to(path::LOGIN_EMAIL_CODE))));
    };
    let subjects = subjects(visit, &way, &account).await?;
    let attempt = throttle::attempt(app, &subjects).await.map_err(fault)?;
    if let Attempt::Blocked { until } = attempt {
        return code_form(visit, &way, pending.as_ref(), too_many(visit, until));
    }
    let verified = email_code::verify(app, (&id, browser), code)
        .await
        .map_err(fault)?;
    let Some(user) = verified.filter(|user| user.id == account) else {
        tracing::info!(account, address = %visit.address, "a code by mail was wrong");
        let refused = event::refused(app, &account, &visit.place()).await;
        refused.map_err(fault)?;
        let wrong = visit.words().say("factors-email-code-wrong");
        return code_form(
            visit,
            &way,
            pending.as_ref(),
            Some((StatusCode::UNAUTHORIZED, wrong)),
        );
    };
    let shown = (user, Proof::email_code(app.now()));
    let progress = sign_in::proven(app, &way.rule(visit).await?, shown, subjects).await;
    let on = way.went_on(visit, progress.map_err(fault)?);
    Ok(on.unwrap_or_else(|| see_other(path::LOGIN)))
}

fn too_many(visit: &Visit, until: Timestamp) -> Problem {
    let words = visit.words().tell(&wait(visit.app.now(), until));
    Some((StatusCode::TOO_MANY_REQUESTS, words))
}

async fn send_form(
    visit: &Visit,
    way: &Way,
    (pending, identifier): (Option<&Pending>, &str),
    problem: Problem,
) -> Result<Response, Failed> {
    let (status, error) = parts(problem);
    let challenge = match pending {
        Some(_) => None,
        None => challenge::due(visit, Purpose::EmailCode, identifier).await?,
    };
    let page = EmailCode {
        shell: visit.shell(),
        csrf: visit.csrf_of_browser(),
        action: way.to(path::LOGIN_EMAIL_CODE),
        email: pending.and_then(|pending| pending.user.email.as_deref().map(hinted)),
        identifier: identifier.to_owned(),
        challenge,
        error,
        other_ways: others(visit, way, pending),
    };
    way.page(visit, status, &page)
}

fn code_form(
    visit: &Visit,
    way: &Way,
    pending: Option<&Pending>,
    problem: Problem,
) -> Result<Response, Failed> {
    let words = visit.words();
    let (status, error) = parts(problem);
    let email = pending.and_then(|pending| pending.user.email.as_deref().map(hinted));
    let lead = match email {
        Some(email) => words.with("factors-email-code-lead-to", &[("email", &email)]),
        None => words.say("factors-email-code-lead"),
    };
    let page = Code {
        shell: visit.shell(),
        csrf: visit.csrf_of_browser(),
        action: way.to(path::LOGIN_EMAIL_CODE),
        heading: words.say("factors-email-code-heading"),
        lead,
        label: words.say("factors-email-code-label"),
        code: String::new(),
        digits: true,
        trust: false,
        error,
        // Whoever is not known yet says again who they are.
        resend: pending.map(|_| way.to(path::LOGIN_EMAIL_CODE)),
        other_ways: others(visit, way, pending),
    };
    way.page(visit, status, &page)
}

fn parts(problem: Problem) -> (StatusCode, Option<String>) {
    problem.map_or((StatusCode::OK, None), |(status, text)| {
        (status, Some(text))
    })
}

fn others(visit: &Visit, way: &Way, pending: Option<&Pending>) -> Vec<crate::web::view::OtherWay> {
    let first = [Factor::Password];
    let factors = pending.map_or(&first[..], |pending| &pending.factors);
    let way = match pending {
        Some(_) => way,
        None => &way.as_somebody(),
    };
    other_ways(visit.words(), way, (factors, Factor::EmailCode))
}

/// An address as far as somebody has to see it who knows it: whoever learnt a password learns no address by it.
fn hinted(email: &str) -> String {
    let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{domain}")
}
