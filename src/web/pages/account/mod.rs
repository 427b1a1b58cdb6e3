//! `/account`: what belongs to a person, a page a concern. Here is what these pages share: who is signed in, what is said above
//! a page, and what a session or an event looks like in a line.

pub(in crate::web) mod activity;
pub(in crate::web) mod data;
pub(in crate::web) mod delete;
pub(in crate::web) mod overview;
pub(in crate::web) mod password;
pub(in crate::web) mod picture;
pub(in crate::web) mod profile;
mod safety;
pub(in crate::web) mod security;
pub(in crate::web) mod sessions;

pub(super) use password::confirmed;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::form::Form;
use crate::domain::Rejected;
use crate::identity::session::SignedIn;
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::Outcome;
use crate::web::visit::Visit;

/// What a page says above its forms: what has been done, by its key, or why it was not.
type Said = Option<Result<&'static str, Rejected>>;

/// Who is signed in, or the way to sign in.
fn known(visit: &Visit) -> Result<&SignedIn, Failed> {
    let signed_in = visit.signed_in.as_ref();
    signed_in.ok_or_else(|| Failed::with(visit.answer(see_other(path::LOGIN))))
}

/// The person and the fields of a form, or the way to sign in.
pub(super) fn signed_in<'v>(visit: &'v Visit, body: &str) -> Result<(&'v SignedIn, Form), Failed> {
    let fields = Form::read(visit, body)?;
    Ok((known(visit)?, fields))
}

fn told(visit: &Visit, said: Said) -> Outcome {
    let words = visit.words();
    match said {
        None => Outcome::default(),
        Some(Ok(key)) => Outcome::notice(words.say(key)),
        Some(Err(rejected)) => Outcome::error(rejected.field, words.tell(&rejected.message)),
    }
}

/// Sends a page: 422 where it says what is wrong.
fn send(visit: &Visit, told: &Outcome, page: &impl Template) -> Result<Response, Failed> {
    let status = match told.is_wrong() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let page = html::page(status, page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}
