//! `/recover`: a password was forgotten. The page says the same whoever asks for whom; the rest is for the mailbox.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::form::Form;
use super::letter;
use super::sign_in::Way;
use super::{Failed, challenge, letter::told};
use crate::domain::{ChangeError, Rejected};
use crate::identity::challenge::Purpose;
use crate::identity::recovery::{self, Asked, ResetError};
use crate::web::html;
use crate::web::path;
use crate::web::view::{Ask, AskField, Told};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    if !visit.app.config.mail_on() {
        return Err(letter::none_sent(&visit));
    }
    let way = Way::read(&visit, query.as_deref()).await?;
    form(&visit, &way, ("", None)).await
}

/// The page that asks for whom, with what was typed and what is wrong.
async fn form(
    visit: &Visit,
    way: &Way,
    (identifier, error): (&str, Option<Rejected>),
) -> Result<Response, Failed> {
    let challenge = challenge::due(visit, Purpose::Recovery, identifier).await?;
    let words = visit.words();
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = Ask {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: way.to(path::RECOVER),
        hidden: Vec::new(),
        heading: words.say("recovery-heading"),
        lead: words.say("recovery-lead"),
        field: Some(AskField {
            name: "identifier",
            label: words.say("recovery-identifier"),
            kind: "text",
            value: identifier.to_owned(),
            autocomplete: "username",
            least: 0,
        }),
        error: error.map(|rejected| (rejected.field.to_owned(), words.tell(&rejected.message))),
        challenge,
        button: words.say("recovery-send"),
        aside: Some((
            way.to(path::LOGIN),
            words.linked("recovery-remembered", &[]),
        )),
    };
    way.page(visit, status, &page)
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    if !visit.app.config.mail_on() {
        return Err(letter::none_sent(&visit));
    }
    let way = Way::read(&visit, query.as_deref()).await?;
    let identifier = fields.text("identifier");
    if !challenge::is_met(&visit, &fields, (Purpose::Recovery, identifier)).await? {
        let first = Rejected::new("", challenge::FIRST);
        return form(&visit, &way, (identifier, Some(first))).await;
    }
    let asker = letter::asker(&visit, way.request_id());
    let asked = recovery::ask(&visit.app, identifier, &asker).await;
    match asked.map_err(|fault| Failed::of(&visit, fault))? {
        Asked::Taken => letter::look(&visit, visit.words().say("recovery-look-text")),
        Asked::Blocked { until } => Err(letter::too_many(&visit, Some(until))),
    }
}

/// The page behind the link.
pub(crate) async fn question(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    password(&visit, &letter::secret(query.as_deref()), None).await
}

/// Sets the password, and signs nobody in: that is for `/login`, where a second factor is asked for.
pub(crate) async fn set(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let (secret, chosen) = (fields.text("token"), fields.secret("password"));
    match recovery::reset(&visit.app, secret, &chosen, &visit.place()).await {
        Ok(request) => {
            let way = Way::resumed(&visit, request.as_deref()).await;
            let words = visit.words();
            let page = Told {
                shell: visit.shell(),
                heading: words.say("recovery-done"),
                text: words.say("recovery-done-text"),
                detail: String::new(),
                next: Some((way.to(path::LOGIN), words.say("recovery-sign-in"))),
            };
            told(&visit, &page)
        }
        Err(ResetError::Dead) => Err(dead(&visit)),
        Err(ResetError::Change(ChangeError::Rejected(rejected))) => {
            password(&visit, secret, Some(rejected)).await
        }
        Err(ResetError::Change(ChangeError::Fault(fault))) => Err(Failed::of(&visit, fault)),
    }
}

async fn password(
    visit: &Visit,
    secret: &str,
    error: Option<Rejected>,
) -> Result<Response, Failed> {
    let shortest = recovery::shortest(&visit.app, secret).await;
    let shortest = shortest.map_err(|fault| Failed::of(visit, fault))?;
    let least = shortest.ok_or_else(|| dead(visit))?;
    let words = visit.words();
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = Ask {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: path::RECOVER_PASSWORD.to_owned(),
        hidden: vec![("token", secret.to_owned())],
        heading: words.say("recovery-choose"),
        lead: words.say("recovery-choose-lead"),
        field: Some(AskField {
            name: "password",
            label: words.say("recovery-password"),
            kind: "password",
            value: String::new(),
            autocomplete: "new-password",
            least,
        }),
        error: error.map(|rejected| (rejected.field.to_owned(), words.tell(&rejected.message))),
        challenge: None,
        button: words.say("recovery-set"),
        aside: None,
    };
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

fn dead(visit: &Visit) -> Failed {
    let failure = letter::dead("recovery-dead-text").or_go(path::RECOVER, "recovery-again");
    Failed::of(
        visit,
        failure.or_else_go(path::LOGIN, "federation-to-login"),
    )
}
