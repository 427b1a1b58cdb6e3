//! `/setup`: the page behind the one-time link, which makes the first administrator.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use super::letter::secret;
use crate::domain::{ChangeError, Rejected};
use crate::identity::account::NewUser;
use crate::identity::setup::{self, SetupError};
use crate::web::error::Failure;
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::Setup;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let token = secret(query.as_deref());
    let live = setup::link_is_live(&visit.app, &token).await;
    if !live.map_err(|fault| Failed::of(&visit, fault))? {
        return Err(Failed::of(&visit, dead()));
    }
    form(&visit, &token, ("", ""), None)
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let token = secret(query.as_deref());
    let fields = Form::read(&visit, &body)?;
    let (username, email) = (fields.text("username"), fields.text("email"));
    let new = NewUser {
        username: username.to_owned(),
        email: Some(email.to_owned()).filter(|email| !email.is_empty()),
        password: Some(fields.secret("password")),
        ..NewUser::default()
    };
    match setup::complete(&visit.app, &token, new).await {
        Ok(user) => {
            tracing::info!(user = user.id, "the first administrator was made");
            Ok(see_other(path::LOGIN))
        }
        Err(SetupError::Dead) => Err(Failed::of(&visit, dead())),
        Err(SetupError::Change(ChangeError::Rejected(rejected))) => {
            form(&visit, &token, (username, email), Some(rejected))
        }
        Err(SetupError::Change(ChangeError::Fault(fault))) => Err(Failed::of(&visit, fault)),
    }
}

fn form(
    visit: &Visit,
    token: &str,
    (username, email): (&str, &str),
    rejected: Option<Rejected>,
) -> Result<Response, Failed> {
    let status = if rejected.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = Setup {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: format!("{}?token={token}", path::SETUP),
        username: username.to_owned(),
        email: email.to_owned(),
        error: rejected.map(|rejected| {
            (
                rejected.field.to_owned(),
                visit.words().tell(&rejected.message),
            )
        }),
        min_password: visit.app.config.passwords.min_length,
    };
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

fn dead() -> Failure {
    let (heading, text) = ("errors-setup-dead", "errors-setup-dead-text");
    Failure::said(StatusCode::GONE, heading, text).or_go(path::HOME, "errors-go-home")
}
