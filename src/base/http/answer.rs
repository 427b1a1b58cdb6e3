//! What another server answered, read within bounds; or why there is no answer.

use std::error::Error as _;

use reqwest::header::HeaderMap;

use super::guard::Refused;

/// The largest body that we read from another server, in bytes.
pub const BODY_LIMIT: usize = 256 * 1024;

/// What came back: status, headers as text, and at most [`BODY_LIMIT`] bytes.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum FetchError {
    /// The guard does not let requests go there.
    #[error("not fetched: {0}")]
    Refused(#[from] Refused),
    /// The other server's trouble: not reached, too slow, too large, or not what was asked for.
    #[error("the other server: {0}")]
    Remote(String),
}

impl Answer {
    /// The first value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("{}", in_full(.0))]
    Http(#[from] reqwest::Error),
    #[error("the answer is too large")]
    TooLarge,
}

impl Trouble {
    pub(super) fn into_fetch_error(self) -> FetchError {
        if let Self::Http(error) = &self {
            let mut cause = error.source();
            while let Some(inner) = cause {
                if let Some(refused) = inner.downcast_ref::<Refused>() {
                    return refused.clone().into();
                }
                cause = inner.source();
            }
        }
        FetchError::Remote(self.to_string())
    }
}

/// An error with its causes, without the URL: that can hold what belongs in no log.
fn in_full(error: &reqwest::Error) -> String {
    let mut text = if error.is_timeout() {
        "took too long".to_owned()
    } else {
        "failed".to_owned()
    };
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

/// Sends a request and reads its answer, and no more of it than [`BODY_LIMIT`].
pub(super) async fn read(request: reqwest::RequestBuilder) -> Result<Answer, Trouble> {
    let mut response = request.send().await?;
    let status = response.status().as_u16();
    let headers = texts(response.headers());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > BODY_LIMIT {
            return Err(Trouble::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer {
        status,
        headers,
        body,
    })
}

fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
        .collect()
}
