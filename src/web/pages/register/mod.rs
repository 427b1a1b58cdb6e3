//! `/register`: making an account. Where addresses are verified it begins with the address alone, and goes on with the link that a
//! letter brings; else the account is made at once.

pub(in crate::web) mod finish;
mod form;
pub(in crate::web) mod invite;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use self::form::{AccountForm, failed};
use super::Failed;
use super::challenge;
use super::form::Form;
use super::letter;
use super::sign_in::Way;
use crate::domain::{ChangeError, Rejected};
use crate::identity::challenge::Purpose;
use crate::identity::registration::{self, Basis, Ground, RegistrationError};
use crate::web::path;
use crate::web::view::{Ask, AskField};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    let ground = ground(&visit).await?;
    let form = AccountForm::new(&ground, way.to(path::SIGN_UP));
    match ground.needs_letter(&visit.app) {
        true => address(&visit, &way, AddressForm::register(&way)).await,
        false => form.page(&visit, &way).await,
    }
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let ground = ground(&visit).await?;
    if ground.needs_letter(&visit.app) {
        return ask(&visit, (&way, &fields), AddressForm::register(&way), None).await;
    }
    let form = AccountForm::new(&ground, way.to(path::SIGN_UP));
    form.submit(&visit, (way, &fields), Basis::Wish).await
}

async fn ground(visit: &Visit) -> Result<Ground, Failed> {
    let ground = registration::ground(&visit.app, Basis::Wish).await;
    ground.map_err(|error| failed(visit, error))
}

/// The page that asks for an address.
struct AddressForm {
    action: String,
    /// The secret of an invitation, which comes back with the form.
    token: Option<String>,
    typed: String,
    error: Option<Rejected>,
}

impl AddressForm {
    fn register(way: &Way) -> Self {
        Self::new(way.to(path::SIGN_UP), None)
    }

    fn new(action: String, token: Option<String>) -> Self {
        Self {
            action,
            token,
            typed: String::new(),
            error: None,
        }
    }
}

/// Sends a letter to the address that was typed, whichever that is.
async fn ask(
    visit: &Visit,
    (way, fields): (&Way, &Form),
    form: AddressForm,
    invitation: Option<&str>,
) -> Result<Response, Failed> {
    let typed = fields.text("email");
    if !challenge::is_met(visit, fields, (Purpose::Registration, "")).await? {
        let form = AddressForm {
            typed: typed.to_owned(),
            error: Some(Rejected::new("", challenge::FIRST)),
            ..form
        };
        return address(visit, way, form).await;
    }
    let asker = letter::asker(visit, way.request_id());
    match registration::ask(&visit.app, typed, &asker, invitation).await {
        Ok(asked) => {
            let words = visit.words();
            let text = words.with("registration-look", &[("email", &asked.email)]);
            letter::look(visit, text)
        }
        Err(RegistrationError::Change(ChangeError::Rejected(rejected))) => {
            let form = AddressForm {
                typed: typed.to_owned(),
                error: Some(rejected),
                ..form
            };
            address(visit, way, form).await
        }
        Err(error) => Err(failed(visit, error)),
    }
}

async fn address(visit: &Visit, way: &Way, form: AddressForm) -> Result<Response, Failed> {
    let challenge = challenge::due(visit, Purpose::Registration, "").await?;
    let words = visit.words();
    let status = match form.error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = Ask {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: form.action,
        hidden: form
            .token
            .into_iter()
            .map(|token| ("token", token))
            .collect(),
        heading: words.say("registration-heading"),
        lead: words.say("registration-lead"),
        field: Some(AskField {
            name: "email",
            label: words.say("registration-email"),
            kind: "email",
            value: form.typed,
            autocomplete: "email",
            least: 0,
        }),
        error: form
            .error
            .map(|rejected| (rejected.field.to_owned(), words.tell(&rejected.message))),
        challenge,
        button: words.say("registration-continue"),
        aside: Some((way.to(path::LOGIN), words.linked("registration-known", &[]))),
    };
    way.page(visit, status, &page)
}
