//! The routes.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use crate::{App, pages, provider::NotRenewed};

/// `GET /`
pub(crate) async fn home(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let page = app.sessions.read(&headers, |session| {
        pages::signed_in(&session.signed_in, &session.form_token)
    });
    page.unwrap_or_else(|| pages::signed_out(app.provider.issuer()))
}

/// `GET /sign-in` sends the browser to the provider.
pub(crate) async fn sign_in(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (url, pending) = app
        .provider
        .authorization_request()
        .await
        .map_err(Problem::provider)?;
    let cookie = app.attempts.begin(&headers, pending);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&url)).into_response())
}

/// What comes back: a code or an error (RFC 6749 section 4.1.2), with the issuer (RFC 9207).
#[derive(Deserialize)]
pub(crate) struct Returned {
    state: Option<String>,
    iss: Option<String>,
    code: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// `GET /callback`: is it this browser's answer, is it this provider's, is it a yes?
pub(crate) async fn callback(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(returned): Query<Returned>,
) -> Result<Response, Problem> {
    // Any site can link here. What does not fit the `state` changes nothing, neither the sign-in under way nor who is
    // signed in (RFC 9700 section 4.7).
    let state = returned.state.unwrap_or_default();
    let pending = app.attempts.take(&headers, &state).ok_or_else(|| {
        Problem::request(
            "This answer is to no sign-in that is under way in this browser (state). It may have been finished already, \
             or taken more than ten minutes.",
        )
    })?;
    if returned.iss.as_deref() != Some(app.provider.issuer()) {
        return Err(Problem::request(
            "This answer comes from another provider (iss).",
        ));
    }
    if let Some(error) = returned.error {
        let description = returned.error_description.unwrap_or_default();
        return Err(Problem::request(&format!(
            "The provider did not sign you in: {error}. {description}"
        )));
    }
    let code = returned
        .code
        .ok_or_else(|| Problem::request("The answer has neither a code nor an error."))?;
    let signed_in = app
        .provider
        .redeem(code, pending)
        .await
        .map_err(Problem::provider)?;
    let cookie = app.sessions.begin(&headers, signed_in);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

#[derive(Deserialize)]
pub(crate) struct Posted {
    form_token: String,
}

/// `POST /refresh`. A refusal ends the session; a lost answer does not, for the provider lets it be asked for again.
pub(crate) async fn refresh(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Form(posted): Form<Posted>,
) -> Result<Response, Problem> {
    own_form(&app, &headers, &posted)?;
    let signed_in = app
        .sessions
        .read(&headers, |session| session.signed_in.clone())
        .ok_or_else(|| Problem::request("Nobody is signed in in this browser."))?;
    match app.provider.renew(&signed_in).await {
        Ok(renewed) => {
            let cookie = app.sessions.begin(&headers, renewed);
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
        }
        Err(NotRenewed::Refused(what)) => {
            app.sessions.end(&headers);
            Err(Problem::provider(what))
        }
        Err(NotRenewed::Failed(what)) => Err(Problem::provider(what)),
    }
}

/// `POST /sign-out` ends the session here; the one at the provider is the person's to end.
pub(crate) async fn sign_out(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Form(posted): Form<Posted>,
) -> Result<Response, Problem> {
    own_form(&app, &headers, &posted)?;
    app.sessions.end(&headers);
    Ok(pages::after_sign_out(app.provider.issuer()))
}

fn own_form(app: &App, headers: &HeaderMap, posted: &Posted) -> Result<(), Problem> {
    match app
        .sessions
        .read(headers, |session| session.form_token == posted.form_token)
    {
        Some(true) => Ok(()),
        _ => Err(Problem::request("This form is not from this session.")),
    }
}

/// An answer that is not what the person wanted, in words.
pub(crate) struct Problem(StatusCode, String);

impl Problem {
    fn request(what: &str) -> Self {
        Self(StatusCode::BAD_REQUEST, what.to_owned())
    }

    fn provider(what: String) -> Self {
        Self(StatusCode::BAD_GATEWAY, what)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, pages::problem(&self.1)).into_response()
    }
}
