//! What is said to somebody whom another provider does not bring in: what happened, and what to do.

use axum::http::StatusCode;

use crate::federation::Trouble;
use crate::federation::callback::Stopped;
use crate::web::error::Failure;
use crate::web::pages::Failed;
use crate::web::path;
use crate::web::visit::Visit;
use crate::words::Phrase;

pub(super) fn stopped(visit: &Visit, provider: &str, stop: Stopped) -> Failed {
    let trouble = match stop.trouble {
        Trouble::Fault(fault) => return Failed::of(visit, fault),
        trouble => trouble,
    };
    tracing::info!(provider, %trouble, address = %visit.address, "not let in through a provider");
    let mut known = visit.app.config.providers.iter();
    let known = known.find(|known| known.id == provider);
    let shown = match known {
        Some(known) => known.name.clone(),
        None => provider.chars().take(32).collect(),
    };
    let (status, heading, text) = words(&trouble);
    let failure = Failure::said(status, heading, Phrase::new(text).with("provider", &shown));
    let login = format!("{}{}", path::LOGIN, stop.onward);
    let again = path::LOGIN_WITH.replace("{provider}", provider) + &stop.onward;
    Failed::of(
        visit,
        match stop.linking {
            true => failure.or_go(path::ACCOUNT_LINKED, "federation-to-linked"),
            false if known.is_some() && may_pass(&trouble) => failure
                .or_go(&again, "errors-try-again")
                .or_else_go(&login, "federation-to-login"),
            false => failure.or_go(&login, "federation-to-login"),
        },
    )
}

/// Whether it may be otherwise at the next try.
fn may_pass(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::Lost(_) | Trouble::Declined | Trouble::Disbelieved(_) | Trouble::Unreachable(_)
    )
}

fn words(trouble: &Trouble) -> (StatusCode, &'static str, &'static str) {
    match trouble {
        Trouble::Unknown => (
            StatusCode::NOT_FOUND,
            "federation-unknown",
            "federation-unknown-text",
        ),
        Trouble::Lost(_) => (
            StatusCode::BAD_REQUEST,
            "federation-lost",
            "federation-lost-text",
        ),
        Trouble::Declined => (
            StatusCode::FORBIDDEN,
            "federation-declined",
            "federation-declined-text",
        ),
        Trouble::Disbelieved(_) | Trouble::Fault(_) => (
            StatusCode::BAD_GATEWAY,
            "federation-failed",
            "federation-failed-text",
        ),
        Trouble::Unreachable(_) => (
            StatusCode::GATEWAY_TIMEOUT,
            "federation-unreachable",
            "federation-unreachable-text",
        ),
        Trouble::Taken => (
            StatusCode::CONFLICT,
            "federation-taken",
            "federation-taken-text",
        ),
        Trouble::OtherSession => (
            StatusCode::FORBIDDEN,
            "federation-other-session",
            "federation-other-session-text",
        ),
        Trouble::NotLinked => (
            StatusCode::FORBIDDEN,
            "federation-not-linked",
            "federation-not-linked-text",
        ),
    }
}
