//! `/accounts`: which of those who are signed in here to go on as, or as somebody else (OIDC Core section 3.1.2.1,
//! `select_account`).

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Way;
use crate::identity::{browser, picture};
use crate::oauth::authorize;
use crate::web::html::see_other;
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::path;
use crate::web::view::{Choose, Person};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    let people = browser::people(&visit.app, visit.browser(), visit.device()).await;
    let people = people.map_err(|fault| Failed::of(&visit, fault))?;
    let another = Way {
        another: true,
        ..way.as_somebody()
    };
    if people.is_empty() {
        return Ok(visit.answer(see_other(&way.to(path::LOGIN))));
    }
    let current = visit.signed_in.as_ref().map(|known| &known.session.id);
    let client = way.request.as_ref();
    let page = Choose {
        shell: visit.shell(),
        csrf: visit.csrf_of_browser(),
        action: way.to(path::ACCOUNTS),
        another: another.to(path::LOGIN),
        application: client.map(|(_, waiting)| waiting.request.redirect.client.client.shown_name()),
        people: people
            .iter()
            .map(|known| Person {
                session: known.session.id.clone(),
                name: known.user.display_name(),
                username: known.user.username.clone(),
                picture: picture::path_of(&known.user),
                current: current == Some(&known.session.id),
            })
            .collect(),
    };
    way.page(&visit, StatusCode::OK, &page)
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::of_browser(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let here = (visit.browser(), visit.device());
    let started = browser::go_on_as(&visit.app, here, fields.text("session")).await;
    let started = started.map_err(|fault| Failed::of(&visit, fault))?;
    let Some(started) = started else {
        // They signed out elsewhere meanwhile.
        return Ok(visit.answer(see_other(&way.to(path::ACCOUNTS))));
    };
    if let Some((_, waiting)) = &way.request {
        let chosen = authorize::choose(&visit.app, waiting, &started.user.id).await;
        chosen.map_err(|fault| Failed::of(&visit, fault))?;
    }
    Ok(visit.signed_in_as(see_other(&way.destination()), &started))
}
