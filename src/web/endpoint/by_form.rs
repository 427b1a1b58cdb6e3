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
use crate::web::view::Shell;

/// The longest form that is turned into a link: what proxies and browsers let pass as one.
const LONGEST: usize = 8_000;

#[derive(Debug)]
pub(crate) struct ByForm {
    app: App,
    shell: Shell,
    body: String,
}

impl FromRequest<App> for ByForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let shell = Shell::of(app, request.uri(), request.headers(), request.extensions());
        let body = String::from_request(request, app).await;
        Ok(Self {
            app: app.clone(),
            shell,
            body: body.map_err(|rejection| rejection.into_response())?,
        })
    }
}

impl ByForm {
    /// The form as the query of a link to `path`.
    pub(in crate::web) fn as_link(&self, path: &str) -> Response {
        let form = &self.body;
        if form.len() <= LONGEST && form.bytes().all(|byte| byte.is_ascii_graphic()) {
            return see_other(&self.app.config.issuer.url(&format!("{path}?{form}")));
        }
        let (heading, text) = ("errors-refused", "errors-form-odd-text");
        let failure = Failure::said(StatusCode::BAD_REQUEST, heading, text);
        error::page(&self.app, self.shell.clone(), failure)
    }
}
