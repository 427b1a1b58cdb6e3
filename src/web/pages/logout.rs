//! `/logout`: ends the session of this browser, after asking; and the page after it, whoever asked.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use crate::base::Fault;
use crate::domain::{Client, EventKind};
use crate::federation;
use crate::identity::browser;
use crate::identity::event;
use crate::identity::session::{self, SignedIn};
use crate::oauth::Parameters;
use crate::oauth::logout::{Back, Request, front_channel};
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::{Shell, SignOut, SignedOut};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let page = question(&visit, None, Vec::new()).await?;
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(&visit, failure))?;
    Ok(visit.answer(page))
}

/// Asks the person, on behalf of an application that has not proven whose session it means.
pub(in crate::web) async fn ask(visit: &Visit, request: &Request) -> Result<Response, Failed> {
    let client = request.client.as_ref().map(|known| &known.client);
    let mut fields = Vec::new();
    if let (Some(client), Some(back)) = (client, &request.back) {
        fields.push(("client_id", client.id.clone()));
        fields.push(("post_logout_redirect_uri", back.uri.clone()));
        fields.extend(back.state.clone().map(|state| ("state", state)));
    }
    let application = client.map(Client::shown_name);
    let page = question(visit, application, fields).await?;
    let page = match &request.back {
        Some(back) => html::page_towards(&back.uri, &page),
        None => html::page(StatusCode::OK, &page),
    };
    let page = page.map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    // What the form carried is proven again: it came by way of the browser.
    let request = Request::read(&visit.app, fields.parameters()).await;
    let request = request.map_err(|error| Failed::of(&visit, error))?;
    let ended = visit.signed_in.as_ref();
    let everyone = !fields.text("everyone").is_empty();
    let ending = end(&visit, ended, everyone).await;
    ending.map_err(|fault| Failed::of(&visit, fault))?;
    let session_id = ended.map(|signed_in| signed_in.session.id.as_str());
    signed_out(&visit, session_id, request.back.as_ref()).await
}

/// Ends the session in use, or those of everyone who is signed in in this browser.
async fn end(visit: &Visit, current: Option<&SignedIn>, everyone: bool) -> Result<(), Fault> {
    let mut leaving: Vec<SignedIn> = current.cloned().into_iter().collect();
    if everyone {
        leaving.extend(here(visit).await?);
    }
    for SignedIn { user, session } in leaving {
        let event = event::of(&visit.app, &user.id, EventKind::SignedOut, &visit.place());
        session::end_told(&visit.app, (&user.id, &session.id), Some(event)).await?;
    }
    Ok(())
}

async fn here(visit: &Visit) -> Result<Vec<SignedIn>, Fault> {
    browser::people(&visit.app, visit.browser(), visit.device()).await
}

async fn question(
    visit: &Visit,
    application: Option<String>,
    fields: Vec<(&'static str, String)>,
) -> Result<SignOut, Failed> {
    let here = here(visit)
        .await
        .map_err(|fault| Failed::of(visit, fault))?;
    Ok(SignOut {
        shell: visit.shell(),
        csrf: visit.csrf(),
        action: path::LOGOUT.to_owned(),
        person: visit
            .signed_in
            .as_ref()
            .map(|signed_in| signed_in.user.display_name()),
        application,
        fields,
        people: here.len(),
    })
}

/// The end of signing out: the applications of the session that has `ended` are opened in frames where they ask for it, then
/// the browser goes back to where it was asked to, or stays on our page.
pub(in crate::web) async fn signed_out(
    visit: &Visit,
    ended: Option<&str>,
    back: Option<&Back>,
) -> Result<Response, Failed> {
    let frames = match ended {
        Some(session_id) => front_channel::frames(&visit.app, session_id).await,
        None => Ok(Vec::new()),
    };
    let frames = frames.map_err(|fault| Failed::of(visit, fault))?;
    let back = back.map(Back::url);
    let through = match (ended, &visit.signed_in) {
        (Some(_), Some(known)) => through(visit, &known.user.id, back.as_deref()).await?,
        _ => None,
    };
    let response = match (through, back) {
        // Not by a redirect: browsers would hold it to the policy of the form that began it.
        (Some(through), _) => page(visit, frames, Some(through))?,
        (None, Some(back)) if frames.is_empty() => see_other(&back),
        (None, back) => page(visit, frames, back)?,
    };
    Ok(visit.answer_signed_out(response))
}

/// Where the sign-out goes on, if this person came from a provider that wants to hear of it. Where to go after that comes back
/// from there sealed, so that nobody sends people anywhere else by it.
async fn through(
    visit: &Visit,
    user_id: &str,
    back: Option<&str>,
) -> Result<Option<String>, Failed> {
    let ours = visit.app.config.issuer.url(path::LOGOUT_RETURN);
    let url = federation::sign_out::url(&visit.app, visit.browser(), user_id, (&ours, back)).await;
    url.map_err(|fault| Failed::of(visit, fault))
}

/// Comes back from a provider's sign-out.
pub(crate) async fn come_back(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let read = Parameters::parse(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let back = read.find("state");
    let back = back.and_then(|state| federation::sign_out::back(&visit.app, state));
    match back {
        Some(back) => Ok(visit.answer(see_other(&back))),
        None => Ok(visit.answer(page(&visit, Vec::new(), None)?)),
    }
}

fn page(visit: &Visit, frames: Vec<String>, next: Option<String>) -> Result<Response, Failed> {
    let page = SignedOut {
        shell: Shell {
            user: None,
            ..visit.shell()
        },
        frames,
        next,
    };
    let response = html::page(StatusCode::OK, &page)
        .and_then(|response| html::framing(response, &page.frames))
        .and_then(|response| match &page.next {
            Some(next) => html::going_on(response, next),
            None => Ok(response),
        });
    response.map_err(|failure| Failed::of(visit, failure))
}
