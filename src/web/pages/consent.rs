//! `/consent`: asking whether an application may have what it asks for, and which part of it.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use url::{Host, Url};

use super::Failed;
use super::form::{Form, request_id};
use super::{links, scopes};
use crate::base::Fault;
use crate::domain::{ClientSource, Scopes};
use crate::identity::session::SignedIn;
use crate::oauth::authorize::{self, Request, Waiting};
use crate::store::consent;
use crate::web::endpoint::authorize::redirect_error;
use crate::web::error::Failure;
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::{Answered, Consent, ScopeGroup, ScopeLine};
use crate::web::visit::Visit;
use crate::words::Words;

/// Before the name of a scope: the field that leaves it on.
const ALLOW: &str = "allow.";

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let (id, waiting, signed_in) = match asked(&visit, query.as_deref()).await? {
        Asked::Question(id, waiting, signed_in) => (id, waiting, signed_in),
        Asked::SignInFirst(id) => return Ok(see_other(&format!("{}?request={id}", path::RESUME))),
    };
    let page = question(&visit, &id, &waiting.request, signed_in).await;
    let page = page.map_err(|fault| Failed::of(&visit, fault))?;
    let page = html::page_towards(&waiting.request.redirect.uri, &page);
    Ok(visit.answer(page.map_err(|failure| Failed::of(&visit, failure))?))
}

async fn question(
    visit: &Visit,
    id: &str,
    request: &Request,
    signed_in: &SignedIn,
) -> Result<Consent, Fault> {
    let client = &request.redirect.client.client;
    let known = visit.app.catalog.resources().await?;
    let mut read = visit.app.db.read();
    let user = &signed_in.user;
    let before = Before {
        allowed: consent::of(&mut read, &user.id, &client.id).await?,
        refused: consent::refused(&mut read, &user.id, &client.id).await?,
    };
    let words = scopes::in_words(visit.words(), &request.matter(), &known, user);
    let (groups, before_groups) = before.apart(visit.words(), words, request);
    Ok(Consent {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: format!("{}?request={id}", path::CONSENT),
        application: client.shown_name(),
        site: site(visit.words(), &request.redirect.uri),
        person: user.display_name(),
        registered_itself: client.source != ClientSource::Operator,
        is_known: before.is_any(),
        groups,
        before: before_groups,
        links: links::of(client),
    })
}

pub(crate) async fn submit(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let (id, waiting, signed_in) = match asked(&visit, query.as_deref()).await? {
        Asked::Question(id, waiting, signed_in) => (id, waiting, signed_in),
        Asked::SignInFirst(id) => return Ok(see_other(&format!("{}?request={id}", path::RESUME))),
    };
    match fields.text("decision") {
        "allow" => {
            let (matter, allowed) = chosen(&waiting.request, &fields);
            // Without any of what it asked for there is nothing to go back with.
            if allowed.is_empty() && !matter.is_empty() {
                return deny(&visit, *waiting).await;
            }
            let agreed = authorize::agree(&visit.app, &waiting, signed_in, Some(allowed)).await;
            agreed.map_err(|error| Failed::of(&visit, error))?;
            Ok(see_other(&format!("{}?request={id}", path::RESUME)))
        }
        "deny" => deny(&visit, *waiting).await,
        _ => {
            let failure = Failure::said(
                StatusCode::BAD_REQUEST,
                "errors-nothing-chosen",
                "errors-nothing-chosen-text",
            );
            let failure = failure.or_go(&visit.page(), "errors-go-back");
            Err(Failed::of(&visit, failure))
        }
    }
}

async fn deny(visit: &Visit, waiting: Waiting) -> Result<Response, Failed> {
    let denied = authorize::deny(&visit.app, waiting).await;
    let error = denied.map_err(|error| Failed::of(visit, error))?;
    Ok(redirect_error(visit, &error))
}

/// What was asked for, and what of it the client cannot do without or the person left on.
fn chosen(request: &Request, fields: &Form) -> (Scopes, Scopes) {
    let matter = request.matter();
    let mut allowed = matter.clone();
    allowed.retain(|name| {
        request.requires(name) || !fields.text(&format!("{ALLOW}{name}")).is_empty()
    });
    (matter, allowed)
}

