//! `/dev/mail`: the letters of a server under development. Whoever reads it reads everybody's links and codes, so it is there only
//! on a loopback issuer that has no mail server, and answers only to addresses that are not public.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};

use super::Failed;
use crate::base::Fault;
use crate::base::http::is_public;
use crate::identity::post;
use crate::mail::Rendered;
use crate::store::mail;
use crate::web::error;
use crate::web::html;
use crate::web::layer::headers::Framed;
use crate::web::path;
use crate::web::view::{Mailbox, MailboxLetter, MailboxLine};
use crate::web::visit::Visit;

/// A letter has styles of its own and nothing else; its links open in windows of their own, free of the frame's bounds.
const OF_A_LETTER: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     sandbox allow-popups allow-popups-to-escape-sandbox",
);

pub(crate) async fn list(visit: Visit) -> Result<Response, Failed> {
    guard(&visit)?;
    let letters = mail::delivered(&mut visit.app.db.read()).await;
    let letters = letters.map_err(|fault| Failed::of(&visit, fault))?;
    let line = |kept: &mail::Waiting| {
        let letter = post::open(&visit.app, kept)?;
        Some(MailboxLine {
            url: format!("{}/{}", path::DEV_MAIL, kept.id),
            subject: letter.subject,
            to: letter.to,
            at: kept.created_at.millis(),
        })
    };
    let page = Mailbox {
        shell: visit.shell(),
        letters: letters.iter().filter_map(line).collect(),
        now: visit.app.now().millis(),
    };
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(&visit, failure))?;
    Ok(visit.answer(page))
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failed> {
    guard(&visit)?;
    let (kept, letter) = find(&visit, &id).await?;
    let page = MailboxLetter {
        shell: visit.shell(),
        letter,
        at: kept.created_at.millis(),
        now: visit.app.now().millis(),
        html_url: format!("{}/{id}/html", path::DEV_MAIL),
    };
    let page = html::page(StatusCode::OK, &page);
    let page = page
        .and_then(html::framing_own)
        .map_err(|failure| Failed::of(&visit, failure))?;
    Ok(visit.answer(page))
}

/// The page of a letter as it would arrive, for the frame.
pub(crate) async fn html(visit: Visit, Path(id): Path<String>) -> Result<Response, Failed> {
    guard(&visit)?;
    let (_, letter) = find(&visit, &id).await?;
    let headers = [(header::CONTENT_SECURITY_POLICY, OF_A_LETTER)];
    let mut response = (StatusCode::OK, headers, Html(letter.html)).into_response();
    response.extensions_mut().insert(Framed);
    Ok(response)
}

async fn find(visit: &Visit, id: &str) -> Result<(mail::Waiting, Rendered), Failed> {
    let kept = mail::find_delivered(&mut visit.app.db.read(), id).await;
    let kept = kept.map_err(|fault: Fault| Failed::of(visit, fault))?;
    let found = kept.and_then(|kept| post::open(&visit.app, &kept).map(|letter| (kept, letter)));
    found.ok_or_else(|| Failed::with(error::nothing_here()))
}

/// A server that listens to more than this machine, as in a container, keeps its letters from the Internet.
fn guard(visit: &Visit) -> Result<(), Failed> {
    match is_public(visit.address) {
        true => Err(Failed::with(error::nothing_here())),
        false => Ok(()),
    }
}
