//! A proof judged as bytes, with nothing else from outside: for fuzzing.

use http::{HeaderValue, Request};

use super::Dpop;
use super::proof::Proof;

/// The thumbprint of the key that has signed these bytes, if they are a good proof for `GET https://api.example.org/` with
/// the access token `token` in the second 1,800,000,000. For the fuzz target alone, and no part of what is promised.
#[must_use]
pub fn judge_alone(proof: &[u8]) -> Option<String> {
    const NOW: u64 = 1_800_000_000;
    let dpop = Dpop::new("https://api.example.org").ok()?;
    let mut request = Request::get("/").body(()).ok()?;
    let value = HeaderValue::from_bytes(proof).ok()?;
    request.headers_mut().insert("dpop", value);
    let text = std::str::from_utf8(proof).ok()?;
    let thumbprint = Proof::read(text, &dpop.0.algorithms)
        .ok()?
        .key
        .thumbprint()?;
    let (request, ()) = request.into_parts();
    dpop.judge(&request, "token", &thumbprint, NOW).ok()?;
    Some(thumbprint)
}
