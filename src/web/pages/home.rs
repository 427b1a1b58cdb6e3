//! `/`: what this is, and the doors that lead on.

use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use crate::identity::setup;
use crate::web::html;
use crate::web::path;
use crate::web::view::Home;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let setup_pending = setup::is_open(&visit.app)
        .await
        .map_err(|fault| Failed::of(&visit, fault))?;
    let config = &visit.app.config;
    let home = Home {
        shell: visit.shell(),
        issuer: config.issuer.as_str().to_owned(),
        playground: config.playground_on(),
        metadata_url: config.issuer.url(path::OPENID_CONFIGURATION),
        setup_pending,
    };
    let page = html::page(StatusCode::OK, &home).map_err(|failure| Failed::of(&visit, failure))?;
    Ok(visit.answer(page))
}
