//! `/terms`: the terms of use, before an application is answered. Whoever does not agree is signed out.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use super::letter::told;
use super::sign_in::Way;
use crate::identity::session::{self, SignedIn};
use crate::identity::terms;
use crate::web::html::see_other;
use crate::web::path;
use crate::web::view::{Terms, Told};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    let signed_in = asked(&visit, &way)?;
    let config = &visit.app.config.terms;
    let page = Terms {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: way.to(path::TERMS),
        version: config.version.clone().unwrap_or_default(),
        terms: config
            .url
            .as_ref()
            .map_or("", |url| url.as_str())
            .to_owned(),
        privacy: config
            .privacy_url
            .as_ref()
            .map(|url| url.as_str().to_owned()),
        renewed: signed_in.user.terms_version.is_some(),
    };
    way.page(&visit, StatusCode::OK, &page)
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let signed_in = asked(&visit, &way)?;
    if fields.text("decision") != "accept" {
        return refused(&visit, signed_in).await;
    }
    let (user, version) = (&signed_in.user, fields.text("version"));
    let accepted = terms::accept(&visit.app, user, version, &visit.place()).await;
    let on = match accepted.map_err(|fault| Failed::of(&visit, fault))? {
        true => way.destination(),
        // There is a newer version than the one that was shown.
        false => way.to(path::TERMS),
    };
    Ok(visit.answer(see_other(&on)))
}

/// Who has to be asked; others are led on.
fn asked<'v>(visit: &'v Visit, way: &Way) -> Result<&'v SignedIn, Failed> {
    let to = match &visit.signed_in {
        Some(signed_in) if terms::is_due(&visit.app, &signed_in.user) => return Ok(signed_in),
        Some(_) => way.destination(),
        None => way.to(path::LOGIN),
    };
    Err(Failed::with(visit.answer(see_other(&to))))
}

async fn refused(visit: &Visit, signed_in: &SignedIn) -> Result<Response, Failed> {
    let ended = session::end(&visit.app, &signed_in.user.id, &signed_in.session.id).await;
    ended.map_err(|fault| Failed::of(visit, fault))?;
    let words = visit.words();
    let page = Told {
        shell: visit.shell(),
        heading: words.say("registration-terms-refused"),
        text: words.say("registration-terms-refused-text"),
        detail: String::new(),
        next: Some((path::HOME.to_owned(), words.say("registration-go-on"))),
    };
    Ok(visit.answer_signed_out(told(visit, &page)?))
}
