//! The ways to authenticate beside JWTs, and a gate that has them all.

mod api_keys;
mod basic;
mod introspection;
mod mixtures;
mod outages;

use axum::http::Request;
use countersign_verifier::{Authenticator, Error, Gate, Guard, Method, Principal};

/// A guard that lets everybody through who is authenticated in one of the ways of this crate.
fn anybody() -> Guard {
    Guard::new().allow_api_key().allow_basic()
}

/// What becomes of a request with these headers.
async fn admit(gate: &Gate, guard: &Guard, headers: &[(&str, &str)]) -> Result<Principal, Error> {
    let mut request = Request::get("/");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (mut parts, ()) = request.body(()).expect("a request").into_parts();
    let admitted = gate.admit(&mut parts, guard).await;
    admitted.map_err(|refusal| refusal.error)
}

/// What becomes of a bearer token where there is one way to authenticate.
async fn bearer(way: impl Authenticator, token: &str) -> Result<Principal, Error> {
    let value = format!("Bearer {token}");
    let gate = Gate::new().with(way);
    admit(&gate, &anybody(), &[("authorization", &value)]).await
}

/// The way by which somebody was let in, or the reason why nobody was.
fn said(admitted: &Result<Principal, Error>) -> &'static str {
    match admitted {
        Ok(principal) => Method::name(principal.method()),
        Err(error) => error.reason(),
    }
}
