//! A visit of a person's browser: who is signed in, from where, and the secrets that bind its forms.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Uri};
use axum::response::Response;

use super::brand::Look;
use super::cookie::Cookie;
use super::error::{self, Failure};
use super::language;
use super::layer::address;
use super::layer::trace::RequestId;
use super::path;
use super::view::Shell;
use crate::app::App;
use crate::base::id::{base64url, secret};
use crate::identity::session::{self, Place, SignedIn, Started};
use crate::jose::digest::{equal, hmac_sha256, sha256};
use crate::oauth::logout;
use crate::words::Words;

/// What a form is bound to besides the browser where nobody is signed in.
const NOBODY: &str = "nobody";

#[derive(Debug)]
pub(super) struct Visit {
    pub app: App,
    pub address: IpAddr,
    pub signed_in: Option<SignedIn>,
    pub request_id: String,
    words: Words,
    /// The page's own path and query.
    here: String,
    user_agent: String,
    browser: String,
    /// The browser brought no secret of its own, so it is given one.
    is_new: bool,
    /// The secret by which this device is known, if it is.
    device: Option<String>,
    /// What the browser shows to scripts of the sign-in, and what it should.
    state: (Option<String>, Option<String>),
    /// Whether the request would have brought the cookie of a session that there is. In a frame of another site's page the
    /// state is sent and the session is not: that says nothing of who is signed in.
    tells_session: bool,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visit = Self::open(parts, app).await;
        visit.map_err(|failure| {
            let shell = Shell::of(app, &parts.uri, &parts.headers, &parts.extensions);
            error::page(app, shell, failure)
        })
    }
}

impl Visit {
    async fn open(parts: &Parts, app: &App) -> Result<Self, Failure> {
        let issuer = &app.config.issuer;
        let brought = Cookie::Browser.read(&parts.headers, issuer);
        let is_new = brought.is_none();
        let browser = brought.unwrap_or_else(|| secret(&*app.random));
        let session_token = Cookie::Session.read(&parts.headers, issuer);
        let signed_in = match &session_token {
            Some(token) => session::find(app, token).await?,
            None => None,
        };
        let user = signed_in.as_ref().map(|signed_in| &signed_in.user);
        Ok(Self {
            words: language::of_visit(app, parts, (&browser, user)).await?,
            here: here(&parts.uri),
            address: address::of(
                &parts.headers,
                &parts.extensions,
                &app.config.trusted_proxies,
            ),
            request_id: RequestId::of(&parts.extensions),
            user_agent: text(&parts.headers, header::USER_AGENT),
            is_new,
            browser,
            tells_session: session_token.is_some() || is_navigation(&parts.headers),
            device: Cookie::Device.read(&parts.headers, issuer),
            state: (
                Cookie::State.read(&parts.headers, issuer),
                signed_in
                    .as_ref()
                    .map(|signed_in| logout::browser_state(app, &signed_in.session.id)),
            ),
            signed_in,
            app: app.clone(),
        })
    }

    /// The secret that waiting requests are bound to.
    pub(super) fn browser(&self) -> &str {
        &self.browser
    }

    pub(super) fn device(&self) -> Option<&str> {
        self.device.as_deref()
    }

    pub(super) fn place(&self) -> Place {
        Place {
            address: self.address,
            user_agent: self.user_agent.clone(),
        }
    }

    pub(super) fn shell(&self) -> Shell {
        Shell {
            brand: self.app.config.brand.name.clone(),
            look: Look::of(&self.app.config.brand),
            user: self
                .signed_in
                .as_ref()
                .map(|signed_in| signed_in.user.display_name()),
            words: self.words,
            csrf: self.csrf_of_browser(),
            here: self.page(),
            request_id: self.request_id.clone(),
        }
    }

    /// The language in which this visit is answered.
    pub(super) fn words(&self) -> Words {
        self.words
    }

