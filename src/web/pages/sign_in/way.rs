//! What the address of a page on the way in carries: the request that waits, or the page of ours that asked for fresh proof, and
//! the sign-in that was begun.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::Onward;
use crate::identity::session::Started;
use crate::identity::sign_in::{self, FRESH, Progress};
use crate::oauth::authorize::{self, Waiting};
use crate::oauth::{Parameters, demanded};
use crate::web::error::Failure;
use crate::web::html::{self, see_other};
use crate::web::pages::form::Form;
use crate::web::pages::{Failed, federation};
use crate::web::path;
use crate::web::visit::Visit;
use crate::words::Phrase;

#[derive(Debug, Default)]
pub(in crate::web) struct Way {
    pub request: Option<(String, Waiting)>,
    pub onward: Option<Onward>,
    pub sign_in: Option<String>,
    /// Whether somebody else than who is signed in wants to be.
    pub another: bool,
    /// What was ticked: to stay signed in, and to be spared the second factor on this device.
    pub remember: bool,
    pub trust: bool,
}

impl Way {
    /// Reads it. A request that does not wait any more, or waits in another browser, is refused here.
    pub(in crate::web) async fn read(visit: &Visit, query: Option<&str>) -> Result<Self, Failed> {
        let Ok(parameters) = Parameters::parse(query.unwrap_or_default()) else {
            return Ok(Self::default());
        };
        let request = match parameters.find("request") {
            Some(id) => {
                let waiting = authorize::waiting(&visit.app, id, visit.browser()).await;
                Some((
                    id.to_owned(),
                    waiting.map_err(|error| Failed::of(visit, error))?,
                ))
            }
            None => None,
        };
        Ok(Self {
            request,
            onward: parameters.find("for").and_then(Onward::named),
            sign_in: parameters.find("sign_in").map(str::to_owned),
            another: parameters.find("as") == Some("another"),
            ..Self::default()
        })
    }

    /// The way to a request that waited when a letter was asked for, if it still does and in this browser.
    pub(in crate::web) async fn resumed(visit: &Visit, id: Option<&str>) -> Self {
        let Some(id) = id else {
            return Self::default();
        };
        let waiting = authorize::waiting(&visit.app, id, visit.browser()).await;
        Self {
            request: waiting.ok().map(|waiting| (id.to_owned(), waiting)),
            ..Self::default()
        }
    }

    /// The identifier of the request that waits.
    pub(in crate::web) fn request_id(&self) -> Option<&str> {
        self.request.as_ref().map(|(id, _)| id.as_str())
    }

    /// The same, with what was ticked on its form.
    pub(in crate::web) fn ticked(self, fields: &Form) -> Self {
        Self {
            remember: !fields.text("remember").is_empty(),
            trust: !fields.text("trust").is_empty(),
            ..self
        }
    }

