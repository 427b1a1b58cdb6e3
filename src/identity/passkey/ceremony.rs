//! Challenges: what was asked, kept here and never on the page. Each is good once, for five minutes, in the browser that asked for
//! it and for its purpose; one for a certain person, or for a certain session, is good for no other.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::response::Response;
use crate::app::App;
use crate::base::{Fault, id};
use crate::jose::digest::sha256;
use crate::store::webauthn_ceremony::{self, Taken};

/// How long a browser may take. What waits to be picked in a form is asked for anew before.
const LIVES: Duration = Duration::from_secs(5 * 60);

#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// A passkey is made.
    Create,
    /// A passkey is shown.
    Get,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
        }
    }
}

/// What a challenge is for.
#[derive(Debug)]
pub(super) struct Ceremony {
    pub purpose: Purpose,
    pub user_id: Option<String>,
    pub session_id: Option<String>,
}

/// Keeps a challenge with what its answer is checked against.
pub(super) async fn keep(
    app: &App,
    browser: &str,
    challenge: &[u8],
    ceremony: Ceremony,
    state: &impl Serialize,
) -> Result<(), Fault> {
    let row = webauthn_ceremony::Ceremony {
        user_id: ceremony.user_id,
        session_id: ceremony.session_id,
        purpose: ceremony.purpose.as_str(),
        state: serde_json::to_string(state).map_err(Fault::internal)?,
    };
    let (id_hash, browser_hash) = (sha256(challenge), sha256(browser.as_bytes()));
    let until = app.now() + LIVES;
    let kept = app.db.write(move |tx| {
        Box::pin(async move {
            webauthn_ceremony::insert(tx, (&id_hash, &browser_hash), &row, until).await
        })
    });
    kept.await
}

/// Takes the challenge that is answered. None where this browser was given no such one, or answered it before.
pub(super) async fn take(
    app: &App,
    browser: &str,
    purpose: Purpose,
    response: &Response,
) -> Result<Option<Taken>, Fault> {
    let Some(challenge) = id::from_base64url(response.challenge()) else {
        return Ok(None);
    };
    let (id_hash, browser_hash) = (sha256(&challenge), sha256(browser.as_bytes()));
    let now = app.now();
    let taken = app.db.write(move |tx| {
        Box::pin(async move {
            let hashes = (&id_hash, &browser_hash);
            webauthn_ceremony::take(tx, hashes, purpose.as_str(), now).await
        })
    });
    taken.await
}

/// What the library kept.
pub(super) fn state<T: DeserializeOwned>(taken: &Taken) -> Result<T, Fault> {
    serde_json::from_str(&taken.state).map_err(Fault::internal)
}
