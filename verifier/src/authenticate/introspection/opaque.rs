//! Introspection as an authenticator, of access tokens that are neither JWTs nor API keys.

use http::request::Parts;

use super::Introspection;
use super::answer::Kind;
use crate::authenticate::api_key::ISSUED_PREFIX;
use crate::authenticate::{Authenticator, Method, authorization};
use crate::token::MAX_LENGTH;
use crate::{Challenge, Error, Principal};

impl Authenticator for Introspection {
    fn method(&self) -> Method {
        Method::OpaqueToken
    }

    fn takes(&self, request: &Parts) -> bool {
        let carried = authorization(request).ok().flatten();
        carried.is_some_and(|carried| {
            carried.is_bearer()
                && !carried.credentials.starts_with(ISSUED_PREFIX)
                && (self.0.every_token || !carried.credentials.contains('.'))
        })
    }

    async fn authenticate(&self, request: &Parts) -> Result<Principal, Error> {
        let carried = authorization(request)?.ok_or(Error::MissingToken)?;
        if carried.credentials.len() > MAX_LENGTH {
            return Err(Error::TooLong);
        }
        if !is_token(carried.credentials) {
            return Err(Error::Malformed("it has characters that no token has"));
        }
        self.ask(carried.credentials, Kind::AccessToken).await
    }

    fn challenges(&self) -> Vec<Challenge> {
        vec![Challenge::new("Bearer")]
    }
}

/// The syntax of RFC 6750 section 2.1 (`b64token`). What has another is refused without a question.
fn is_token(text: &str) -> bool {
    let unpadded = text.trim_end_matches('=');
    let of_a_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
    !unpadded.is_empty() && unpadded.bytes().all(of_a_token)
}
