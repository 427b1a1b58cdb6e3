//! The language in which a request is answered: the one chosen on a page, that the waiting request asks for, of the account,
//! that the browser asks for, or the operator's; the first of these that there is a catalogue for.

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::cookie::Cookie;
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Detail, User};
use crate::oauth::{Parameters, authorize};
use crate::words::{Locale, Words};

/// Of a request of which nothing but its headers is known.
pub(super) fn of(app: &App, headers: &HeaderMap) -> Words {
    let locale = chosen(app, headers).or_else(|| accepted(headers));
    Words::of(locale.unwrap_or(app.config.brand.locale))
}

/// Of a visit: what its address names is looked up in this browser's waiting requests (`ui_locales`, OIDC Core section 3.1.2.1).
pub(super) async fn of_visit(
    app: &App,
    parts: &Parts,
    (browser, user): (&str, Option<&User>),
) -> Result<Words, Fault> {
    if let Some(locale) = chosen(app, &parts.headers) {
        return Ok(Words::of(locale));
    }
    let parameters = Parameters::parse(parts.uri.query().unwrap_or_default()).unwrap_or_default();
    let asked = match parameters.find("request") {
        Some(id) => authorize::ui_locales(app, id, browser).await?,
        None => parameters.find("ui_locales").map(str::to_owned),
    };
    let asked = asked.and_then(|tags| Locale::first_of(&tags));
    let own = || Locale::of_tag(user?.find(Detail::Locale)?);
    let locale = asked.or_else(own).or_else(|| accepted(&parts.headers));
    Ok(Words::of(locale.unwrap_or(app.config.brand.locale)))
}

fn chosen(app: &App, headers: &HeaderMap) -> Option<Locale> {
    Locale::named(&Cookie::Language.read(headers, &app.config.issuer)?)
}

fn accepted(headers: &HeaderMap) -> Option<Locale> {
    let header = headers.get(header::ACCEPT_LANGUAGE)?;
    Locale::accepted(header.to_str().ok()?)
}
