//! [`Authenticator`] as an object: its future is boxed, so that a chain may hold several kinds.

use std::future::Future;
use std::pin::Pin;

use http::request::Parts;

use super::Authenticator;
use crate::{Challenge, Error, Method, Principal};

pub(crate) type Answer<'a> = Pin<Box<dyn Future<Output = Result<Principal, Error>> + Send + 'a>>;

pub(crate) trait Erased: Send + Sync {
    fn method(&self) -> Method;
    fn takes(&self, request: &Parts) -> bool;
    fn authenticate<'a>(&'a self, request: &'a Parts) -> Answer<'a>;
    fn challenges(&self) -> Vec<Challenge>;
}

impl<A: Authenticator> Erased for A {
    fn method(&self) -> Method {
        Authenticator::method(self)
    }

    fn takes(&self, request: &Parts) -> bool {
        Authenticator::takes(self, request)
    }

    fn authenticate<'a>(&'a self, request: &'a Parts) -> Answer<'a> {
        Box::pin(Authenticator::authenticate(self, request))
    }

    fn challenges(&self) -> Vec<Challenge> {
        Authenticator::challenges(self)
    }
}
