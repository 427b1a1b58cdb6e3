//! Which answers the scripts of other sites may read: metadata, keys, tokens, their revocation, UserInfo and registrations,
//! never with cookies. No page, and not the authorization endpoint.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

const GRANTED: [(HeaderName, &str); 2] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        "www-authenticate, x-request-id",
    ),
];
const PREFLIGHT: [(HeaderName, &str); 3] = [
    (
        header::ACCESS_CONTROL_ALLOW_METHODS,
        "GET, POST, PUT, DELETE",
    ),
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "authorization, content-type",
    ),
    (header::ACCESS_CONTROL_MAX_AGE, "600"),
];

pub(crate) async fn allow(request: Request, next: Next) -> Response {
    let from_site = is_site(request.headers());
    let asks = request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if asks {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    let shared = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(shared, HeaderValue::from_static("cross-origin"));
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if from_site {
        let preflight = PREFLIGHT.into_iter().filter(|_| asks);
        for (name, value) in GRANTED.into_iter().chain(preflight) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

/// Whether the request names a real origin. `null` is any sandboxed frame.
fn is_site(headers: &HeaderMap) -> bool {
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|value| value.to_str().ok());
    origin.is_some_and(|origin| origin.starts_with("https://") || origin.starts_with("http://"))
}
