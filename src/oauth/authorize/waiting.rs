//! A kept request, found again, and what the person decides about it (OIDC Core section 3.1.2.4).

use super::redirect::{self, PageError, Redirect, RedirectError};
use super::request::Request;
use super::wanted::Wanted;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::{EventKind, Level, Scopes};
use crate::identity::event;
use crate::identity::session::SignedIn;
use crate::jose::digest::sha256;
use crate::oauth::error::{ErrorCode, Refusal};
use crate::oauth::parameters::Parameters;
use crate::store::{authorization_request as kept, consent};

#[derive(Clone, Debug)]
pub struct Waiting {
    pub request: Request,
    pub(super) progress: Progress,
    /// What was agreed to, where it was less than everything.
    agreed_scopes: Option<Scopes>,
    pub(super) id_hash: [u8; 32],
}

/// How far a request has come.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    pub began: Timestamp,
    /// Who agreed to it, and whom the person chose to be, by the ids of their accounts.
    pub agreed_by: Option<String>,
    pub chosen: Option<String>,
}

impl Progress {
    pub(super) fn beginning(began: Timestamp) -> Self {
        Self {
            began,
            agreed_by: None,
            chosen: None,
        }
    }
}

impl Waiting {
    /// Takes out of the request what this person did not allow of it.
    pub(super) fn narrow(&mut self, user_id: &str) {
        if self.progress.agreed_by.as_deref() == Some(user_id)
            && let Some(agreed) = &self.agreed_scopes
        {
            self.request.narrow(agreed);
        }
    }
}

impl Waiting {
    /// What a sign-in for this request has to amount to, as far as that is in reach, and what of this person's session counts for
    /// it.
    pub async fn wants(
        &self,
        app: &App,
        signed_in: Option<&SignedIn>,
    ) -> Result<(Level, Option<Timestamp>), Fault> {
        let wanted = Wanted::of(app, &self.request, signed_in).await?;
        Ok((
            wanted.preferred,
            wanted.since(self.progress.began, app.now()),
        ))
    }
}

impl Waiting {
    /// What this person's sign-in for it cannot amount to less than.
    pub async fn needs(&self, app: &App, signed_in: &SignedIn) -> Result<Level, Fault> {
        let wanted = Wanted::of(app, &self.request, Some(signed_in)).await?;
        Ok(wanted.level)
    }
}

/// A kept request, for the page that asks about it.
pub async fn waiting(app: &App, id: &str, browser: &str) -> Result<Waiting, PageError> {
    let (id_hash, browser_hash) = (sha256(id.as_bytes()), sha256(browser.as_bytes()));
    let found = kept::find(&mut app.db.read(), &id_hash, &browser_hash, app.now()).await?;
    let found = found.ok_or(PageError::Expired)?;
    let parameters = Parameters::parse(&found.parameters)?;
    let client = redirect::client(app, &parameters).await?;
    let redirect = Redirect::prove(client, &parameters)?;
    let known = app.catalog.resources().await?;
    // What was good when it began is refused only if the client changed since: then there is nobody to tell but the person.
    let request = Request::check(redirect, &parameters, &known).map_err(|error| error.refusal)?;
    Ok(Waiting {
        request,
        progress: Progress {
            began: found.created_at,
            agreed_by: found.agreed_by,
            chosen: found.chosen,
        },
        agreed_scopes: found.agreed_scopes.map(Scopes::stored),
        id_hash,
    })
}

/// The person chooses, for this request, to be one of those who are signed in.
pub async fn choose(app: &App, waiting: &Waiting, user_id: &str) -> Result<(), Fault> {
    let (id_hash, user_id) = (waiting.id_hash, user_id.to_owned());
    app.db
        .write(move |tx| Box::pin(async move { kept::choose(tx, &id_hash, &user_id).await }))
        .await
}

/// The languages that a kept request would like its pages in (OIDC Core section 3.1.2.1).
pub async fn ui_locales(app: &App, id: &str, browser: &str) -> Result<Option<String>, Fault> {
    let (id_hash, browser_hash) = (sha256(id.as_bytes()), sha256(browser.as_bytes()));
    let found = kept::find(&mut app.db.read(), &id_hash, &browser_hash, app.now()).await?;
    let parameters = found.and_then(|found| Parameters::parse(&found.parameters).ok());
    Ok(parameters.and_then(|all| all.find("ui_locales").map(str::to_owned)))
}

/// The person agrees: remembered for this client, its scopes and the APIs it asked for. `allowed` are the optional ones that
/// the person left in; none means everything. What the client cannot do without stays whatever `allowed` says.
pub async fn agree(
    app: &App,
    waiting: &Waiting,
    signed_in: &SignedIn,
    allowed: Option<Scopes>,
) -> Result<(), PageError> {
    let (user_id, client_id) = (
        signed_in.user.id.clone(),
        waiting.request.redirect.client.client.id.clone(),
    );
    let mut matter = waiting.request.matter();
    let mut refused = matter.clone();
    let agreed = allowed.map(|allowed| {
        matter.retain(|name| waiting.request.requires(name) || allowed.has(name));
        matter.clone()
    });
    refused.retain(|name| !matter.has(name));
    let (id_hash, now) = (waiting.id_hash, app.now());
    let application = waiting.request.redirect.client.client.shown_name();
    let event = event::in_session(app, signed_in, EventKind::ConsentGiven);
    let event = event.with("application", &application);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                consent::remember(tx, &user_id, &client_id, &matter, now).await?;
                consent::refuse(tx, &user_id, &client_id, &refused, now).await?;
                event::record(tx, &event).await?;
                kept::agreed(tx, &id_hash, &user_id, agreed.as_ref()).await
            })
        })
        .await?;
    Ok(())
}

/// The person refuses: the request is over, and the client is told, unless it was answered already.
pub async fn deny(app: &App, waiting: Waiting) -> Result<RedirectError, PageError> {
    let (id_hash, now) = (waiting.id_hash, app.now());
    let taken = app
        .db
        .write(move |tx| Box::pin(async move { kept::take(tx, &id_hash, now).await }));
    if !taken.await? {
        return Err(PageError::Expired);
    }
    let refusal = Refusal::new(ErrorCode::AccessDenied, "the person refused");
    Ok(waiting.request.redirect.error(refusal))
}
