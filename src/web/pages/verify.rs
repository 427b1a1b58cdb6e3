//! `/verify`: showing that an address is one's own, before an application is answered. And where the letter leads.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use super::letter::{self, told};
use super::sign_in::{Onward, Way};
use crate::domain::LinkPurpose;
use crate::identity::session::SignedIn;
use crate::identity::{mail_link, verification};
use crate::web::error::Failure;
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::{Ask, Told};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    let (_, email) = unverified(&visit, &way)?;
    let words = visit.words();
    let page = Ask {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: way.to(path::VERIFY),
        hidden: Vec::new(),
        heading: words.say("registration-verify"),
        lead: words.with("registration-verify-lead", &[("email", &email)]),
        field: None,
        error: None,
        challenge: None,
        button: words.say("registration-verify-send"),
        aside: Some((
            path::ACCOUNT_EMAIL.to_owned(),
            words.linked("registration-verify-other", &[]),
        )),
    };
    way.page(&visit, StatusCode::OK, &page)
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    Form::read(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let (signed_in, email) = unverified(&visit, &way)?;
    let asker = letter::asker(&visit, way.request_id());
    let sent = verification::ask(&visit.app, &signed_in.user, &asker).await;
    if !sent.map_err(|fault| Failed::of(&visit, fault))? {
        return Err(letter::too_many(&visit, None));
    }
    let words = visit.words();
    let page = Told {
        shell: visit.shell(),
        heading: words.say("recovery-look"),
        text: words.with("registration-verify-sent", &[("email", &email)]),
        detail: words.say("recovery-look-nothing"),
        next: Some((way.destination(), words.say("registration-go-on"))),
    };
    told(&visit, &page)
}

/// Who has an address to be verified; others are led on.
fn unverified<'v>(visit: &'v Visit, way: &Way) -> Result<(&'v SignedIn, String), Failed> {
    let Some(signed_in) = &visit.signed_in else {
        let to = match way.request {
            Some(_) => way.to(path::LOGIN),
            None => Way::default().to_prove(Onward::Verify),
        };
        return Err(Failed::with(visit.answer(see_other(&to))));
    };
    if !visit.app.config.mail_on() {
        return Err(letter::none_sent(visit));
    }
    let user = &signed_in.user;
    match user.email.clone().filter(|_| !user.email_verified) {
        Some(email) => Ok((signed_in, email)),
        None => Err(Failed::with(visit.answer(see_other(&way.destination())))),
    }
}

/// The page behind the link.
pub(crate) async fn question(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let secret = letter::secret(query.as_deref());
    let signed_in = reader(&visit, Onward::Verify)?;
    let user = &signed_in.user;
    let opened = mail_link::open_of(&visit.app, LinkPurpose::Verify, (user, &secret)).await;
    let opened = opened.map_err(|fault| Failed::of(&visit, fault))?;
    let link = opened.ok_or_else(|| dead(&visit))?;
    is_it_yours(&visit, path::VERIFY_CONFIRM, &secret, &link.note.email)
}

pub(crate) async fn confirm(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let signed_in = reader(&visit, Onward::Verify)?;
    let secret = fields.text("token");
    let noted = verification::confirm(&visit.app, &signed_in.user, secret, &visit.place()).await;
    let noted = noted.map_err(|fault| Failed::of(&visit, fault))?;
    let noted = noted.ok_or_else(|| dead(&visit))?;
    let way = Way::resumed(&visit, noted.request.as_deref()).await;
    let words = visit.words();
    let page = Told {
        shell: visit.shell(),
        heading: words.say("registration-verified"),
        text: words.with("registration-verified-text", &[("email", &noted.email)]),
        detail: String::new(),
        next: Some((way.destination(), words.say("registration-go-on"))),
    };
    told(&visit, &page)
}

/// Who reads a letter about their account: they have to be signed in to it.
pub(super) fn reader(visit: &Visit, onward: Onward) -> Result<&SignedIn, Failed> {
    visit.signed_in.as_ref().ok_or_else(|| {
        let (heading, text) = ("registration-reader", "registration-reader-text");
        let failure = Failure::said(StatusCode::UNAUTHORIZED, heading, text);
        let login = Way::default().to_prove(onward);
        Failed::of(visit, failure.or_go(&login, "recovery-sign-in"))
    })
}

/// Asks whether an address is the reader's, for the account that they are signed in to.
pub(super) fn is_it_yours(
    visit: &Visit,
    action: &str,
    secret: &str,
    email: &str,
) -> Result<Response, Failed> {
    let words = visit.words();
    let account = visit
        .signed_in
        .as_ref()
        .map(|signed_in| signed_in.user.username.as_str());
    let named = [
        ("email", &email as &dyn crate::words::Argument),
        ("account", &account.unwrap_or_default()),
    ];
    let page = Ask {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: action.to_owned(),
        hidden: vec![("token", secret.to_owned())],
        heading: words.say("registration-yours"),
        lead: words.with("registration-yours-lead", &named),
        field: None,
        error: None,
        challenge: None,
        button: words.say("registration-yours-confirm"),
        aside: None,
    };
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

fn dead(visit: &Visit) -> Failed {
    letter::dead_of_account(visit, path::VERIFY)
}
