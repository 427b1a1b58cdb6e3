//! How one question is carried out: it waits for its turn, is asked unless the endpoint is known to fail, and what was said
//! is remembered.

use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use super::Inner;
use super::answer::{self, Kind};
use super::endpoint::AskError;
use super::flights::Flight;
use super::memory::Outcome;
use super::outage::Outage;
use crate::Error;

/// How long a question waits for its turn at the endpoint.
const PATIENCE: Duration = Duration::from_secs(1);
/// What to say to whom it took too long: there is no telling, but soon.
pub(super) const SOON: u64 = 1;

impl Inner {
    pub(super) async fn carry_out(&self, flight: Flight, text: &str, kind: Kind) {
        let outcome = match tokio::time::timeout(PATIENCE, self.slots.acquire()).await {
            Ok(_slot) => self.inquire(&flight, text, kind).await,
            Err(_) => {
                tracing::warn!("too many tokens are waiting for the introspection endpoint");
                Err(unavailable(SOON))
            }
        };
        flight.land(outcome);
    }

    async fn inquire(&self, flight: &Flight, text: &str, kind: Kind) -> Outcome {
        let asked_at = self.clock.now();
        self.outage().begin(asked_at).map_err(unavailable)?;
        let hint = (kind == Kind::AccessToken).then_some("access_token");
        let answer = self.endpoint.ask(text, hint).await.and_then(|body| {
            let said = answer::read(&body, kind, &self.rules, self.clock.now());
            let said = said.map_err(AskError::Unreadable)?;
            Ok((said.map(Arc::new), body.len()))
        });
        match answer {
            Ok((said, bytes)) => {
                self.outage().succeeded();
                self.memory.keep(flight.text(), &said, (asked_at, bytes));
                said
            }
            Err(error) => {
                let now = self.clock.now();
                // Or whoever makes up odd tokens would silence all the others.
                if !error.is_of_one_question() {
                    self.outage().failed(now);
                }
                log(&error);
                let pause = self.outage().pause(now);
                Err(unavailable(pause.unwrap_or(SOON)))
            }
        }
    }

    pub(super) fn outage(&self) -> MutexGuard<'_, Outage> {
        self.outage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn unavailable(retry_after: u64) -> Error {
    Error::Unavailable {
        what: "the introspection endpoint of the issuer",
        retry_after,
    }
}

/// What only the operator of this API can mend is an error; all else passes.
fn log(error: &AskError) {
    let cause = error as &dyn std::error::Error;
    match error {
        AskError::Refused => tracing::error!(cause, "the introspection endpoint refused this API"),
        _ => tracing::warn!(cause, "the introspection endpoint gave no answer"),
    }
}
