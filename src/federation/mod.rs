//! Accounts elsewhere: signing in through another provider, linking, and what its word is worth here.
//!
//! Owns the flow (`begin` sends somebody there, `callback` judges what comes back), where a provider is (`endpoints`), what it
//! says of a person (`id_token`, `userinfo`, `claims`), whose account that is here (`arrive`, `linking`, `roles`), and signing out
//! there (`sign_out`) or because of there (`signed_out`). Leaves the sign-in itself, with its second factors, to `identity::sign_in`, and the pages to `web`.
//!
//! A person is known by the provider's name here and its subject, and by nothing else: an e-mail address proves nothing
//! about an account (OIDC Core section 5.7). All requests go through `base::http`'s guard. An ID token is believed once both
//! our own reader and the openidconnect crate's verifier have agreed on it (OIDC Core section 3.1.3.7).

pub mod arrive;
pub mod begin;
pub mod callback;
mod claims;
mod client_secret;
mod endpoints;
mod exchange;
mod id_token;
mod keys;
pub mod linking;
mod provision;
pub mod reach;
mod roles;
mod sealed;
pub mod sign_out;
mod signed;
pub mod signed_out;
mod transport;
mod trouble;
mod userinfo;

pub use claims::Visitor;
pub use trouble::Trouble;

use std::time::Duration;

use crate::app::App;
use crate::base::text;
use crate::config::Provider;

/// How long somebody may take over there.
const WAIT: Duration = Duration::from_secs(10 * 60);
/// How long all requests of one step may take together.
const PATIENCE: Duration = Duration::from_secs(5);

/// The providers that people may use, in the order of their names.
pub fn offered(app: &App) -> impl Iterator<Item = &Provider> {
    app.config
        .providers
        .iter()
        .filter(|provider| provider.enabled)
}

/// The provider of that name, if people may use it now: every step asks anew.
pub fn find<'a>(app: &'a App, id: &str) -> Result<&'a Provider, Trouble> {
    offered(app)
        .find(|provider| provider.id == id)
        .ok_or(Trouble::Unknown)
}

/// Where people with such an address sign in (home realm discovery). It depends on what was typed alone, and so tells
/// nobody who has an account.
pub fn home<'a>(app: &'a App, identifier: &str) -> Option<&'a Provider> {
    let key = text::key(identifier);
    let (_, domain) = key.split_once('@').filter(|_| text::is_email(&key))?;
    offered(app).find(|provider| provider.domains.has(domain))
}

/// Where a provider sends people back to: an address of its own, so that no answer is taken for another's (RFC 9700 section
/// 4.4).
fn callback_url(app: &App, provider: &Provider) -> String {
    app.config
        .issuer
        .url(&format!("/login/with/{}/callback", provider.id))
}

/// Runs all that one step asks of a provider, and no longer than people wait.
async fn patiently<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    tokio::time::timeout(PATIENCE, work)
        .await
        .unwrap_or_else(|_| Err(Trouble::Unreachable("took too long in all".to_owned())))
}
