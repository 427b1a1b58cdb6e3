//! A form that came back: its fields, and the proof that we showed it to this very browser.

use axum::http::StatusCode;
use secrecy::SecretString;

use super::Failed;
use crate::oauth::{Error, Parameters};
use crate::web::error::Failure;
use crate::web::visit::Visit;

#[derive(Debug)]
pub(in crate::web) struct Form(Parameters);

impl Form {
    /// Reads the fields. A missing, foreign or outdated token is 403 (login CSRF included), before anything is done.
    pub(in crate::web) fn read(visit: &Visit, body: &str) -> Result<Self, Failed> {
        Self::read_if(visit, body, |csrf| visit.proves(csrf))
    }

    fn read_if(visit: &Visit, body: &str, is_ours: impl Fn(&str) -> bool) -> Result<Self, Failed> {
        let fields = Parameters::parse(body).map_err(|error| broken(visit, &error))?;
        if !is_ours(fields.find("csrf").unwrap_or_default()) {
            let (heading, text) = match visit.is_new() {
                true => ("errors-no-cookies", "errors-no-cookies-text"),
                false => ("errors-form-stale", "errors-form-stale-text"),
            };
            let failure = Failure::said(StatusCode::FORBIDDEN, heading, text);
            return Err(Failed::of(
                visit,
                failure.or_go(&visit.page(), "errors-load-again"),
            ));
        }
        Ok(Self(fields))
    }

    /// The same of a form on the way in, which stays good when another tab has signed in or out meanwhile: it says itself who
    /// somebody is, so that it was shown to this browser is enough.
    pub(in crate::web) fn of_browser(visit: &Visit, body: &str) -> Result<Self, Failed> {
        Self::read_if(visit, body, |csrf| {
            visit.proves(csrf) || visit.proves_browser(csrf)
        })
    }

    /// A field's text; empty when it was not filled in.
    pub(in crate::web) fn text(&self, name: &str) -> &str {
        self.0.find(name).unwrap_or_default()
    }

    /// All fields, for a rule that reads a protocol's parameters.
    pub(super) fn parameters(&self) -> &Parameters {
        &self.0
    }

    pub(in crate::web) fn secret(&self, name: &str) -> SecretString {
        SecretString::from(self.text(name))
    }
}

/// A form that none of our pages sends so.
fn broken(visit: &Visit, error: &Error) -> Failed {
    tracing::info!(%error, "a form cannot be read");
    let (heading, text) = ("errors-broken", "errors-broken-text");
    let failure = Failure::said(StatusCode::BAD_REQUEST, heading, text);
    Failed::of(visit, failure.or_go(&visit.page(), "errors-load-again"))
}

/// The waiting request that a page's URL names, if it names one.
pub(super) fn request_id(query: Option<&str>) -> Option<String> {
    let parameters = Parameters::parse(query.unwrap_or_default()).ok()?;
    parameters.find("request").map(str::to_owned)
}
