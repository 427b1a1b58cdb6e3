//! A request names one host (RFC 9112 section 3.2), or two servers in a row could read it as meant for different ones. It
//! is asked of connections, not of the router: the issuer comes from the configuration, whatever the host.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::web::error;

pub(crate) async fn named_once(request: Request, next: Next) -> Response {
    if is_named_once(request.version(), request.headers()) {
        return next.run(request).await;
    }
    tracing::info!("a request that names no host, or several, was refused");
    let text = "the request must name exactly one host";
    error::json_error(StatusCode::BAD_REQUEST, "invalid_request", text)
}

/// HTTP/1.0 knew no hosts, and HTTP/2 has `:authority` (RFC 9113 section 8.3.1).
fn is_named_once(version: Version, headers: &HeaderMap) -> bool {
    match headers.get_all(header::HOST).iter().count() {
        0 => version != Version::HTTP_11,
        1 => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(version: Version, hosts: &[&'static str]) -> bool {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, host.parse().unwrap());
        }
        is_named_once(version, &headers)
    }

    #[test]
    fn http_1_1_names_exactly_one() {
        assert!(accepted(Version::HTTP_11, &["id.example.org"]));
        assert!(!accepted(Version::HTTP_11, &[]));
        assert!(!accepted(
            Version::HTTP_11,
            &["id.example.org", "evil.example"]
        ));
    }

    #[test]
    fn others_name_one_at_most() {
        for version in [Version::HTTP_10, Version::HTTP_2] {
            assert!(accepted(version, &[]));
            assert!(accepted(version, &["id.example.org"]));
            assert!(!accepted(version, &["id.example.org", "evil.example"]));
        }
    }
}