enum Asked<'v> {
    Question(String, Box<Waiting>, &'v SignedIn),
    /// Somebody signed out meanwhile: the way leads back through the request.
    SignInFirst(String),
}

async fn asked<'v>(visit: &'v Visit, query: Option<&str>) -> Result<Asked<'v>, Failed> {
    let id = request_id(query).unwrap_or_default();
    let waiting = authorize::waiting(&visit.app, &id, visit.browser()).await;
    let waiting = waiting.map_err(|error| Failed::of(visit, error))?;
    Ok(match &visit.signed_in {
        Some(signed_in) => Asked::Question(id, Box::new(waiting), signed_in),
        None => Asked::SignInFirst(id),
    })
}

/// What the person decided about this application before.
struct Before {
    allowed: Scopes,
    refused: Scopes,
}

impl Before {
    fn is_any(&self) -> bool {
        !self.allowed.is_empty() || !self.refused.is_empty()
    }

    /// What is to be decided, and what was agreed to before. Where that is everything, it is asked about again.
    fn apart(
        &self,
        language: Words,
        words: Vec<scopes::Group>,
        request: &Request,
    ) -> (Vec<ScopeGroup>, Vec<ScopeGroup>) {
        let (mut open, mut agreed) = (Vec::new(), Vec::new());
        for group in words {
            let heading = group.kind.asked(language);
            let lines = group
                .words
                .into_iter()
                .map(|words| self.line(words, request));
            let (before, now): (Vec<_>, Vec<_>) =
                lines.partition(|line| line.answered == Answered::Allowed);
            for (lines, groups) in [(now, &mut open), (before, &mut agreed)] {
                let heading = heading.clone();
                groups.extend((!lines.is_empty()).then_some(ScopeGroup { heading, lines }));
            }
        }
        match open.is_empty() {
            true => (agreed, Vec::new()),
            false => (open, agreed),
        }
    }

    fn line(&self, words: scopes::Said, request: &Request) -> ScopeLine {
        let answered = if self.allowed.has(&words.scope) {
            Answered::Allowed
        } else if self.refused.has(&words.scope) {
            Answered::Refused
        } else if self.is_any() {
            Answered::New
        } else {
            Answered::Never
        };
        ScopeLine {
            optional: !request.requires(&words.scope),
            scope: words.scope,
            title: words.title,
            detail: words.detail,
            answered,
        }
    }
}

/// Where the answer goes, as people know it. Only a web address has a site: what follows a private scheme is the
/// application's own word, and names nobody.
fn site(words: Words, redirect_uri: &str) -> String {
    let Ok(url) = Url::parse(redirect_uri) else {
        return redirect_uri.to_owned();
    };
    let web = matches!(url.scheme(), "https" | "http");
    match url.host().filter(|_| web) {
        None => words.with("consent-app-on-device-named", &[("scheme", &url.scheme())]),
        Some(Host::Ipv4(address)) if address.is_loopback() => words.say("consent-app-on-device"),
        Some(Host::Ipv6(address)) if address.is_loopback() => words.say("consent-app-on-device"),
        Some(host) => host.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::site;
    use crate::words::Words;

    #[test]
    fn only_a_web_address_has_a_site() {
        for (redirect_uri, shown) in [
            ("https://app.example.org/cb", "app.example.org"),
            ("http://localhost:7070/cb", "localhost"),
            ("http://127.0.0.1:9/cb", "an app on this device"),
            ("http://[::1]:9/cb", "an app on this device"),
            (
                "com.example.app:/cb",
                "an app on this device (com.example.app)",
            ),
            (
                "com.example.app://cb",
                "an app on this device (com.example.app)",
            ),
            (
                "com.evil.app://accounts.example.com/cb",
                "an app on this device (com.evil.app)",
            ),
        ] {
            assert_eq!(site(Words::default(), redirect_uri), shown);
        }
    }
}
