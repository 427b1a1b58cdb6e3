//! What is kept of a sign-in that is on its way, or of somebody who came without an account here: sealed, for nobody else's
//! eyes.

use serde::{Serialize, de::DeserializeOwned};

use crate::app::App;
use crate::base::Fault;

pub(super) fn seal<T: Serialize>(app: &App, purpose: &str, kept: &T) -> Result<Vec<u8>, Fault> {
    let plain = serde_json::to_vec(kept).map_err(Fault::internal)?;
    app.master_key.seal(purpose, &plain, &*app.random)
}

/// None where it was sealed for something else or under another key.
pub(super) fn open<T: DeserializeOwned>(app: &App, purpose: &str, sealed: &[u8]) -> Option<T> {
    let plain = app.master_key.open(purpose, sealed)?;
    serde_json::from_slice(&plain).ok()
}
