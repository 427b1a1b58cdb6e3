//! Sending a request to this server as any client would, and keeping it and its answer to be shown.

use axum::http::StatusCode;
use serde_json::Value;

use super::decode::{indented, shortened};
use super::relying_party::{Request, encode};
use crate::app::App;
use crate::base::Fault;

/// A request as it went out and the answer as it came.
#[derive(Clone, Debug)]
pub(super) struct Exchange {
    pub method: String,
    pub url: String,
    pub sent_headers: Vec<(String, String)>,
    /// The form, a parameter a line.
    pub sent_body: String,
    /// The code with its phrase.
    pub status: String,
    pub outcome: &'static str,
    /// The headers that matter to the step.
    pub headers: Vec<(String, String)>,
    pub other_headers: Vec<(String, String)>,
    /// Indented where it is JSON.
    pub body: String,
    /// The answer itself, where it is JSON.
    pub json: Value,
}

impl Exchange {
    pub(super) fn succeeded(&self) -> bool {
        self.outcome == "ok"
    }

    /// What the answer calls its error; empty where it names none.
    pub(super) fn error(&self) -> &str {
        self.json["error"].as_str().unwrap_or_default()
    }

    /// What our verifier says beside the registered code: which check has refused.
    pub(super) fn reason(&self) -> &str {
        self.json["reason"].as_str().unwrap_or_default()
    }
}

/// The fault is that there was no answer at all.
pub(super) async fn send(app: &App, request: Request) -> Result<Exchange, Fault> {
    let form = encode(
        request
            .form
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    let mut outgoing = app
        .http
        .client()
        .request(request.method.clone(), &request.url);
    for (name, value) in &request.headers {
        outgoing = outgoing.header(*name, value);
    }
    if !form.is_empty() {
        outgoing = outgoing.body(form.clone());
    }
    let answer = app.http.send(outgoing).await?;
    let status = StatusCode::from_u16(answer.status).map_err(Fault::unavailable)?;
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    let (headers, other_headers) = answer
        .headers
        .into_iter()
        .partition(|(name, _)| tells(name));
    Ok(Exchange {
        method: request.method.to_string(),
        url: request.url,
        sent_headers: request
            .headers
            .into_iter()
            .map(|(name, value)| (name.to_owned(), shortened(&value)))
            .collect(),
        sent_body: form.replace('&', "\n&"),
        status: status.to_string(),
        outcome: if status.is_success() { "ok" } else { "refused" },
        headers,
        other_headers,
        body: shortened(&indented(&body)),
        json: serde_json::from_str(&body).unwrap_or_default(),
    })
}

fn tells(header: &str) -> bool {
    matches!(
        header,
        "www-authenticate" | "content-type" | "cache-control" | "retry-after"
    )
}
