//! The pages that people see.

pub(super) mod account;
pub(super) mod apps;
mod challenge;
pub(super) mod consent;
pub(super) mod email;
pub(super) mod enrol;
pub(super) mod federation;
pub(super) mod form;
pub(super) mod home;
pub(super) mod keys;
pub(super) mod language;
mod letter;
mod links;
pub(super) mod logout;
pub(super) mod mailbox;
pub(super) mod passkeys;
pub(super) mod recover;
pub(super) mod recovery_codes;
pub(super) mod register;
mod scopes;
pub(super) mod setup;
pub(super) mod sign_in;
pub(super) mod task;
pub(super) mod terms;
pub(super) mod totp;
pub(super) mod verify;

use axum::response::{IntoResponse, Response};

use super::error::{self, Failure};
use super::visit::Visit;

/// A page that ended in an error, written already.
#[derive(Debug)]
pub(super) struct Failed(Box<Response>);

impl Failed {
    pub(super) fn of(visit: &Visit, failure: impl Into<Failure>) -> Self {
        let page = error::page(&visit.app, visit.shell(), failure.into());
        Self(Box::new(visit.answer(page)))
    }

    /// Ends in an answer that is no error, such as the way to sign in.
    pub(super) fn with(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        *self.0
    }
}
