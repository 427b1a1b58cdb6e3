//! `/account/passkeys/add`: making a passkey. It asks for fresh proof, at its beginning and at its end. Whoever was led here on
//! the way to an application goes on there.

use axum::Json;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use super::{Said, named, page as list};
use crate::domain::ChangeError;
use crate::identity::passkey::{self, Added};
use crate::web::html::see_other;
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::pages::sign_in::passkey::{forget, impossible};
use crate::web::pages::sign_in::{Onward, Way, fresh_on};
use crate::web::path;
use crate::web::user_agent;
use crate::web::view::{PasskeyAdd, PasskeyAsk, Signal};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    fresh_on(&visit, &way, Onward::AddPasskey).await?;
    let name = suggested(&visit);
    page(&visit, &way, StatusCode::OK, (name, None, None))
}

/// What the browser needs to make one, as JSON.
pub(crate) async fn options(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    Form::read(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let signed_in = fresh_on(&visit, &way, Onward::AddPasskey).await?;
    let options = passkey::creation_options(&visit.app, signed_in, visit.browser()).await;
    let options = options.map_err(|fault| Failed::of(&visit, fault))?;
    let options = options.ok_or_else(|| impossible(&visit))?;
    Ok(visit.answer(Json(options).into_response()))
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let signed_in = fresh_on(&visit, &way, Onward::AddPasskey).await?;
    let added = Added {
        response: fields.text("credential"),
        name: fields.text("name"),
        otherwise: &suggested(&visit),
        browser: visit.browser(),
        place: &visit.place(),
    };
    let rejected = match passkey::add(&visit.app, signed_in, added).await {
        Ok(_) if way.request.is_some() => return Ok(visit.answer(see_other(&way.destination()))),
        Ok(passkey) => {
            let said = Said::notice(named(&visit, "passkey-added", &passkey));
            return list(&visit, &signed_in.user, said).await;
        }
        Err(ChangeError::Rejected(rejected)) => rejected,
        Err(ChangeError::Fault(fault)) => return Err(Failed::of(&visit, fault)),
    };
    let words = visit.words().tell(&rejected.message);
    let signal = orphan(&visit, fields.text("credential"));
    let shown = (fields.text("name").to_owned(), Some(words), signal);
    page(&visit, &way, StatusCode::UNPROCESSABLE_ENTITY, shown)
}

/// What the passkey may be called: the browser in which it is made.
fn suggested(visit: &Visit) -> String {
    user_agent::in_words(visit.words(), &visit.place().user_agent)
}

/// The authenticator has made a passkey that was not added: it would offer it in vain.
fn orphan(visit: &Visit, credential: &str) -> Option<Signal> {
    let credential: Value = serde_json::from_str(credential).ok()?;
    forget(visit, credential.get("id")?.as_str()?)
}

fn page(
    visit: &Visit,
    way: &Way,
    status: StatusCode,
    (name, error, signal): (String, Option<String>, Option<Signal>),
) -> Result<Response, Failed> {
    let page = PasskeyAdd {
        shell: visit.shell(),
        csrf: visit.csrf(),
        ask: PasskeyAsk {
            action: way.to(path::ACCOUNT_ADD_PASSKEY),
            options: way.to(path::ACCOUNT_PASSKEY_OPTIONS),
        },
        possible: passkey::is_possible(&visit.app),
        name,
        error,
        signal,
    };
    way.page(visit, status, &page)
}
