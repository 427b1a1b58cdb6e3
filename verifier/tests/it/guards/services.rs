//! The layer around services that are not axum's: other bodies, and errors of their own.

use std::convert::Infallible;

use axum::http::{Request, Response};
use countersign_verifier::{Gate, Guard, Principal};
use tower::{Layer as _, Service, ServiceExt as _, service_fn};

use crate::support::{good_token, verifier};

/// A body that no framework knows.
#[derive(Debug, PartialEq)]
struct Text(String);

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

fn request(body: u32, authorization: Option<&str>) -> Request<u32> {
    let mut request = Request::get("/");
    if let Some(value) = authorization {
        request = request.header("authorization", value);
    }
    request.body(body).expect("a request")
}

async fn double(request: Request<u32>) -> Result<Response<Text>, Infallible> {
    let caller = request.extensions().get::<Principal>();
    let caller = caller.map_or("nobody", |principal| principal.subject());
    let text = format!("{caller}: {}", request.body() * 2);
    Ok(Response::new(Text(text)))
}

#[tokio::test]
async fn bodies_of_any_kind_pass() {
    let guard = Gate::from(verifier()).guard(Guard::new().role("editor"));
    let mut service = guard.layer(service_fn(double));
    let token = format!("Bearer {}", good_token());
    let ready = service.ready().await.expect("readiness");
    let answer = ready.call(request(21, Some(&token))).await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.body(), &Text("user-1: 42".into()));
    let ready = service.ready().await.expect("readiness");
    let answer = ready.call(request(21, None)).await.expect("an answer");
    assert_eq!(answer.status(), 401);
    assert!(answer.headers().contains_key("www-authenticate"));
    assert!(answer.body().0.contains("missing_token"));
}

#[tokio::test]
async fn errors_of_the_service_pass() {
    async fn broken(_: Request<u32>) -> Result<Response<Text>, &'static str> {
        Err("broken")
    }
    let guard = Gate::from(verifier()).guard(Guard::new());
    let service = guard.layer(service_fn(broken));
    let token = format!("Bearer {}", good_token());
    let answer = service.clone().oneshot(request(1, Some(&token))).await;
    assert_eq!(answer.expect_err("an error"), "broken");
    let refused = service.oneshot(request(1, None)).await.expect("an answer");
    assert_eq!(refused.status(), 401);
}
