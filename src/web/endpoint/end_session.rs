//! `/oauth2/logout`: an application asks that a person be signed out (OIDC RP-Initiated Logout section 2).

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::identity::session;
use crate::oauth::Parameters;
use crate::oauth::authorize::PageError;
use crate::oauth::logout::Request;
use crate::web::error;
use crate::web::html::see_other;
use crate::web::pages::Failed;
use crate::web::pages::logout::{ask, signed_out};
use crate::web::router::path;
use crate::web::visit::Visit;

/// The longest form that is turned into a link.
const LONGEST: usize = 8_000;

pub(crate) async fn begin(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let read = async {
        let parameters =
            Parameters::parse(query.as_deref().unwrap_or_default()).map_err(PageError::from)?;
        Request::read(&visit.app, &parameters).await
    };
    let request = read.await.map_err(|error| Failed::of(&visit, error))?;
    let back = request.back.as_ref();
    let Some(signed_in) = &visit.signed_in else {
        return signed_out(&visit, None, back).await;
    };
    let trusted = request.is_trusted_for(&visit.app, signed_in).await;
    if !trusted.map_err(|fault| Failed::of(&visit, fault))? {
        return ask(&visit, &request);
    }
    let session_id = &signed_in.session.id;
    let ended = session::end(&visit.app, &signed_in.user.id, session_id).await;
    ended.map_err(|fault| Failed::of(&visit, fault))?;
    signed_out(&visit, Some(session_id), back).await
}

/// A form of another site comes without our cookies (`SameSite=Lax`), so it is turned into a link to ourselves.
pub(crate) async fn begin_by_form(State(app): State<App>, body: String) -> Response {
    let url = app.config.issuer.url(path::END_SESSION);
    if body.len() > LONGEST || !body.bytes().all(|byte| byte.is_ascii_graphic()) {
        let description = "the form is too long or malformed";
        return error::json_error(StatusCode::BAD_REQUEST, "invalid_request", description);
    }
    see_other(&format!("{url}?{body}"))
}
