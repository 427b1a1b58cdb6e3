//! JWT access tokens (RFC 9068): the verifier as an authenticator. It sees the request, so that tokens that are bound to
//! their sender can be proved.

use http::request::Parts;

use super::{Authenticator, Method, authorization};
use crate::sender::{self, Dpop, SCHEME};
use crate::{Challenge, Error, Principal, Verifier};

impl Authenticator for Verifier {
    fn method(&self) -> Method {
        Method::AccessToken
    }

    /// What has a dot in it is meant as a JWT; neither an opaque token of Countersign nor an API key has one.
    fn takes(&self, request: &Parts) -> bool {
        let Ok(Some(carried)) = authorization(request) else {
            return false;
        };
        let scheme = carried.is_bearer() || self.dpop().is_some() && carried.is(SCHEME);
        scheme && carried.credentials.contains('.')
    }

    async fn authenticate(&self, request: &Parts) -> Result<Principal, Error> {
        let carried = authorization(request)?.ok_or(Error::MissingToken)?;
        let claims = self.verify_but_for_sender(carried.credentials).await?;
        let (bound, now) = (claims.confirmation.as_ref(), self.clock().now());
        let nonce = sender::prove(request, carried, bound, self.dpop(), now).await?;
        Ok(Principal::of_token(claims).with_dpop_nonce(nonce))
    }

    fn challenges(&self) -> Vec<Challenge> {
        let dpop = self.dpop().map(Dpop::challenge);
        let bearer = match self.dpop() {
            Some(dpop) if dpop.is_required() => None,
            _ => Some(Challenge::new("Bearer")),
        };
        bearer.into_iter().chain(dpop).collect()
    }
}
