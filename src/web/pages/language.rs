//! `/language`: choosing a language in the foot of any page, kept in a cookie. Who has an account chooses there for mails too.

use std::time::Duration;

use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use crate::web::cookie::Cookie;
use crate::web::html::see_other;
use crate::web::path;
use crate::web::visit::Visit;
use crate::words::Locale;

/// How long a choice is kept.
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

/// Goes back to the page that the form stood on: one of ours, whatever the form says.
pub(crate) async fn choose(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::of_browser(&visit, &body)?;
    let mut response = see_other(&path::page(fields.text("page")));
    if let Some(locale) = Locale::named(fields.text("locale")) {
        let cookie =
            Cookie::Language.set_for(locale.as_str(), &visit.app.config.issuer, Some(YEAR));
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(visit.answer(response))
}
