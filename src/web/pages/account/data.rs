//! `/account/data`: all that is known of a person, to take along (GDPR articles 15 and 20), and the way to delete it.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use super::{known, signed_in};
use crate::base::Fault;
use crate::domain::EventKind;
use crate::identity::{event, export};
use crate::web::html;
use crate::web::pages::Failed;
use crate::web::pages::sign_in::{Onward, fresh};
use crate::web::view::Data;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    known(&visit)?;
    let page = Data {
        shell: visit.shell(),
        csrf: visit.csrf(),
    };
    let page = html::page(axum::http::StatusCode::OK, &page);
    Ok(visit.answer(page.map_err(|failure| Failed::of(&visit, failure))?))
}

pub(crate) async fn download(visit: Visit, body: String) -> Result<Response, Failed> {
    signed_in(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::Data).await?;
    let event = event::of(
        &visit.app,
        &signed_in.user.id,
        EventKind::DataExported,
        &visit.place(),
    );
    let text = match export::of(&visit.app, &signed_in.user, event).await {
        Ok(document) => serde_json::to_string_pretty(&document).map_err(Fault::internal),
        Err(fault) => Err(fault),
    };
    let text = text.map_err(|fault| Failed::of(&visit, fault))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"account.json\"",
        ),
    ];
    Ok(visit.answer((headers, text).into_response()))
}
