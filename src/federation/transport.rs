//! How the oauth2 crate's requests leave this server: through the guard and the bounds of `base::http`, like all others.

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse, http};

use crate::app::App;
use crate::base::http::{Call, FetchError};
use crate::store::sql::BoxFuture;

/// The client that the oauth2 crate is given.
pub(super) struct Guarded(pub App);

impl<'c> AsyncHttpClient<'c> for Guarded {
    type Error = FetchError;
    type Future = BoxFuture<'c, Result<HttpResponse, FetchError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(send(&self.0, request))
    }
}

async fn send(app: &App, request: HttpRequest) -> Result<HttpResponse, FetchError> {
    let (parts, body) = request.into_parts();
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        (name.to_string(), value.as_bytes().to_vec())
    };
    let call = Call {
        method: parts.method.to_string(),
        url: parts.uri.to_string(),
        headers: parts.headers.iter().map(header).collect(),
        body,
    };
    let answer = app.http.exchange(call).await?;
    if answer.status >= 500 {
        return Err(FetchError::Remote(format!("answered {}", answer.status)));
    }
    let mut response = http::Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    response
        .body(answer.body)
        .map_err(|error| FetchError::Remote(error.to_string()))
}

/// Gets JSON with an access token (RFC 6750 section 2.1).
pub(super) async fn get(app: &App, url: &str, token: &str) -> Result<String, FetchError> {
    let header = |name: &str, value: String| (name.to_owned(), value.into_bytes());
    let call = Call {
        method: "GET".to_owned(),
        url: url.to_owned(),
        headers: vec![
            header("accept", "application/json".to_owned()),
            header("authorization", format!("Bearer {token}")),
        ],
        body: Vec::new(),
    };
    let answer = app.http.exchange(call).await?;
    if answer.status != 200 {
        return Err(FetchError::Remote(format!("answered {}", answer.status)));
    }
    String::from_utf8(answer.body).map_err(|_| FetchError::Remote("sent no UTF-8 text".to_owned()))
}
