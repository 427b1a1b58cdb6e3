//! `/login/code` and `/login/recovery-code`: a code of the application on a phone, or one of the set that was kept apart, from
//! somebody of whom something was shown already.

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Way;
use super::login::wait;
use super::next::page;
use super::other_ways::other_ways;
use crate::base::Fault;
use crate::domain::{Factor, Proof, User};
use crate::identity::sign_in::{self, Pending};
use crate::identity::throttle::{self, Attempt, Subjects};
use crate::identity::{device, event, recovery_code, totp};
use crate::web::html::see_other;
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::path;
use crate::web::view::Code;
use crate::web::visit::Visit;

pub(crate) async fn totp(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    show(&visit, query, Factor::Totp).await
}

pub(crate) async fn submit_totp(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    submit(&visit, (query, body), Factor::Totp).await
}

pub(crate) async fn recovery(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    show(&visit, query, Factor::RecoveryCode).await
}

pub(crate) async fn submit_recovery(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    submit(&visit, (query, body), Factor::RecoveryCode).await
}

async fn show(visit: &Visit, query: Option<String>, factor: Factor) -> Result<Response, Failed> {
    let way = Way::read(visit, query.as_deref()).await?;
    let pending = pending(visit, &way, factor).await?;
    form(visit, &way, (&pending, factor), None)
}

async fn submit(
    visit: &Visit,
    (query, body): (Option<String>, String),
    factor: Factor,
) -> Result<Response, Failed> {
    let fields = Form::of_browser(visit, &body)?;
    let way = Way::read(visit, query.as_deref()).await?.ticked(&fields);
    let pending = pending(visit, &way, factor).await?;
    let fault = |fault: Fault| Failed::of(visit, fault);
    let subjects = subjects(visit, &way, &pending.user.id).await?;
    let attempt = throttle::attempt(&visit.app, &subjects).await;
    if let Attempt::Blocked { until } = attempt.map_err(fault)? {
        tracing::info!(user = pending.user.id, %factor, "a code was throttled");
        let words = visit.words().tell(&wait(visit.app.now(), until));
        let blocked = Some((StatusCode::TOO_MANY_REQUESTS, words));
        return form(visit, &way, (&pending, factor), blocked);
    }
    let shown = show_code(visit, &pending.user, (factor, fields.text("code"))).await;
    let Some(proof) = shown.map_err(fault)? else {
        tracing::info!(user = pending.user.id, %factor, address = %visit.address, "a code was wrong");
        // Who gets here knows the password: its owner should see that somebody does.
        let refused = event::refused(&visit.app, &pending.user.id, &visit.place()).await;
        refused.map_err(fault)?;
        let wrong = Some((StatusCode::UNAUTHORIZED, visit.words().say(wrong(factor))));
        return form(visit, &way, (&pending, factor), wrong);
    };
    let rule = way.rule(visit).await?;
    let progress = sign_in::proven(&visit.app, &rule, (pending.user, proof), subjects).await;
    let on = way.went_on(visit, progress.map_err(fault)?);
    Ok(on.unwrap_or_else(|| see_other(path::LOGIN)))
}

/// Whom a code of this account counts against.
pub(in crate::web) async fn subjects(
    visit: &Visit,
    way: &Way,
    account: &str,
) -> Result<Subjects, Failed> {
    let subjects = device::subjects(&visit.app, &way.rule(visit).await?, account).await;
    subjects.map_err(|fault| Failed::of(visit, fault))
}

/// Whether this device may be spared the second factor from now on.
pub(super) fn may_trust(visit: &Visit, way: &Way) -> bool {
    visit.app.config.sessions.trusted_device > Duration::ZERO && way.onward.is_none()
}

/// Who is to show this factor here. Whoever is not, is led to what they have to show instead.
pub(in crate::web) async fn pending(
    visit: &Visit,
    way: &Way,
    factor: Factor,
) -> Result<Pending, Failed> {
    let pending = sign_in::pending(&visit.app, &way.rule(visit).await?).await;
    let pending = pending.map_err(|fault| Failed::of(visit, fault))?;
    let pending = pending.filter(|pending| pending.factors.contains(&factor));
    pending.ok_or_else(|| Failed::with(visit.answer(see_other(&way.to(path::LOGIN_NEXT)))))
}

async fn show_code(
    visit: &Visit,
    user: &User,
    (factor, code): (Factor, &str),
) -> Result<Option<Proof>, Fault> {
    let (app, now) = (&visit.app, visit.app.now());
    Ok(match factor {
        Factor::RecoveryCode => recovery_code::use_up(app, user, code, &visit.place())
            .await?
            .then(|| Proof::recovery_code(now)),
        _ => totp::verify(app, user, code)
            .await?
            .then(|| Proof::totp(now)),
    })
}

fn wrong(factor: Factor) -> &'static str {
    match factor {
        Factor::RecoveryCode => "factors-recovery-code-wrong",
        _ => "factors-totp-wrong",
    }
}

fn form(
    visit: &Visit,
    way: &Way,
    (pending, factor): (&Pending, Factor),
    error: Option<(StatusCode, String)>,
) -> Result<Response, Failed> {
    let words = visit.words();
    let of = |totp: &'static str, recovery: &'static str| match factor {
        Factor::RecoveryCode => words.say(recovery),
        _ => words.say(totp),
    };
    let (status, error) = error.map_or((StatusCode::OK, None), |(status, text)| {
        (status, Some(text))
    });
    let code = Code {
        shell: visit.shell(),
        csrf: visit.csrf_of_browser(),
        action: way.to(page(factor).unwrap_or(path::LOGIN)),
        heading: of("factors-totp-heading", "factors-recovery-code-heading"),
        lead: of("factors-totp-lead", "factors-recovery-code-lead"),
        label: of("factors-totp-label", "factors-recovery-code-label"),
        code: String::new(),
        digits: factor == Factor::Totp,
        trust: may_trust(visit, way),
        error,
        resend: None,
        other_ways: other_ways(words, way, (&pending.factors, factor)),
    };
    way.page(visit, status, &code)
}
