//! Whether a provider can be reached, and says what a sign-in there needs: for an operator who sets it up.

use super::endpoints::Endpoints;
use super::keys::{self, Which};
use super::{Trouble, client_secret, patiently};
use crate::app::App;
use crate::config::Provider;

/// What was found to be in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Its metadata and this many keys that check what it signs.
    Keys(usize),
    /// It has neither: all that is known of it is what the operator wrote.
    NothingToAsk,
}

pub async fn reach(app: &App, provider: &Provider) -> Result<Reached, Trouble> {
    patiently(async {
        let endpoints = Endpoints::of(app, provider).await?;
        client_secret::of(app, provider, &endpoints)?;
        let Some(openid) = endpoints.openid() else {
            return Ok(Reached::NothingToAsk);
        };
        if openid.algorithms.is_empty() {
            return Err(Trouble::disbelieved(
                "its metadata name no algorithm of ID tokens that is checked here",
            ));
        }
        let set = keys::of(app, openid, &openid.issuer, Which::Kept).await?;
        match set["keys"].as_array().map_or(0, Vec::len) {
            0 => Err(Trouble::disbelieved(
                "its key set has no key that can check a signature",
            )),
            count => Ok(Reached::Keys(count)),
        }
    })
    .await
}
