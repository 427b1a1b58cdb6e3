//! `/login/email-code/link`: the link in the letter beside a code. To open it changes nothing, for those who scan letters open it too:
//! in the browser of the sign-in the page asks, and its button sends the code to the page that takes it; in any other browser it
//! says where to type it. Neither looks the code up, so the page is no place to guess it.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Way;
use crate::identity::email_code;
use crate::oauth::Parameters;
use crate::web::html;
use crate::web::pages::{Failed, letter};
use crate::web::path;
use crate::web::view::{Ask, CodeElsewhere};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let query = query.as_deref();
    let carried = Parameters::parse(query.unwrap_or_default()).unwrap_or_default();
    let code = carried.find("code").and_then(email_code::read);
    let code = code.ok_or_else(|| dead(&visit))?;
    let id = carried.find("sign_in").unwrap_or_default();
    let here = email_code::is_here(&visit.app, (id, visit.browser())).await;
    match here.map_err(|fault| Failed::of(&visit, fault))? {
        true => question(&visit, &Way::read(&visit, query).await?, code),
        false => elsewhere(&visit, code),
    }
}

fn dead(visit: &Visit) -> Failed {
    let failure = letter::dead("recovery-dead-text").or_go(path::LOGIN, "recovery-sign-in");
    Failed::of(visit, failure)
}

fn question(visit: &Visit, way: &Way, code: &str) -> Result<Response, Failed> {
    let words = visit.words();
    let page = Ask {
        shell: visit.shell(),
        csrf: visit.csrf_of_browser(),
        action: way.to(path::LOGIN_EMAIL_CODE),
        hidden: vec![("code", code.to_owned())],
        heading: words.say("factors-email-link-heading"),
        lead: words.say("factors-email-link-lead"),
        field: None,
        error: None,
        challenge: None,
        button: words.say("factors-email-link-submit"),
        aside: None,
    };
    way.page(visit, StatusCode::OK, &page)
}

fn elsewhere(visit: &Visit, code: &str) -> Result<Response, Failed> {
    let page = CodeElsewhere {
        shell: visit.shell(),
        code: code.to_owned(),
    };
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}
