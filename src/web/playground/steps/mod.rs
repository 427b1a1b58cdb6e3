//! The steps of a walk: each sends one request, and shows it with its answer.

pub(super) mod answer;
pub(super) mod calls;
pub(super) mod refusals;
pub(super) mod start;
pub(super) mod tokens;

use axum::http::StatusCode;
use axum::response::Response;

use super::path;
use super::record::{self, Exchange};
use super::relying_party::Request;
use super::view::{self, Page, Part};
use super::walk::Walk;
use crate::base::Fault;
use crate::web::error::Failure;
use crate::web::html;
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::view::Shell;
use crate::web::visit::Visit;
use crate::words::Words;

/// The page at step `now`, counted from 1.
fn page(visit: &Visit, now: usize, parts: Vec<Part>) -> Result<Response, Failed> {
    let page = Page {
        // Its words are those of the specifications.
        shell: Shell {
            words: Words::default(),
            ..visit.shell()
        },
        csrf: visit.csrf(),
        steps: view::steps(now, parts),
    };
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

fn walk(visit: &Visit, body: &str) -> Result<Walk, Failed> {
    Ok(Walk::read(&Form::read(visit, body)?))
}

async fn send(visit: &Visit, request: Request) -> Result<Exchange, Failed> {
    let url = request.url.clone();
    let sent = record::send(&visit.app, request).await;
    sent.map_err(|fault| Failed::of(visit, unreachable(&url, &fault)))
}

/// The playground meets the server as others do; behind a proxy that way may be closed from the inside.
fn unreachable(url: &str, fault: &Fault) -> Failure {
    tracing::warn!(%fault, url, "the playground cannot reach its own issuer");
    let text = format!(
        "The playground asked {url} as any other application would, and no answer came. From the machine that \
         the server runs on, this address has to lead back to the server: look at its name, its proxy and its \
         certificate. The command countersign doctor checks the same."
    );
    let failure = Failure::said(
        StatusCode::BAD_GATEWAY,
        "The playground cannot reach the server",
        text,
    );
    failure.or_go(path::START, "Start again")
}
