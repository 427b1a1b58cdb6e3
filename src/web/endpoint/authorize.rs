//! `/oauth2/authorize`: takes a request in, sends the browser on, and takes it up again after each page.

use axum::extract::RawQuery;
use axum::response::{IntoResponse as _, Response};

use crate::oauth::Parameters;
use crate::oauth::authorize::{self, Carried, Interaction, PageError, Redirect, RedirectError};
use crate::oauth::logout;
use crate::web::endpoint::by_form::ByForm;
use crate::web::error::{self, Failure};
use crate::web::html::{self, see_other};
use crate::web::pages::{Failed, task};
use crate::web::path;
use crate::web::view::FormPost;
use crate::web::visit::Visit;

pub(crate) async fn begin(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let begun = async {
        let parameters =
            Parameters::parse(query.as_deref().unwrap_or_default()).map_err(PageError::from)?;
        authorize::begin(
            &visit.app,
            &parameters,
            visit.browser(),
            visit.signed_in.as_ref(),
            visit.address,
        )
        .await
    };
    match begun.await {
        Ok(interaction) => Ok(go_on(&visit, &interaction)),
        Err(error) => Err(Failed::of(&visit, error)),
    }
}

pub(crate) async fn begin_by_form(form: ByForm) -> Response {
    form.as_link(path::AUTHORIZE)
}

pub(crate) async fn resume(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let resumed = async {
        let parameters =
            Parameters::parse(query.as_deref().unwrap_or_default()).map_err(PageError::from)?;
        let id = parameters.find("request").ok_or(PageError::Expired)?;
        authorize::resume(&visit.app, id, visit.browser(), visit.signed_in.as_ref()).await
    };
    match resumed.await {
        Ok(interaction) => Ok(go_on(&visit, &interaction)),
        Err(error) => Err(Failed::of(&visit, Failure::from(error))),
    }
}

fn go_on(visit: &Visit, interaction: &Interaction) -> Response {
    visit.answer(match interaction {
        Interaction::Login { id } => see_other(&format!("{}?request={id}", path::LOGIN)),
        Interaction::Choose { id } => see_other(&format!("{}?request={id}", path::ACCOUNTS)),
        Interaction::Task { id, task } => {
            see_other(&format!("{}?request={id}", task::page_of(*task)))
        }
        Interaction::Consent { id } => see_other(&format!("{}?request={id}", path::CONSENT)),
        Interaction::Answer(answer) => {
            let (client, uri) = (&answer.to.client.client.id, &answer.to.uri);
            let session = visit.signed_in.as_ref().map(|at| at.session.id.as_str());
            let state = logout::session_state(&visit.app, client, uri, session);
            let fields = answer.fields.iter();
            let mut fields: Vec<_> = fields
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            fields.extend(state.as_deref().map(|state| ("session_state", state)));
            carry(visit, &answer.to, &fields)
        }
        Interaction::Error(error) => redirect_error(visit, error),
    })
}

/// An error for the application, at the place that was proven to be its own.
pub(crate) fn redirect_error(visit: &Visit, error: &RedirectError) -> Response {
    error::log(&error.refusal);
    let answer = [
        ("error", error.refusal.code.as_str()),
        ("error_description", error.refusal.description),
    ];
    carry(visit, &error.to, &answer)
}

/// Sends the browser to the application with an answer, in the mode that was asked for.
fn carry(visit: &Visit, to: &Redirect, answer: &[(&str, &str)]) -> Response {
    match to.carry(visit.app.config.issuer.as_str(), answer) {
        Carried::Redirect(url) => see_other(&url),
        Carried::Form { action, fields } => {
            let page = FormPost {
                shell: visit.shell(),
                application: to.client.client.shown_name(),
                action,
                fields,
            };
            html::page_towards(&to.uri, &page)
                .unwrap_or_else(|failure| Failed::of(visit, failure).into_response())
        }
    }
}
