//! `/login/passkey`: a passkey, as the whole sign-in or as what is still to be shown. Where somebody is known, only theirs is asked
//! for; else the browser offers whichever it has, and the answer says whose it is.

use axum::Json;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::Way;
use super::code::may_trust;
use super::login::wait;
use super::other_ways::other_ways;
use crate::domain::Factor;
use crate::identity::passkey::{self, Outcome};
use crate::identity::sign_in::{self, Pending};
use crate::web::error::Failure;
use crate::web::html::see_other;
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::path;
use crate::web::view::{LoginPasskey, OtherWay, PasskeyAsk, Signal};
use crate::web::visit::Visit;

/// Why a passkey was not accepted.
struct Refused {
    status: StatusCode,
    words: String,
    signal: Option<Signal>,
}

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    match known(&visit, &way).await? {
        Some(pending) => page(&visit, &way, (Some(pending), None)),
        None => Ok(visit.answer(see_other(&way.to(path::LOGIN)))),
    }
}

/// What the browser needs to ask for one, as JSON. It says nothing of accounts but to who has begun to sign in to one.
pub(crate) async fn options(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    Form::of_browser(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let known = known(&visit, &way).await?;
    let user = known.as_ref().map(|pending| &pending.user);
    let options = passkey::request_options(&visit.app, visit.browser(), user).await;
    let options = options.map_err(|fault| Failed::of(&visit, fault))?;
    let options = options.ok_or_else(|| impossible(&visit))?;
    Ok(visit.answer(Json(options).into_response()))
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::of_browser(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?.ticked(&fields);
    let rule = way.rule(&visit).await?;
    let outcome = passkey::show(&visit.app, fields.text("credential"), &rule).await;
    let refused = match outcome.map_err(|fault| Failed::of(&visit, fault))? {
        Outcome::Proven(progress) => {
            let on = way.went_on(&visit, progress);
            return Ok(on.unwrap_or_else(|| see_other(path::LOGIN)));
        }
        Outcome::Throttled { until } => {
            tracing::info!(address = %visit.address, "a passkey was throttled");
            Refused {
                status: StatusCode::TOO_MANY_REQUESTS,
                words: visit.words().tell(&wait(visit.app.now(), until)),
                signal: None,
            }
        }
        Outcome::Wrong { detail, unknown } => {
            tracing::info!(detail, address = %visit.address, "a passkey was refused");
            Refused {
                status: StatusCode::UNAUTHORIZED,
                words: visit.words().say("passkey-wrong"),
                signal: unknown.and_then(|id| forget(&visit, &id)),
            }
        }
    };
    let known = known(&visit, &way).await?;
    page(&visit, &way, (known, Some(refused)))
}

/// Who is on the way in and may go on with a passkey.
async fn known(visit: &Visit, way: &Way) -> Result<Option<Pending>, Failed> {
    let pending = sign_in::pending(&visit.app, &way.rule(visit).await?).await;
    let pending = pending.map_err(|fault| Failed::of(visit, fault))?;
    Ok(pending.filter(|pending| pending.factors.contains(&Factor::Passkey)))
}

fn page(
    visit: &Visit,
    way: &Way,
    (known, refused): (Option<Pending>, Option<Refused>),
) -> Result<Response, Failed> {
    let words = visit.words();
    let other_ways = match &known {
        Some(pending) => other_ways(words, way, (&pending.factors, Factor::Passkey)),
        None => vec![OtherWay {
            label: words.say("passkey-back-to-login"),
            href: way.to(path::LOGIN),
        }],
    };
    let status = refused
        .as_ref()
        .map_or(StatusCode::OK, |refused| refused.status);
    let (error, signal) = refused.map_or((None, None), |refused| {
        (Some(refused.words), refused.signal)
    });
    let page = LoginPasskey {
        shell: visit.shell(),
        csrf: visit.csrf_of_browser(),
        ask: ask(way),
        // Beside what a sign-in began with it is the second factor; alone it is the whole of it.
        trust: known.is_some() && way.sign_in.is_some() && may_trust(visit, way),
        username: known.map(|pending| pending.user.username),
        error,
        signal,
        other_ways,
    };
    way.page(visit, status, &page)
}

/// The form of this page and of the first one.
pub(super) fn ask(way: &Way) -> PasskeyAsk {
    PasskeyAsk {
        action: way.to(path::LOGIN_PASSKEY),
        options: way.to(path::LOGIN_PASSKEY_OPTIONS),
    }
}

/// Lets the browser forget a passkey that nobody here has any more. Only who was given its identifier by the authenticator
/// can know it, so this tells nobody anything.
pub(in crate::web) fn forget(visit: &Visit, credential_id: &str) -> Option<Signal> {
    let told = json!({ "rpId": passkey::id(&visit.app)?, "credentialId": credential_id });
    Some(Signal {
        call: "signalUnknownCredential",
        told: told.to_string(),
    })
}

/// There are no passkeys at a bare IP address.
pub(in crate::web) fn impossible(visit: &Visit) -> Failed {
    let status = StatusCode::NOT_FOUND;
    let failure = Failure::said(status, "passkey-missing-heading", "passkey-impossible");
    Failed::of(visit, failure.or_go(path::HOME, "errors-go-home"))
}
