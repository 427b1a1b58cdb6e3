//! reqwest, within a tokio runtime.

use std::time::Duration;

use reqwest::{Client, ClientBuilder, StatusCode, redirect};

use super::standard::USER_AGENT;
use super::{Body, BoxError};
use crate::SetupError;

/// How long a question may take, from the look-up of the name to the end of the body.
const TIMEOUT: Duration = Duration::from_secs(5);

/// For keys. It needs no timeout: what takes too long is dropped. Fetches are minutes apart, and the runtime that a
/// connection belongs to may be gone by the next.
pub(super) fn client() -> reqwest::Result<Client> {
    bounded().pool_max_idle_per_host(0).build()
}

/// For questions that requests wait for: connections are used again.
pub(crate) fn http_client() -> Result<Client, SetupError> {
    let client = bounded().timeout(TIMEOUT).build();
    client.map_err(|error| SetupError::Http(error.into()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one door of this crate within a runtime, with its bounds"
)]
fn bounded() -> ClientBuilder {
    let builder = Client::builder().user_agent(USER_AGENT);
    builder.redirect(redirect::Policy::none()).no_proxy()
}

pub(super) async fn get(client: &Client, url: &str, body: &mut Body) -> Result<u16, BoxError> {
    let request = client.get(url).header("accept", "application/json");
    let mut response = request.send().await?;
    if response.status() == StatusCode::OK {
        while let Some(chunk) = response.chunk().await? {
            body.push(&chunk)?;
        }
    }
    Ok(response.status().as_u16())
}
