//! Outbound HTTP: the one place that makes a client, with bounds on time, size and redirects.

use std::time::Duration;

use super::Fault;

/// The largest body that we read from another server, in bytes.
pub const BODY_LIMIT: usize = 256 * 1024;

#[derive(Clone, Debug)]
pub struct Http(reqwest::Client);

/// What came back: status, headers as text, and at most [`BODY_LIMIT`] bytes.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Http {
    pub fn new() -> Result<Self, Fault> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where a client is made"
        )]
        let builder = reqwest::Client::builder();
        builder
            .timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map(Self)
            .map_err(Fault::internal)
    }

    pub fn client(&self) -> &reqwest::Client {
        &self.0
    }

    /// Sends a request and reads the answer within the bounds.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer, Fault> {
        let mut response = request.send().await.map_err(Fault::unavailable)?;
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.to_string(), value)
            })
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(Fault::unavailable)? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Err(Fault::unavailable("the answer is too large"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            headers,
            body,
        })
    }
}
