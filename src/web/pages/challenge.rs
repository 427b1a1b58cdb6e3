//! The proof of work of a form: whether it is asked for, and whether it was done.

use super::Failed;
use super::form::Form;
use crate::config::When;
use crate::identity::challenge::{self, Purpose, Sender, work};
use crate::web::view::Challenge;
use crate::web::visit::Visit;

/// What a form says that came back because its work is missing, was done too late or was used before.
pub(super) const FIRST: &str = "challenge-first";

/// What the form is shown with that this visit would send as who is named.
pub(super) async fn due(
    visit: &Visit,
    purpose: Purpose,
    identifier: &str,
) -> Result<Option<Challenge>, Failed> {
    let due = challenge::due(&visit.app, &sender(visit, purpose, identifier)).await;
    let due = due.map_err(|fault| Failed::of(visit, fault))?;
    let config = &visit.app.config;
    let forgotten = config.throttle.window.as_secs().div_ceil(60);
    Ok(due.map(|challenge| Challenge {
        text: challenge.text,
        parts: work::PARTS,
        zeros: challenge.zeros,
        forgotten_in: (config.challenge.when != When::Always).then_some(forgotten),
    }))
}

/// Whether a form that came back may be looked into.
pub(super) async fn is_met(
    visit: &Visit,
    fields: &Form,
    (purpose, identifier): (Purpose, &str),
) -> Result<bool, Failed> {
    let sender = sender(visit, purpose, identifier);
    let answer = (fields.text("challenge"), fields.text("solution"));
    let met = challenge::is_met(&visit.app, &sender, answer).await;
    let met = met.map_err(|fault| Failed::of(visit, fault))?;
    if !met {
        tracing::info!(%purpose, address = %visit.address, "a form came without its proof of work");
    }
    Ok(met)
}

fn sender<'v>(visit: &'v Visit, purpose: Purpose, identifier: &'v str) -> Sender<'v> {
    Sender {
        purpose,
        browser: visit.browser(),
        device: visit.device(),
        address: visit.address,
        identifier,
    }
}