    /// The page to come back to: this one, or the one that it was posted from.
    pub(super) fn page(&self) -> String {
        path::page(&self.here)
    }

    /// Whether the browser brought no cookie of ours: this is its first visit, or it keeps none.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// The token of this visit's forms: bound to the browser, and to the session where there is one. It outlives the session's
    /// secret, so that proving oneself anew in one tab leaves the forms of the others good.
    pub(super) fn csrf(&self) -> String {
        let session = self
            .signed_in
            .as_ref()
            .map(|known| known.session.id.as_str());
        self.csrf_for(session.unwrap_or(NOBODY))
    }

    /// The token of a form on the way in, bound to the browser alone.
    pub(super) fn csrf_of_browser(&self) -> String {
        self.csrf_for(NOBODY)
    }

    fn csrf_for(&self, session: &str) -> String {
        let key = sha256(self.browser.as_bytes());
        base64url(&hmac_sha256(&key, session.as_bytes()))
    }

    /// Whether a form that came back is one that this visit was shown.
    pub(super) fn proves(&self, csrf: &str) -> bool {
        !self.is_new && equal(self.csrf().as_bytes(), csrf.as_bytes())
    }

    /// Whether a form that came back is one that this browser was shown on the way in.
    pub(super) fn proves_browser(&self, csrf: &str) -> bool {
        !self.is_new && equal(self.csrf_of_browser().as_bytes(), csrf.as_bytes())
    }

    /// Sends the answer to a sign-in: with the cookies of the session and of the device.
    pub(super) fn signed_in_as(&self, mut response: Response, started: &Started) -> Response {
        let (issuer, sessions) = (&self.app.config.issuer, &self.app.config.sessions);
        let state = logout::browser_state(&self.app, &started.session.id);
        let remembered = started
            .session
            .remembered
            .then_some(sessions.remembered_absolute);
        for cookie in [
            Cookie::Session.set_for(&started.token, issuer, remembered),
            Cookie::State.set_for(&state, issuer, remembered),
            Cookie::Device.set_for(&started.device, issuer, Some(sessions.device)),
        ] {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// Sends the answer, with this browser's secret where it has none yet, and its state put right where a session has ended
    /// by itself or elsewhere.
    pub(super) fn answer(&self, mut response: Response) -> Response {
        if self.is_new {
            let cookie = Cookie::Browser.set(&self.browser, &self.app.config.issuer);
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        let issuer = &self.app.config.issuer;
        let state = match &self.state {
            (brought, due) if brought == due => None,
            (_, Some(due)) => Some(Cookie::State.set(due, issuer)),
            (_, None) if self.tells_session => Some(Cookie::State.clear(issuer)),
            (_, None) => None,
        };
        if let Some(cookie) = state {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// Sends the answer to a sign-out: without the cookies of a session, where this browser has none any more.
    pub(super) fn answer_signed_out(&self, mut response: Response) -> Response {
        for cookie in [Cookie::Session, Cookie::State] {
            if self.tells_session {
                let cookie = cookie.clear(&self.app.config.issuer);
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
        response
    }
}

fn here(uri: &Uri) -> String {
    let asked = uri.path_and_query();
    asked.map_or(path::HOME, |asked| asked.as_str()).to_owned()
}

impl Shell {
    /// Of a page that is shown before anything is known of the visit.
    pub(super) fn of(app: &App, uri: &Uri, headers: &HeaderMap, extensions: &Extensions) -> Self {
        Self {
            brand: app.config.brand.name.clone(),
            look: Look::of(&app.config.brand),
            words: language::of(app, headers),
            here: path::page(&here(uri)),
            request_id: RequestId::of(extensions),
            ..Self::default()
        }
    }
}

/// Whether a page is opened in a window of its own (Fetch Metadata section 2.1): then all of our cookies come that there are.
fn is_navigation(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-dest")
        .is_some_and(|dest| dest == "document")
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> String {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}
