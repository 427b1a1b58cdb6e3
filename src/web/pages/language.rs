//! `/language`: choosing a language in the foot of any page, kept in a cookie. Who has an account chooses there for mails too.

use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use crate::web::cookie::Cookie;
use crate::web::html::see_other;
use crate::web::router::path;
use crate::web::visit::Visit;
use crate::words::Locale;

/// Goes back to the page that the form stood on: one of ours, whatever the form says.
pub(crate) async fn choose(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let mut response = see_other(path::page(fields.text("page")));
    if let Some(locale) = Locale::named(fields.text("locale")) {
        let cookie = Cookie::Language.set(locale.as_str(), &visit.app.config.issuer);
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(visit.answer(response))
}
