//! A request on its way: begun, kept while a person signs in or agrees, resumed, answered once.
//!
//! What is kept are the parameters as they came; each resumption proves and checks them anew. The kept request opens only in
//! the browser that began it, so a link to it is worth nothing to anyone else.

use std::time::Duration;

use super::answer::{self, Answer};
use super::redirect::{PageError, Redirect, RedirectError};
use super::request::Request;
use super::step::{self, Step, What};
use crate::app::App;
use crate::base::{Timestamp, id};
use crate::domain::Scopes;
use crate::identity::session::SignedIn;
use crate::jose::digest::sha256;
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::parameters::Parameters;
use crate::store::{authorization_request as kept, consent};

/// How long a person may take.
const LIVES: Duration = Duration::from_secs(30 * 60);

/// The longest request that is kept, in bytes: anybody may make us keep one.
const LONGEST: usize = 8000;

/// What the browser is to do next.
#[derive(Debug)]
pub enum Interaction {
    /// Go to the sign-in page with this request id.
    Login {
        id: String,
    },
    Consent {
        id: String,
    },
    Answer(Answer),
    Error(RedirectError),
}

/// A kept request, found again.
#[derive(Debug)]
pub struct Waiting {
    pub request: Request,
    began: Timestamp,
    agreed_by: Option<String>,
    id_hash: [u8; 32],
}

/// Takes in a new request. `browser` is the secret of the browser that it came from.
pub async fn begin(
    app: &App,
    parameters: &Parameters,
    browser: &str,
    signed_in: Option<&SignedIn>,
) -> Result<Interaction, PageError> {
    let redirect = Redirect::prove(app, parameters).await?;
    let known = app.catalog.resources().await?;
    let request = match Request::check(redirect, parameters, &known) {
        Ok(request) => request,
        Err(error) => return Ok(Interaction::Error(error)),
    };
    let began = app.now();
    let step = next(app, &request, signed_in, (began, None)).await?;
    match (step, signed_in) {
        (Step::Refuse(refusal), _) => Ok(Interaction::Error(request.redirect.error(refusal))),
        (Step::Issue, Some(signed_in)) => {
            let answer = answer::issue(app, &request, signed_in, None).await?;
            Ok(Interaction::Answer(answer.ok_or_else(expired)?))
        }
        (step, _) => {
            let id = keep(app, parameters, browser, began).await?;
            Ok(match step {
                Step::Consent => Interaction::Consent { id },
                _ => Interaction::Login { id },
            })
        }
    }
}

/// Goes on with a kept request, after a page was answered.
pub async fn resume(
    app: &App,
    id: &str,
    browser: &str,
    signed_in: Option<&SignedIn>,
) -> Result<Interaction, PageError> {
    let waiting = waiting(app, id, browser).await?;
    let progress = (waiting.began, waiting.agreed_by.as_deref());
    match (
        next(app, &waiting.request, signed_in, progress).await?,
        signed_in,
    ) {
        (Step::Refuse(refusal), _) => {
            Ok(Interaction::Error(waiting.request.redirect.error(refusal)))
        }
        (Step::Consent, Some(_)) => Ok(Interaction::Consent { id: id.to_owned() }),
        (Step::Issue, Some(signed_in)) => {
            let id_hash = Some(waiting.id_hash);
            let answer = answer::issue(app, &waiting.request, signed_in, id_hash).await?;
            Ok(Interaction::Answer(answer.ok_or_else(expired)?))
        }
        _ => Ok(Interaction::Login { id: id.to_owned() }),
    }
}

/// A kept request, for the page that asks about it.
pub async fn waiting(app: &App, id: &str, browser: &str) -> Result<Waiting, PageError> {
    let (id_hash, browser_hash) = (sha256(id.as_bytes()), sha256(browser.as_bytes()));
    let found = kept::find(&mut app.db.read(), &id_hash, &browser_hash, app.now()).await?;
    let found = found.ok_or_else(expired)?;
    let parameters = Parameters::parse(&found.parameters)?;
    let redirect = Redirect::prove(app, &parameters).await?;
    let known = app.catalog.resources().await?;
    // What was good when it began is refused only if the client changed since: then there is nobody to tell but the person.
    let request = Request::check(redirect, &parameters, &known).map_err(|error| error.refusal)?;
    Ok(Waiting {
        request,
        began: found.created_at,
        agreed_by: found.agreed_by,
        id_hash,
    })
}

/// The person agrees: remembered for this client, its scopes and the APIs it asked for.
pub async fn agree(app: &App, waiting: &Waiting, signed_in: &SignedIn) -> Result<(), PageError> {
    let (user_id, client_id) = (
        signed_in.user.id.clone(),
        waiting.request.redirect.client.client.id.clone(),
    );
    let (matter, id_hash, now) = (waiting.request.matter(), waiting.id_hash, app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                consent::remember(tx, &user_id, &client_id, &matter, now).await?;
                kept::agreed(tx, &id_hash, &user_id).await
            })
        })
        .await?;
    Ok(())
}

/// The person refuses: the request is over, and the client is told.
pub async fn deny(app: &App, waiting: Waiting) -> Result<RedirectError, PageError> {
    let (id_hash, now) = (waiting.id_hash, app.now());
    app.db
        .write(move |tx| Box::pin(async move { kept::take(tx, &id_hash, now).await }))
        .await?;
    let refusal = Refusal::new(ErrorCode::AccessDenied, "the person refused");
    Ok(waiting.request.redirect.error(refusal))
}

async fn next(
    app: &App,
    request: &Request,
    signed_in: Option<&SignedIn>,
    (began, agreed_by): (Timestamp, Option<&str>),
) -> Result<Step, PageError> {
    let expected = match request.hinted_subject(app) {
        Ok(expected) => expected,
        Err(Error::Refused(refusal)) => return Ok(Step::Refuse(refusal)),
        Err(Error::Fault(fault)) => return Err(fault.into()),
    };
    let consented = match signed_in {
        Some(signed_in) => {
            let client_id = &request.redirect.client.client.id;
            consent::of(&mut app.db.read(), &signed_in.user.id, client_id).await?
        }
        None => Scopes::default(),
    };
    Ok(step::next(&What {
        request,
        signed_in,
        consented: &consented,
        began,
        agreed: signed_in.is_some_and(|signed_in| agreed_by == Some(signed_in.user.id.as_str())),
        expected: expected.as_deref(),
        now: app.now(),
    }))
}

async fn keep(
    app: &App,
    parameters: &Parameters,
    browser: &str,
    began: Timestamp,
) -> Result<String, PageError> {
    let id = id::secret(&*app.random);
    let (id_hash, browser_hash) = (sha256(id.as_bytes()), sha256(browser.as_bytes()));
    let parameters = parameters.encode();
    if parameters.len() > LONGEST {
        return Err(Refusal::new(ErrorCode::InvalidRequest, "The request is too long.").into());
    }
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let times = (began, began + LIVES);
                kept::insert(tx, (&id_hash, &browser_hash), &parameters, times).await
            })
        })
        .await?;
    Ok(id)
}

fn expired() -> PageError {
    Refusal::new(
        ErrorCode::InvalidRequest,
        "This sign-in has expired, was finished already, or was begun in another browser.",
    )
    .into()
}
