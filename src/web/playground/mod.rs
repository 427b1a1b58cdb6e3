//! The playground: an honest relying party of this very server. It is registered like any other client, knows the server by
//! HTTP only, checks tokens with the verifier crate, and shows each request that it sends and each answer that it gets.
//!
//! Nothing is stored: what a walk needs between two pages travels in a sealed cookie until the browser is back from the
//! sign-in, and in the page's own form afterwards. Leaves the protocol to `oauth`, which it never calls.

mod api;
mod check;
mod decode;
mod record;
mod registration;
mod relying_party;
mod steps;
#[cfg(test)]
mod tests;
mod view;
mod walk;

use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use countersign_verifier::Verifier;

use super::html::see_other;
use crate::app::App;

pub use registration::seed;

/// Where the playground is.
pub(crate) mod path {
    pub(crate) const START: &str = "/playground";
    pub(super) const CALLBACK: &str = "/playground/callback";
    pub(super) const TOKENS: &str = "/playground/tokens";
    pub(super) const USERINFO: &str = "/playground/userinfo";
    pub(super) const NOTES: &str = "/playground/notes";
    pub(super) const REFRESH: &str = "/playground/refresh";
    pub(super) const BROKEN_TOKEN: &str = "/playground/broken-token";
    pub(super) const ID_TOKEN: &str = "/playground/id-token";
    pub(super) const CODE_AGAIN: &str = "/playground/code-again";

    /// The demo API: its identifier, below the issuer, and its one route.
    pub(super) const API: &str = "/playground/api";
    pub(super) const API_NOTES: &str = "/playground/api/notes";
}

pub(super) fn routes(app: &App) -> Router<App> {
    let clock = app.clock.clone();
    let verifier = Verifier::discover(app.config.issuer.as_str())
        .audience(app.config.issuer.url(path::API))
        .clock(move || clock.now().seconds().unsigned_abs())
        .build();
    match verifier {
        Ok(verifier) => with(verifier),
        Err(error) => {
            tracing::error!(%error, "the playground is off: its verifier cannot be made");
            Router::new()
        }
    }
}

fn with(verifier: Verifier) -> Router<App> {
    Router::new()
        .route(path::START, get(steps::start::show))
        .route(path::CALLBACK, get(steps::answer::show))
        .route(path::TOKENS, or_start(post(steps::tokens::redeem)))
        .route(path::USERINFO, or_start(post(steps::calls::userinfo)))
        .route(path::NOTES, or_start(post(steps::calls::notes)))
        .route(path::REFRESH, or_start(post(steps::tokens::refresh)))
        .route(
            path::BROKEN_TOKEN,
            or_start(post(steps::refusals::broken_token)),
        )
        .route(path::ID_TOKEN, or_start(post(steps::refusals::id_token)))
        .route(
            path::CODE_AGAIN,
            or_start(post(steps::refusals::code_again)),
        )
        .merge(api::routes(&verifier))
        .layer(Extension(verifier))
}

/// Whoever opens the address of a step by itself brings none of what the step needs.
fn or_start(step: MethodRouter<App>) -> MethodRouter<App> {
    step.get(|| async { start_again() })
}

fn start_again() -> Response {
    see_other(path::START)
}
