//! The head of actix's requests in the types that the gate knows, and what the guards of one request leave for one another.

use std::rc::Rc;

use actix_web::{HttpMessage as _, HttpRequest};
use http::request::Parts;
use http::{Extensions, Request};
use tokio::sync::Mutex;

use crate::sender::ClientCertificate;
use crate::{Error, Gate, Guard, Principal, Refusal};

/// What the guards that stood before have left in the request. It is private: nothing else can put anything there.
///
/// actix runs the extractors of a handler side by side, so they take turns here: the second finds what the first has left,
/// and no proof is used up twice.
#[derive(Clone, Default)]
struct Left(Rc<Mutex<Extensions>>);

/// As [`Gate::admit`].
pub(super) async fn admit(
    gate: &Gate,
    request: &HttpRequest,
    guard: &Guard,
) -> Result<Principal, Refusal> {
    let left = Left::of(request);
    let mut turn = left.0.lock().await;
    let Ok(mut parts) = parts(request) else {
        let (unread, ()) = Request::new(()).into_parts();
        let error = Error::InvalidRequest("the head of the request cannot be read");
        return Err(gate.refuse(error, &unread, guard));
    };
    parts.extensions = std::mem::take(&mut turn);
    if let Some(certificate) = certificate(request) {
        parts.extensions.insert(certificate);
    }
    let admitted = gate.admit(&mut parts, guard).await;
    *turn = parts.extensions;
    if let Ok(principal) = &admitted {
        request.extensions_mut().insert(principal.clone());
    }
    admitted
}

impl Left {
    fn of(request: &HttpRequest) -> Self {
        let mut extensions = request.extensions_mut();
        if let Some(left) = extensions.get::<Self>() {
            return left.clone();
        }
        let left = Self::default();
        extensions.insert(left.clone());
        left
    }
}

/// Every header as it was sent, each as often: whether two are too many is for the gate to say.
fn parts(request: &HttpRequest) -> Result<Parts, http::Error> {
    let mut head = Request::builder()
        .method(request.method().as_str())
        .uri(request.uri().to_string());
    for (name, value) in request.headers() {
        head = head.header(name.as_str(), value.as_bytes());
    }
    let (parts, ()) = head.body(())?.into_parts();
    Ok(parts)
}

/// From a middleware that has read it in a header, or from the connection.
fn certificate(request: &HttpRequest) -> Option<ClientCertificate> {
    let in_request = request.extensions().get::<ClientCertificate>().cloned();
    in_request.or_else(|| request.conn_data::<ClientCertificate>().cloned())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{AUTHORIZATION, HeaderValue};
    use actix_web::test::TestRequest;

    use super::parts;

    #[test]
    fn every_header_arrives_as_it_was_sent() {
        let opaque = HeaderValue::from_bytes(b"Basic \xfc\xff").expect("a value");
        let request = TestRequest::with_uri("/a/b%2F?c=d&c=e")
            .insert_header((AUTHORIZATION, "Bearer one"))
            .append_header((AUTHORIZATION, opaque))
            .insert_header(("x-api-key", "three"))
            .to_http_request();
        let parts = parts(&request).expect("a head");
        assert_eq!(parts.uri, "/a/b%2F?c=d&c=e");
        let values = parts.headers.get_all("authorization").iter();
        let values: Vec<_> = values.map(http::HeaderValue::as_bytes).collect();
        assert_eq!(values, [&b"Bearer one"[..], b"Basic \xfc\xff"]);
        assert_eq!(parts.headers["x-api-key"], "three");
    }
}
