//! Can people come in through other providers: does each answer, is it who it is called, and has it keys?

use crate::app::App;
use crate::base::Fault;
use crate::cli::answer::Finding;
use crate::config::{Place, Provider};
use crate::federation::reach::{Reached, reach};
use crate::federation::{self, Trouble};

const CHECK: &str = "provider";

pub(super) async fn check(app: &App) -> Vec<Finding> {
    let mut findings = Vec::new();
    for provider in federation::offered(app) {
        findings.push(found(provider, reach(app, provider).await));
    }
    findings
}

fn found(provider: &Provider, reached: Result<Reached, Trouble>) -> Finding {
    let id = &provider.id;
    let place = match &provider.place {
        Place::OpenId { issuer, .. } => issuer,
        Place::OAuth { token_url, .. } => token_url,
    };
    match reached {
        Ok(Reached::Keys(count)) => {
            Finding::ok(CHECK, format!("{id}: {place} answers; keys: {count}."))
        }
        Ok(Reached::NothingToAsk) => Finding::ok(
            CHECK,
            format!("{id}: it has no discovery, so its addresses show only at a sign-in."),
        ),
        Err(Trouble::Unreachable(reason)) => Finding::fail(
            CHECK,
            format!("{id}: {place} cannot be reached: {reason}."),
            "Look at the address, DNS and the network; plain http and addresses that are not public need `outbound.allow_private`.",
        ),
        Err(Trouble::Disbelieved(reason)) => Finding::fail(
            CHECK,
            format!("{id}: {place} cannot be used: {reason}."),
            format!(
                "Compare `providers.{id}.issuer` with what its metadata call it, to the letter."
            ),
        ),
        Err(Trouble::Fault(Fault::Internal(reason) | Fault::Unavailable(reason))) => {
            let mend = format!("Look at the secret or the key of `providers.{id}`.");
            Finding::fail(CHECK, format!("{id}: {reason}."), mend)
        }
        Err(trouble) => Finding::fail(CHECK, format!("{id}: {trouble}."), ""),
    }
}
