//! `/account/email`: giving an account another address. And where the letter leads that goes there.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use super::letter::{self, told};
use super::sign_in::{Onward, fresh};
use super::verify::{is_it_yours, reader};
use crate::domain::{ChangeError, LinkPurpose, Rejected, User};
use crate::identity::email::{self, Confirmed};
use crate::identity::mail_link;
use crate::web::error::Failure;
use crate::web::html;
use crate::web::path;
use crate::web::view::{Ask, AskField, Told};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let signed_in = fresh(&visit, Onward::Email).await?;
    form(&visit, &signed_in.user, ("", None))
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let user = &fresh(&visit, Onward::Email).await?.user;
    if !visit.app.config.mail_on() {
        return Err(letter::none_sent(&visit));
    }
    let wanted = fields.text("email");
    match email::ask(&visit.app, user, wanted, &letter::asker(&visit, None)).await {
        Ok(()) => {
            let text = visit
                .words()
                .with("registration-change-sent", &[("email", &wanted.trim())]);
            letter::look(&visit, text)
        }
        Err(ChangeError::Rejected(rejected)) => form(&visit, user, (wanted, Some(rejected))),
        Err(ChangeError::Fault(fault)) => Err(Failed::of(&visit, fault)),
    }
}

fn form(
    visit: &Visit,
    user: &User,
    (typed, error): (&str, Option<Rejected>),
) -> Result<Response, Failed> {
    if !visit.app.config.mail_on() {
        return Err(letter::none_sent(visit));
    }
    let words = visit.words();
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = Ask {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: path::ACCOUNT_EMAIL.to_owned(),
        hidden: Vec::new(),
        heading: words.say("registration-change"),
        lead: match &user.email {
            Some(email) => words.with("registration-change-lead", &[("email", email)]),
            None => words.say("registration-change-first"),
        },
        field: Some(AskField {
            name: "email",
            label: words.say("registration-change-to"),
            kind: "email",
            value: typed.to_owned(),
            autocomplete: "email",
            least: 0,
        }),
        error: error.map(|rejected| (rejected.field.to_owned(), words.tell(&rejected.message))),
        challenge: None,
        button: words.say("registration-verify-send"),
        aside: Some((
            path::ACCOUNT.to_owned(),
            words.linked("registration-change-back", &[]),
        )),
    };
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

/// The page behind the link.
pub(crate) async fn question(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let secret = letter::secret(query.as_deref());
    let user = &reader(&visit, Onward::Email)?.user;
    let opened = mail_link::open_of(&visit.app, LinkPurpose::ChangeEmail, (user, &secret)).await;
    let opened = opened.map_err(|fault| Failed::of(&visit, fault))?;
    let link = opened.ok_or_else(|| dead(&visit))?;
    is_it_yours(
        &visit,
        path::ACCOUNT_EMAIL_CONFIRM,
        &secret,
        &link.note.email,
    )
}

pub(crate) async fn confirm(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let user = &reader(&visit, Onward::Email)?.user;
    let confirmed = email::confirm(&visit.app, user, fields.text("token"), &visit.place()).await;
    let words = visit.words();
    match confirmed.map_err(|fault| Failed::of(&visit, fault))? {
        Confirmed::Changed => {
            let page = Told {
                shell: visit.shell(),
                heading: words.say("registration-changed"),
                text: words.say("registration-changed-text"),
                detail: String::new(),
                next: Some((path::ACCOUNT.to_owned(), words.say("registration-go-on"))),
            };
            told(&visit, &page)
        }
        Confirmed::Taken => {
            let (heading, text) = ("registration-taken", "registration-taken-text");
            let failure = Failure::said(StatusCode::CONFLICT, heading, text);
            Err(Failed::of(
                &visit,
                failure.or_go(path::ACCOUNT_EMAIL, "recovery-again"),
            ))
        }
        Confirmed::Dead => Err(dead(&visit)),
    }
}

fn dead(visit: &Visit) -> Failed {
    letter::dead_of_account(visit, path::ACCOUNT_EMAIL)
}
