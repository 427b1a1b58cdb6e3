//! `/logout`: ends the session of this browser, after asking.

use axum::http::{StatusCode, header};
use axum::response::Response;

use super::Failed;
use super::form::Form;
use crate::identity::session;
use crate::web::cookie::Cookie;
use crate::web::html;
use crate::web::router::path;
use crate::web::view::{Shell, SignOut, SignedOut};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let page = SignOut {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: path::LOGOUT.to_owned(),
        person: visit
            .signed_in
            .as_ref()
            .map(|signed_in| signed_in.user.display_name()),
    };
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(&visit, failure))?;
    Ok(visit.answer(page))
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    Form::read(&visit, &body)?;
    if let Some(signed_in) = &visit.signed_in {
        let ended = session::end(&visit.app, &signed_in.user.id, &signed_in.session.id).await;
        ended.map_err(|fault| Failed::of(&visit, fault))?;
    }
    let page = SignedOut {
        shell: Shell {
            user: None,
            ..visit.shell()
        },
    };
    let mut page =
        html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(&visit, failure))?;
    page.headers_mut().append(
        header::SET_COOKIE,
        Cookie::Session.clear(&visit.app.config.issuer),
    );
    Ok(page)
}
