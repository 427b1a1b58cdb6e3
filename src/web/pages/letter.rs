//! What the pages share that letters lead to, or that send one.
//!
//! A link is opened by who scans letters too, so to open it changes nothing: the page asks, and the answer does it. Its secret goes
//! from the address into the form. It leaves with no Referer for another site (`Referrer-Policy: same-origin`); `no-referrer` would
//! have browsers send the form without its origin, which is how it is told from a foreign one.

use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use crate::base::Timestamp;
use crate::identity::mail_link::Asker;
use crate::oauth::Parameters;
use crate::web::error::Failure;
use crate::web::html;
use crate::web::path;
use crate::web::view::Told;
use crate::web::visit::Visit;

/// The secret in a link's address. What could not be one is passed on as none.
pub(super) fn secret(query: Option<&str>) -> String {
    let parameters = Parameters::parse(query.unwrap_or_default()).unwrap_or_default();
    let token = parameters.find("token").unwrap_or_default();
    token
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
        .collect()
}

/// Who asks for a letter here.
pub(super) fn asker(visit: &Visit, request: Option<&str>) -> Asker {
    Asker {
        place: visit.place(),
        locale: visit.words().locale(),
        request: request.map(str::to_owned),
    }
}

/// A link that opens nothing, whyever: what that means is `text`.
pub(super) fn dead(text: &'static str) -> Failure {
    Failure::said(StatusCode::GONE, "recovery-dead", text)
}

/// The same of a link about the account that somebody is signed in to: another one is asked for at `again`.
pub(super) fn dead_of_account(visit: &Visit, again: &str) -> Failed {
    let failure = dead("recovery-dead-account-text").or_go(again, "recovery-again");
    Failed::of(
        visit,
        failure.or_else_go(path::ACCOUNT, "errors-go-account"),
    )
}

/// Too much was asked for: from one network until this moment, or else for one address.
pub(super) fn too_many(visit: &Visit, until: Option<Timestamp>) -> Failed {
    let (heading, status) = ("recovery-too-many", StatusCode::TOO_MANY_REQUESTS);
    let failure = match until {
        Some(until) => Failure::said(status, heading, "recovery-too-many-network").until(until),
        None => Failure::said(status, heading, "recovery-too-many-text"),
    };
    let (on, label) = match visit.signed_in {
        Some(_) => (path::ACCOUNT, "errors-go-account"),
        None => (path::LOGIN, "federation-to-login"),
    };
    Failed::of(visit, failure.or_else_go(on, label))
}

/// Something needs a letter, and none can be sent.
pub(super) fn none_sent(visit: &Visit) -> Failed {
    let (heading, text) = ("recovery-off", "recovery-off-text");
    let failure = Failure::said(StatusCode::FORBIDDEN, heading, text).or_ask();
    Failed::of(visit, failure.or_else_go(path::HOME, "errors-go-home"))
}

/// Says that there is a letter to look for, whether there is or not.
pub(super) fn look(visit: &Visit, text: String) -> Result<Response, Failed> {
    let words = visit.words();
    let page = Told {
        shell: visit.shell(),
        heading: words.say("recovery-look"),
        text,
        detail: words.say("recovery-look-nothing"),
        next: None,
    };
    told(visit, &page)
}

pub(super) fn told(visit: &Visit, page: &Told) -> Result<Response, Failed> {
    let page = html::page(StatusCode::OK, page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}
