//! The endpoint itself: where it is, as whom it is asked (RFC 6749 section 2.3.1), and how much of an answer is taken.
//! An answer may neither redirect, nor be long, nor be late; and only JSON with status 200 is one.

use std::sync::OnceLock;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Response, StatusCode};
use serde::Deserialize;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use crate::SetupError;
use crate::keys::{check_issuer, http_client, is_safe, metadata_url, safe_address};

/// Far above any honest answer.
const MAX_BODY: usize = 64 * 1024;

pub(super) struct Endpoint {
    http: Client,
    place: Place,
    authorization: HeaderValue,
}

/// Where the endpoint is.
pub(super) enum Place {
    At(Url),
    /// As the issuer's metadata says (RFC 8414 section 2). A later document cannot point elsewhere.
    Discovered {
        issuer: String,
        metadata: Url,
        found: OnceLock<Url>,
    },
}

/// Why there is no answer. It goes to the log of the API and never to its clients.
#[derive(Debug, thiserror::Error)]
pub(super) enum AskError {
    #[error("the request failed")]
    Request(#[from] reqwest::Error),
    #[error("the credentials of this API were refused: its client's id or secret is wrong")]
    Refused,
    #[error("{0} answered {1} and not 200")]
    Status(Url, StatusCode),
    #[error("the answer is not application/json")]
    NotJson,
    #[error("the answer is longer than 64 KiB")]
    TooLong,
    #[error("the metadata cannot be read")]
    Metadata(#[from] serde_json::Error),
    #[error("the metadata is that of the issuer {0:?}")]
    OtherIssuer(String),
    #[error("the introspection_endpoint {0:?} is not https")]
    Address(String),
    #[error("{0}")]
    Unreadable(&'static str),
}

impl AskError {
    /// Whether the endpoint refused the question and may well answer the next: it found the token too odd, or too long.
    pub(super) fn is_of_one_question(&self) -> bool {
        const REFUSALS: [StatusCode; 3] = [
            StatusCode::BAD_REQUEST,
            StatusCode::PAYLOAD_TOO_LARGE,
            StatusCode::UNPROCESSABLE_ENTITY,
        ];
        matches!(self, Self::Status(_, status) if REFUSALS.contains(status))
    }
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    introspection_endpoint: String,
}

impl Place {
    pub(super) fn discovered(issuer: String) -> Result<Self, SetupError> {
        check_issuer(&issuer)?;
        Ok(Self::Discovered {
            metadata: metadata_url(&issuer)?,
            issuer,
            found: OnceLock::new(),
        })
    }

    /// The secret of this API travels there, so it is https, or on this machine.
    pub(super) fn at(url: &str) -> Result<Self, SetupError> {
        let url = Url::parse(url).map_err(|_| SetupError::Endpoint("is not a URL"))?;
        if url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(SetupError::Endpoint("has a fragment or credentials"));
        }
        if !is_safe(&url) {
            return Err(SetupError::Endpoint(
                "does not begin with https:// (http:// is for loopback hosts only)",
            ));
        }
        Ok(Self::At(url))
    }
}

impl Endpoint {
    pub(super) fn new(place: Place, (id, secret): (&str, &str)) -> Result<Self, SetupError> {
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let credentials = STANDARD.encode(format!("{}:{}", encoded(id), encoded(secret)));
        let mut authorization = HeaderValue::try_from(format!("Basic {credentials}"))
            .map_err(|_| SetupError::NoClient)?;
        authorization.set_sensitive(true);
        Ok(Self {
            http: http_client()?,
            place,
            authorization,
        })
    }

    /// What is said of a token: the body of the answer.
    pub(super) async fn ask(
        &self,
        token: &str,
        hint: Option<&'static str>,
    ) -> Result<Vec<u8>, AskError> {
        let url = self.url().await?;
        let request = self.http.post(url.clone()).body(question(token, hint));
        let request = request
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .header(AUTHORIZATION, self.authorization.clone());
        let response = request.send().await?;
        match response.status() {
            StatusCode::OK if is_json(&response) => body(response).await,
            StatusCode::OK => Err(AskError::NotJson),
            StatusCode::UNAUTHORIZED => Err(AskError::Refused),
            status => Err(AskError::Status(url.clone(), status)),
        }
    }

    async fn url(&self) -> Result<&Url, AskError> {
        match &self.place {
            Place::At(url) => Ok(url),
            Place::Discovered {
                issuer,
                metadata,
                found,
            } => match found.get() {
                Some(pinned) => Ok(pinned),
                None => {
                    let named = self.discover(issuer, metadata).await?;
                    Ok(found.get_or_init(|| named))
                }
            },
        }
    }

    /// The metadata must name the very issuer that was asked (OpenID Connect Discovery 1.0 section 4.3).
    async fn discover(&self, issuer: &str, url: &Url) -> Result<Url, AskError> {
        let request = self.http.get(url.clone());
        let response = request.header(ACCEPT, "application/json").send().await?;
        if response.status() != StatusCode::OK {
            return Err(AskError::Status(url.clone(), response.status()));
        }
        let metadata: Metadata = serde_json::from_slice(&body(response).await?)?;
        if metadata.issuer != issuer {
            return Err(AskError::OtherIssuer(metadata.issuer));
        }
        safe_address(&metadata.introspection_endpoint, url)
            .ok_or(AskError::Address(metadata.introspection_endpoint))
    }
}

/// RFC 7662 section 2.1.
fn question(token: &str, hint: Option<&'static str>) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("token", token);
    form.extend_pairs(hint.map(|hint| ("token_type_hint", hint)));
    form.finish()
}

fn is_json(response: &Response) -> bool {
    let value = response.headers().get(CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

async fn body(mut response: Response) -> Result<Vec<u8>, AskError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > MAX_BODY {
            return Err(AskError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
