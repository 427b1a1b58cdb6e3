//! `/account/totp`: one-time passwords from an application on a phone. Setting them up and taking them away asks for fresh proof;
//! the code that confirms them counts as shown, so that who was led here by an application need not show another.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use super::sign_in::code::subjects;
use super::sign_in::login::wait;
use super::sign_in::{Onward, Way, fresh, fresh_on};
use crate::base::Fault;
use crate::domain::Proof;
use crate::identity::session::SignedIn;
use crate::identity::throttle::{self, Attempt, Subjects};
use crate::identity::totp::{self, Confirmed, Setup};
use crate::identity::{recovery_code, sign_in};
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::{Moment, Totp, TotpAdd};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let Some(signed_in) = &visit.signed_in else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    page(&visit, signed_in, None).await
}

pub(crate) async fn remove(visit: Visit, body: String) -> Result<Response, Failed> {
    Form::read(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::Totp).await?;
    let removed = totp::remove(&visit.app, &signed_in.user, &visit.place()).await;
    let removed = removed.map_err(|fault| Failed::of(&visit, fault))?;
    let notice = removed.then(|| visit.words().say("factors-totp-removed"));
    page(&visit, signed_in, notice).await
}

pub(crate) async fn add(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let fault = |fault: Fault| Failed::of(&visit, fault);
    let way = Way::read(&visit, query.as_deref()).await?;
    let signed_in = fresh_on(&visit, &way, Onward::AddTotp).await?;
    if totp::set_up_at(&visit.app, &signed_in.user)
        .await
        .map_err(fault)?
        .is_some()
    {
        return Ok(visit.answer(see_other(path::ACCOUNT_TOTP)));
    }
    let setup = totp::prepare(&visit.app, signed_in).map_err(fault)?;
    form(&visit, &way, setup, None)
}

pub(crate) async fn confirm(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let fault = |fault: Fault| Failed::of(&visit, fault);
    let way = Way::read(&visit, query.as_deref()).await?;
    let signed_in = fresh_on(&visit, &way, Onward::AddTotp).await?;
    let sealed = fields.text("seed");
    let subjects = subjects(&visit, &way, &signed_in.user.id).await?;
    let attempt = throttle::attempt(&visit.app, &subjects)
        .await
        .map_err(fault)?;
    let error = match attempt {
        Attempt::Blocked { until } => {
            let words = visit.words().tell(&wait(visit.app.now(), until));
            (StatusCode::TOO_MANY_REQUESTS, words)
        }
        Attempt::Allowed => {
            let given = (sealed, fields.text("code"));
            let confirmed = totp::confirm(&visit.app, signed_in, given, &visit.place()).await;
            match confirmed.map_err(fault)? {
                Confirmed::Added => return added(&visit, way, signed_in, subjects).await,
                Confirmed::Taken => return Ok(visit.answer(see_other(path::ACCOUNT_TOTP))),
                Confirmed::Expired => {
                    return Ok(visit.answer(see_other(&way.to(path::ACCOUNT_ADD_TOTP))));
                }
                Confirmed::WrongCode => {
                    let words = visit.words().say("factors-totp-not-that");
                    (StatusCode::UNPROCESSABLE_ENTITY, words)
                }
            }
        }
    };
    match totp::again(&visit.app, signed_in, sealed).map_err(fault)? {
        Some(setup) => form(&visit, &way, setup, Some(error)),
        None => Ok(visit.answer(see_other(&way.to(path::ACCOUNT_ADD_TOTP)))),
    }
}

/// The code was shown, so the session says so. Whoever has no recovery codes is offered some.
async fn added(
    visit: &Visit,
    way: Way,
    signed_in: &SignedIn,
    subjects: Subjects,
) -> Result<Response, Failed> {
    let fault = |fault: Fault| Failed::of(visit, fault);
    let codes = recovery_code::of(&visit.app, &signed_in.user)
        .await
        .map_err(fault)?;
    let onward = match (codes.made_at, &way.request) {
        (None, _) => Some(Onward::RecoveryCodes),
        (Some(_), Some(_)) => None,
        (Some(_), None) => Some(Onward::Totp),
    };
    let way = Way { onward, ..way };
    let shown = (signed_in.user.clone(), Proof::totp(visit.app.now()));
    let rule = way.rule(visit).await?;
    let progress = sign_in::proven(&visit.app, &rule, shown, subjects).await;
    let on = way.went_on(visit, progress.map_err(fault)?);
    Ok(on.unwrap_or_else(|| see_other(path::LOGIN)))
}

fn form(
    visit: &Visit,
    way: &Way,
    setup: Setup,
    error: Option<(StatusCode, String)>,
) -> Result<Response, Failed> {
    let (status, error) = error.map_or((StatusCode::OK, None), |(status, text)| {
        (status, Some(text))
    });
    let page = TotpAdd {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: way.to(path::ACCOUNT_ADD_TOTP),
        seed: setup.sealed,
        secret: setup.text,
        uri: setup.uri,
        picture: (setup.picture.size, setup.picture.path),
        error,
        back: way.destination(),
    };
    way.page(visit, status, &page)
}

async fn page(
    visit: &Visit,
    signed_in: &SignedIn,
    notice: Option<String>,
) -> Result<Response, Failed> {
    let set_up_at = totp::set_up_at(&visit.app, &signed_in.user).await;
    let page = Totp {
        shell: visit.shell(),
        csrf: visit.csrf(),
        set_up_at: set_up_at
            .map_err(|fault| Failed::of(visit, fault))?
            .map(|at| Moment { at: at.millis() }),
        now: visit.app.now().millis(),
        notice,
    };
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}
