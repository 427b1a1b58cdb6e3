//! JWT access tokens (RFC 9068): the verifier as an authenticator.

use http::request::Parts;

use super::{Authenticator, Method, authorization};
use crate::{Challenge, Error, Principal, Verifier};

impl Authenticator for Verifier {
    fn method(&self) -> Method {
        Method::AccessToken
    }

    /// What has a dot in it is meant as a JWT; neither an opaque token of Countersign nor an API key has one.
    fn takes(&self, request: &Parts) -> bool {
        let carried = authorization(request).ok().flatten();
        carried.is_some_and(|carried| carried.is_bearer() && carried.credentials.contains('.'))
    }

    async fn authenticate(&self, request: &Parts) -> Result<Principal, Error> {
        let carried = authorization(request)?.ok_or(Error::MissingToken)?;
        self.verify(carried.credentials)
            .await
            .map(Principal::of_token)
    }

    fn challenges(&self) -> Vec<Challenge> {
        vec![Challenge::new("Bearer")]
    }
}
