//! `/oauth2/check_session`: the one page that other sites may frame (OIDC Session Management section 3.2). It holds nothing but
//! a script, which tells an application whether the state that it was given is still this browser's.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::base::Fault;
use crate::web::cookie::Cookie;
use crate::web::error;
use crate::web::layer::headers::Framed;
use crate::web::view::CheckSession;

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *",
);

pub(crate) async fn show(State(app): State<App>) -> Response {
    let page = CheckSession {
        cookie: Cookie::State.name(&app.config.issuer),
    };
    match askama::Template::render(&page) {
        Ok(html) => {
            let headers = [(header::CONTENT_SECURITY_POLICY, POLICY)];
            let mut response =
                (StatusCode::OK, headers, axum::response::Html(html)).into_response();
            response.extensions_mut().insert(Framed);
            response
        }
        Err(error) => error::fault(&Fault::internal(error)),
    }
}
