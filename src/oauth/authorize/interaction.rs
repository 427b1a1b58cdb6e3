//! A request on its way: begun, kept while a person signs in or agrees, resumed, answered once.
//!
//! What is kept are the parameters as they came; each resumption proves and checks them anew. The kept request opens only in
//! the browser that began it, so a link to it is worth nothing to anyone else.

use std::net::IpAddr;
use std::time::Duration;

use super::answer::{self, Answer};
use super::expected::Expected;
use super::redirect::{self, PageError, Redirect, RedirectError};
use super::request::Request;
use super::request_object;
use super::step::{self, Step, What};
use super::waiting::{Progress, waiting};
use super::wanted::Wanted;
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Level, Proof, Scopes, Task};
use crate::identity::session::SignedIn;
use crate::identity::sign_in::Holds;
use crate::identity::task;
use crate::identity::throttle::Attempt;
use crate::jose::digest::sha256;
use crate::oauth::client;
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
    /// Go to the page on which an account is chosen.
    Choose {
        id: String,
    },
    /// Go to the page of this task.
    Task {
        id: String,
        task: Task,
    },
    Consent {
        id: String,
    },
    Answer(Answer),
    Error(RedirectError),
}

/// Takes in a new request. `browser` is the secret of the browser that it came from, `address` where that is.
pub async fn begin(
    app: &App,
    parameters: &Parameters,
    browser: &str,
    signed_in: Option<&SignedIn>,
    address: IpAddr,
) -> Result<Interaction, PageError> {
    if let Some(id) = parameters.find("client_id")
        && let Attempt::Blocked { until } = client::meet(app, id, address).await?
    {
        return Err(PageError::Blocked { until });
    }
    let client = redirect::client(app, parameters).await?;
    let parameters = match request_object::resolve(app, &client, parameters).await? {
        Ok(parameters) => parameters,
        Err(error) => return Ok(Interaction::Error(error)),
    };
    let redirect = Redirect::prove(client, &parameters)?;
    let known = app.catalog.resources().await?;
    let mut request = match Request::check(redirect, &parameters, &known) {
        Ok(request) => request,
        Err(error) => return Ok(Interaction::Error(error)),
    };
    let began = app.now();
    let step = next(app, &mut request, signed_in, &Progress::beginning(began)).await?;
    match (step, signed_in) {
        (Step::Refuse(refusal), _) => Ok(Interaction::Error(request.redirect.error(refusal))),
        (Step::Issue, Some(signed_in)) => answered(app, &request, signed_in, None).await,
        (step, _) => {
            let id = keep(app, &parameters, browser, began).await?;
            Ok(match step {
                Step::Consent => Interaction::Consent { id },
                Step::Task(task) => Interaction::Task { id, task },
                Step::Choose => Interaction::Choose { id },
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
    let mut waiting = waiting(app, id, browser).await?;
    if let Some(signed_in) = signed_in {
        waiting.narrow(&signed_in.user.id);
    }
    let progress = waiting.progress.clone();
    match (
        next(app, &mut waiting.request, signed_in, &progress).await?,
        signed_in,
    ) {
        (Step::Refuse(refusal), _) => {
            Ok(Interaction::Error(waiting.request.redirect.error(refusal)))
        }
        (Step::Task(task), _) => Ok(Interaction::Task {
            id: id.to_owned(),
            task,
        }),
        (Step::Choose, _) => Ok(Interaction::Choose { id: id.to_owned() }),
        (Step::Consent, Some(_)) => Ok(Interaction::Consent { id: id.to_owned() }),
        (Step::Issue, Some(signed_in)) => {
            answered(app, &waiting.request, signed_in, Some(waiting.id_hash)).await
        }
        _ => Ok(Interaction::Login { id: id.to_owned() }),
    }
}

async fn answered(
    app: &App,
    request: &Request,
    signed_in: &SignedIn,
    id_hash: Option<[u8; 32]>,
) -> Result<Interaction, PageError> {
    let answer = answer::issue(app, request, signed_in, id_hash).await?;
    Ok(match answer.ok_or(PageError::Expired)? {
        Ok(answer) => Interaction::Answer(answer),
        Err(refusal) => Interaction::Error(request.redirect.error(refusal)),
    })
}

/// What comes next. What the person refused before is taken out of the request.
async fn next(
    app: &App,
    request: &mut Request,
    signed_in: Option<&SignedIn>,
    progress: &Progress,
) -> Result<Step, PageError> {
    let expected = match Expected::of(app, request).await {
        Ok(expected) => expected,
        Err(Error::Refused(refusal)) => return Ok(Step::Refuse(refusal)),
        Err(Error::Fault(fault)) => return Err(fault.into()),
    };
    let client = &request.redirect.client.client;
    let (expected, consented, refused) = match signed_in {
        Some(SignedIn { user, .. }) => (
            expected.admits(app, client, &user.id).await?,
            consent::of(&mut app.db.read(), &user.id, &client.id).await?,
            consent::refused(&mut app.db.read(), &user.id, &client.id).await?,
        ),
        None => (true, Scopes::default(), Scopes::default()),
    };
    let wanted = Wanted::of(app, request, signed_in).await?;
    let (began, now) = (progress.began, app.now());
    let proofs = signed_in.map_or(&[][..], |signed_in| &signed_in.session.proofs);
    let counted = wanted.counted(proofs, began, now);
    let (reach, tasks) = match signed_in {
        Some(signed_in) => prepared(app, signed_in, &counted).await?,
        None => (Level::One, Vec::new()),
    };
    let is = |named: &Option<String>| {
        signed_in.is_some_and(|signed_in| named.as_ref() == Some(&signed_in.user.id))
    };
    let step = step::next(&What {
        request,
        wanted: &wanted,
        counted: &counted,
        reach,
        tasks: &tasks,
        signed_in,
        consented: &consented,
        refused: &refused,
        began,
        agreed: is(&progress.agreed_by),
        chosen: is(&progress.chosen),
        expected,
    });
    Ok(match step {
        Step::IssueLess(agreed) => {
            request.narrow(&agreed);
            Step::Issue
        }
        step => step,
    })
}

/// The most that a person's factors amount to, and what they have to do first.
async fn prepared(
    app: &App,
    signed_in: &SignedIn,
    counted: &[Proof],
) -> Result<(Level, Vec<Task>), Fault> {
    let holds = Holds::of(app, &signed_in.user).await?;
    let tasks = task::due(app, &signed_in.user);
    Ok((holds.reach(counted), tasks))
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
        return Err(Refusal::new(ErrorCode::InvalidRequest, "the request is too long").into());
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
