//! Terms of use: who has agreed to the version in force.

use super::event;
use super::session::Place;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::{Event, EventKind, User};
use crate::store;
use crate::store::sql::Tx;

/// Whether this person has to be asked.
pub fn is_due(app: &App, user: &User) -> bool {
    let version = app.config.terms.version.as_ref();
    version.is_some() && user.terms_version.as_ref() != version
}

/// Keeps that the person agrees to `version`. False when that is not the one in force: they read another.
pub async fn accept(app: &App, user: &User, version: &str, place: &Place) -> Result<bool, Fault> {
    let Some(acceptance) = Acceptance::of(app, &user.id, place) else {
        return Ok(false);
    };
    if acceptance.version != version {
        return Ok(false);
    }
    app.db
        .write(move |tx| Box::pin(async move { acceptance.keep(tx).await }))
        .await?;
    Ok(true)
}

/// What is written down when somebody agrees.
#[derive(Debug, Clone)]
pub(super) struct Acceptance {
    version: String,
    event: Event,
    at: Timestamp,
}

impl Acceptance {
    /// None where there are no terms.
    pub(super) fn of(app: &App, user_id: &str, place: &Place) -> Option<Self> {
        let version = app.config.terms.version.clone()?;
        let event = event::of(app, user_id, EventKind::TermsAccepted, place);
        Some(Self {
            event: event.with("version", &version),
            version,
            at: app.now(),
        })
    }

    pub(super) async fn keep(&self, tx: &mut Tx) -> Result<(), Fault> {
        store::user::accept_terms(tx, &self.event.user_id, &self.version, self.at).await?;
        event::record(tx, &self.event).await
    }
}
