//! A request that an application makes by a form of its own page (OIDC Core section 3.1.2.1, RP-Initiated Logout section 2).
//!
//! A form of another site comes without our cookies (`SameSite=Lax`), so it is turned into a link to ourselves. A person sees
//! what comes of it, so a refusal is a page.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::web::error::{self, Failure};
use crate::web::html::see_other;
use crate::web::language;
use crate::web::layer::trace::RequestId;
use crate::words::Words;

/// The longest form that is turned into a link: what proxies and browsers let pass as one.
const LONGEST: usize = 8_000;

#[derive(Debug)]
pub(crate) struct ByForm {
    app: App,
    words: Words,
    request_id: String,
    body: String,
}

impl FromRequest<App> for ByForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let request_id = RequestId::of(request.extensions());
        let words = language::of(request.headers(), None);
        let body = String::from_request(request, app).await;
        Ok(Self {
            app: app.clone(),
            words,
            request_id,
            body: body.map_err(|rejection| rejection.into_response())?,
        })
    }
}

impl ByForm {
    /// The form as the query of a link to `path`.
    pub(super) fn as_link(&self, path: &str) -> Response {
        let form = &self.body;
        if form.len() <= LONGEST && form.bytes().all(|byte| byte.is_ascii_graphic()) {
            return see_other(&self.app.config.issuer.url(&format!("{path}?{form}")));
        }
        let text = "The application sent a form that is too long, or that no browser writes so. Go back to it and try again; if it stays, its makers need to know.";
        let heading = "This request cannot go on";
        let failure = Failure::said(StatusCode::BAD_REQUEST, heading, text);
        error::page(&self.app, self.words, &self.request_id, failure)
    }
}
