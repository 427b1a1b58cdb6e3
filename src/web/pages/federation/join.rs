//! `/login/join`: somebody came from another provider and has no account here that is linked to theirs. They sign in to the one
//! they have, or have one made; nothing is linked for an address's sake.

use axum::http::StatusCode;
use axum::response::Response;

use super::stop::stopped;
use super::{come_in, here};
use crate::federation::linking::{self, Stranger};
use crate::web::html::{self, see_other};
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::pages::sign_in::{Onward, Way};
use crate::web::path;
use crate::web::view;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let Some(stranger) = waiting(&visit).await? else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    // Who is signed in has an account, and decides there.
    if visit.signed_in.is_some() {
        return Ok(visit.answer(see_other(path::ACCOUNT_LINKED)));
    }
    let page = view::Join {
        shell: visit.shell(),
        csrf: visit.csrf(),
        provider: stranger.provider.name.clone(),
        label: stranger.visitor.label().to_owned(),
        sign_in: stranger
            .provider
            .link
            .then(|| Way::default().to_prove(Onward::Linked)),
        may_create: stranger.may_create,
    };
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(&visit, failure))?;
    Ok(visit.answer(page))
}

/// Makes the account, or forgets who came.
pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let Some(stranger) = waiting(&visit).await? else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    if fields.text("decision") != "create" {
        let forgotten = linking::forget(&visit.app, visit.browser()).await;
        forgotten.map_err(|fault| Failed::of(&visit, fault))?;
        return Ok(visit.answer(see_other(path::LOGIN)));
    }
    let provider = stranger.provider.id.clone();
    match stranger.create(&visit.app, &here(&visit)).await {
        Ok((known, onward)) => come_in(&visit, &onward, known).await,
        Err(trouble) => Err(stopped(&visit, &provider, trouble.into())),
    }
}

pub(super) async fn waiting(visit: &Visit) -> Result<Option<Stranger>, Failed> {
    let waiting = linking::stranger(&visit.app, visit.browser()).await;
    waiting.map_err(|fault| Failed::of(visit, fault))
}