    /// A page on this way.
    pub(in crate::web) fn to(&self, page: &str) -> String {
        let request = self.request.as_ref().map(|(id, _)| id.as_str());
        let parts = [
            ("request", request),
            ("for", self.onward.map(Onward::as_str)),
            ("sign_in", self.sign_in.as_deref()),
            ("as", self.another.then_some("another")),
        ];
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in parts {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        match query.finish() {
            query if query.is_empty() => page.to_owned(),
            query => format!("{page}?{query}"),
        }
    }

    /// The way to fresh proof for a page of ours, and back to it with the request that waits.
    pub(in crate::web) fn to_prove(&self, onward: Onward) -> String {
        let way = Self {
            request: self.request.clone(),
            onward: Some(onward),
            ..Self::default()
        };
        way.to(path::LOGIN)
    }

    /// The same for one of those who are signed in already.
    pub(in crate::web) fn as_somebody(&self) -> Self {
        Self {
            request: self.request.clone(),
            onward: self.onward,
            ..Self::default()
        }
    }

    /// Where it leads.
    pub(in crate::web) fn destination(&self) -> String {
        match (&self.request, self.onward) {
            // A page of ours that asked for fresh proof on the way of a request goes on with it.
            (Some((id, _)), Some(onward)) => format!("{}?request={id}", onward.path()),
            (Some((id, _)), None) => format!("{}?request={id}", path::RESUME),
            (None, Some(onward)) => onward.path().to_owned(),
            (None, None) => path::ACCOUNT.to_owned(),
        }
    }

    /// The same as the rules need it.
    pub(in crate::web) async fn rule<'v>(
        &'v self,
        visit: &'v Visit,
    ) -> Result<sign_in::Way<'v>, Failed> {
        let held = visit.signed_in.as_ref();
        let least = demanded::of_everybody(&visit.app);
        let (level, since) = match (&self.request, self.onward) {
            (_, Some(_)) => (least, Some(visit.app.now() - FRESH)),
            (Some((_, waiting)), None) => {
                let wants = waiting.wants(&visit.app, held).await;
                wants.map_err(|fault| Failed::of(visit, fault))?
            }
            (None, None) => (least, None),
        };
        Ok(sign_in::Way {
            place: visit.place(),
            browser: visit.browser(),
            held,
            device: visit.device(),
            confirms: !self.another && self.confirms(visit).await?,
            sign_in: self.sign_in.as_deref(),
            level,
            since,
            // What changes an account's credentials is shown anew on any device.
            trusts: self.onward.is_none(),
            trust: self.trust,
            remember: self.remember,
        })
    }

    /// Whether who is signed in goes on as they are: unless the request is for someone else, or leaves the choice.
    async fn confirms(&self, visit: &Visit) -> Result<bool, Failed> {
        match (&self.request, &visit.signed_in) {
            (Some((_, waiting)), Some(known)) => {
                let expects = waiting.request.expects(&visit.app, &known.user.id).await;
                expects.map_err(|fault| Failed::of(visit, fault))
            }
            (_, known) => Ok(known.is_some()),
        }
    }

    /// Sends a page on this way. What its form begins may end at the application.
    pub(in crate::web) fn page(
        &self,
        visit: &Visit,
        status: StatusCode,
        page: &impl Template,
    ) -> Result<Response, Failed> {
        let page = match &self.request {
            Some((_, waiting)) => html::page_towards(&waiting.request.redirect.uri, page),
            None => html::page_towards_any(StatusCode::OK, &federation::homes(&visit.app), page),
        };
        let mut page = page.map_err(|failure| Failed::of(visit, failure))?;
        *page.status_mut() = status;
        Ok(visit.answer(page))
    }

    /// Goes on after something was shown: to what is missing, or with the cookies of the session to where it leads; or says that
    /// the account is disabled. None when the account or the sign-in is gone.
    pub(in crate::web) fn went_on(self, visit: &Visit, progress: Progress) -> Option<Response> {
        match progress {
            Progress::SignedIn(started) => Some(self.signed_in(visit, &started)),
            Progress::More { sign_in, .. } => {
                let way = Self {
                    sign_in: Some(sign_in),
                    ..self
                };
                Some(see_other(&way.to(path::LOGIN_NEXT)))
            }
            Progress::Disabled => Some(self.disabled(visit).into_response()),
            Progress::Gone => None,
        }
    }

    /// What is said to somebody whose account is disabled: they have shown that it is theirs.
    fn disabled(&self, visit: &Visit) -> Failed {
        let brand = &visit.app.config.brand.name;
        let text = Phrase::new("login-disabled-text").with("brand", brand);
        let failure = Failure::said(StatusCode::FORBIDDEN, "login-disabled", text);
        let another = Self {
            another: true,
            ..self.as_somebody()
        };
        let login = another.to(path::LOGIN);
        Failed::of(visit, failure.or_ask().or_else_go(&login, "login-another"))
    }

    /// The way on, with the cookies of the session.
    fn signed_in(&self, visit: &Visit, started: &Started) -> Response {
        let (user, session) = (&started.user.id, &started.session.id);
        tracing::info!(user, session, "signed in");
        visit.signed_in_as(see_other(&self.destination()), started)
    }
}
