//! `/login/with/{provider}/callback/logout`: a provider's server says who has signed out there (OpenID Connect Back-Channel
//! Logout sections 2.5 and 2.8).

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};

use super::token::{form, uncached};
use crate::app::App;
use crate::base::Fault;
use crate::federation::{Trouble, signed_out};
use crate::oauth::{Error, ErrorCode, Refusal};
use crate::web::error;

pub(crate) async fn receive(
    State(app): State<App>,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: String,
) -> Response {
    let answer = async {
        let parameters = form(&headers, query.as_deref(), &body)?;
        let token = parameters.require("logout_token")?;
        let ended = signed_out::receive(&app, &provider, token).await;
        ended.map_err(refused)
    };
    uncached(match answer.await {
        Ok(_) => ().into_response(),
        Err(error) => error::oauth(error),
    })
}

/// Whether a token is good cannot be said while the provider's keys are out of reach: it is told to come again.
fn refused(trouble: Trouble) -> Error {
    match trouble {
        Trouble::Fault(fault) => fault.into(),
        Trouble::Unreachable(reason) => Fault::unavailable(reason).into(),
        trouble => Refusal::new(
            ErrorCode::InvalidRequest,
            "the logout token is not accepted",
        )
        .because(trouble)
        .into(),
    }
}
