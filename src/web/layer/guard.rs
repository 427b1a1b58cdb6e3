//! Bounds on every request, and the guard before every form.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::app::App;
use crate::identity::picture;
use crate::web::error::{self, Failure, Unheard};
use crate::web::html::see_other;
use crate::web::path;
use crate::web::view::Shell;
use crate::words::Phrase;

/// What the form of a picture may weigh: the picture, and what stands around it.
pub(crate) const PICTURE_BYTES: usize = picture::MOST_BYTES + 16 * 1024;

/// Reads the whole body first, within its size and time: no handler waits for a slow one.
pub(crate) async fn bounds(State(app): State<App>, request: Request, next: Next) -> Response {
    let limits = &app.config.limits;
    let (parts, body) = request.into_parts();
    let refused = |why: Unheard| why.answer(&app, (&parts.uri, &parts.headers, &parts.extensions));
    let is_picture = parts.uri.path() == path::ACCOUNT_PICTURE;
    let most = match is_picture {
        true => PICTURE_BYTES,
        false => limits.body_bytes,
    };
    if announced(&parts.headers).is_some_and(|length| length > most) {
        return refused(Unheard::TOO_LARGE);
    }
    let reading = tokio::time::timeout(limits.body_timeout, read(body, most));
    let body = match reading.await {
        Ok(Ok(body)) => body,
        Ok(Err(why)) => return refused(why),
        Err(_) => return refused(Unheard::TOO_SLOW),
    };
    // Everything that we take in is text, but pictures.
    if !is_picture && std::str::from_utf8(&body).is_err() {
        return refused(Unheard::NO_TEXT);
    }
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// What a request says of its body's length, so that nobody waits for one that is refused anyway.
fn announced(headers: &HeaderMap) -> Option<usize> {
    let length = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?;
    Some(length.parse().unwrap_or(usize::MAX))
}

async fn read(body: Body, most: usize) -> Result<Bytes, Unheard> {
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Unheard::TOO_LARGE),
        Err(_) => Err(Unheard::BROKEN),
    }
}

/// Refuses a form that another site sent. The form's own token is checked by its handler; this needs no state.
pub(crate) async fn forms(State(app): State<App>, request: Request, next: Next) -> Response {
    if let Some(url) = usual_address(&app, &request) {
        return see_other(&url);
    }
    if request.method() == Method::POST && !is_ours(request.headers(), app.config.issuer.as_str()) {
        let text =
            Phrase::new("errors-form-foreign-text").with("issuer", app.config.issuer.as_str());
        let failure = Failure::said(StatusCode::FORBIDDEN, "errors-form-foreign", text)
            .or_go(path::HOME, "errors-go-home");
        let shell = Shell::of(&app, request.uri(), request.headers(), request.extensions());
        return error::page(&app, shell, failure);
    }
    next.run(request).await
}

/// One's own machine has several names, but cookies and forms work under one: a page asked for by another of them is looked
/// for at the issuer's. Another port is another node, and a real host the proxy's business: neither is corrected.
fn usual_address(app: &App, request: &Request) -> Option<String> {
    let issuer = url::Url::parse(app.config.issuer.as_str()).ok()?;
    let host = request.headers().get(header::HOST)?.to_str().ok()?;
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    let same_port = issuer.port_or_known_default() == port.parse().ok().or(Some(80));
    let loopback = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
    let elsewhere = issuer.host_str() != Some(name);
    let asked = request
        .uri()
        .path_and_query()
        .map_or("/", |asked| asked.as_str());
    let applies = app.config.issuer.is_loopback() && loopback && same_port && elsewhere;
    (applies && request.method() == Method::GET).then(|| app.config.issuer.url(asked))
}

/// Browsers say where a form came from, in `Origin` or at least in `Sec-Fetch-Site`. Who says neither is no browser, and
/// has no cookies that another site could ride on.
fn is_ours(headers: &HeaderMap, issuer: &str) -> bool {
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or("null"))
    };
    let same_site =
        text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let origin_of_issuer = url::Url::parse(issuer).map(|url| url.origin().ascii_serialization());
    let same_origin = text(header::ORIGIN.as_str())
        .is_none_or(|origin| origin_of_issuer.is_ok_and(|ours| ours == origin));
    same_site && same_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_ours(&headers, "https://id.example.org")
    }

    #[test]
    fn another_sites_form_is_told_apart() {
        assert!(ours(&[
            ("origin", "https://id.example.org"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(ours(&[]));
        assert!(!ours(&[("origin", "null")]));
        assert!(!ours(&[("origin", "https://evil.example")]));
        assert!(!ours(&[("origin", "https://id.example.org.evil.example")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[
            ("origin", "https://id.example.org"),
            ("sec-fetch-site", "same-site")
        ]));
    }
}
