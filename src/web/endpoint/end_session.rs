//! `/oauth2/logout`: an application asks that a person be signed out (OIDC RP-Initiated Logout section 2).

use axum::extract::RawQuery;
use axum::response::Response;

use crate::domain::EventKind;
use crate::identity::{event, session};
use crate::oauth::Parameters;
use crate::oauth::authorize::PageError;
use crate::oauth::logout::Request;
use crate::web::endpoint::by_form::ByForm;
use crate::web::error::Failure;
use crate::web::pages::Failed;
use crate::web::pages::logout::{ask, signed_out};
use crate::web::path;
use crate::web::visit::Visit;

pub(crate) async fn begin(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let read = async {
        let parameters =
            Parameters::parse(query.as_deref().unwrap_or_default()).map_err(PageError::from)?;
        Request::read(&visit.app, &parameters).await
    };
    let request = read.await.map_err(|error| not_ended(&visit, error))?;
    let back = request.back.as_ref();
    let Some(signed_in) = &visit.signed_in else {
        return signed_out(&visit, None, back).await;
    };
    let trusted = request.is_trusted_for(&visit.app, signed_in).await;
    if !trusted.map_err(|fault| Failed::of(&visit, fault))? {
        return ask(&visit, &request).await;
    }
    let (user_id, session_id) = (&signed_in.user.id, &signed_in.session.id);
    let event = event::of(
        &visit.app,
        user_id,
        EventKind::SignedOutByApp,
        &visit.place(),
    );
    let application = request.client.as_ref();
    let application = application.map(|known| known.client.shown_name());
    let event = event.with("application", &application.unwrap_or_default());
    let ended = session::end_told(&visit.app, (user_id, session_id), Some(event)).await;
    ended.map_err(|fault| Failed::of(&visit, fault))?;
    signed_out(&visit, Some(session_id), back).await
}

/// Whoever wanted to sign out still can, here.
fn not_ended(visit: &Visit, error: PageError) -> Failed {
    let failure = Failure::from(error);
    match visit.signed_in {
        Some(_) => Failed::of(visit, failure.or_go(path::LOGOUT, "errors-sign-out-here")),
        None => Failed::of(visit, failure),
    }
}

pub(crate) async fn begin_by_form(form: ByForm) -> Response {
    form.as_link(path::END_SESSION)
}
