//! `/account/passkeys/add`: making a passkey. It asks for fresh proof, at its beginning and at its end.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use super::{Said, named, page as list};
use crate::domain::ChangeError;
use crate::identity::passkey::{self, Added};
use crate::web::html;
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::pages::sign_in::passkey::{forget, impossible};
use crate::web::pages::sign_in::{Onward, fresh};
use crate::web::router::path;
use crate::web::user_agent;
use crate::web::view::{PasskeyAdd, PasskeyAsk, Signal};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    fresh(&visit, Onward::AddPasskey).await?;
    let name = suggested(&visit);
    page(&visit, StatusCode::OK, (name, None, None))
}

/// What the browser needs to make one, as JSON.
pub(crate) async fn options(visit: Visit, body: String) -> Result<Response, Failed> {
    Form::read(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::AddPasskey).await?;
    let options = passkey::creation_options(&visit.app, signed_in, visit.browser()).await;
    let options = options.map_err(|fault| Failed::of(&visit, fault))?;
    let options = options.ok_or_else(|| impossible(&visit))?;
    Ok(visit.answer(Json(options).into_response()))
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::AddPasskey).await?;
    let added = Added {
        response: fields.text("credential"),
        name: fields.text("name"),
        otherwise: &suggested(&visit),
        browser: visit.browser(),
        place: &visit.place(),
    };
    let rejected = match passkey::add(&visit.app, signed_in, added).await {
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
    page(&visit, StatusCode::UNPROCESSABLE_ENTITY, shown)
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
    status: StatusCode,
    (name, error, signal): (String, Option<String>, Option<Signal>),
) -> Result<Response, Failed> {
    let page = PasskeyAdd {
        shell: visit.shell(),
        csrf: visit.csrf(),
        ask: PasskeyAsk {
            action: path::ACCOUNT_ADD_PASSKEY.to_owned(),
            options: path::ACCOUNT_PASSKEY_OPTIONS.to_owned(),
        },
        possible: passkey::is_possible(&visit.app),
        name,
        error,
        signal,
    };
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}
