//! The ways to establish who makes a request. Each is an [`Authenticator`]; a [`Gate`](crate::Gate) holds those that an
//! API accepts, and asks the first that takes what the request carries.

mod api_key;
mod basic;
mod bearer;
mod erased;
#[cfg(feature = "http")]
mod introspection;
mod jwt;
mod method;

pub use api_key::ApiKeys;
pub use basic::Basic;
pub(crate) use bearer::{Authorization, authorization};
pub(crate) use erased::Erased;
#[cfg(feature = "http")]
pub use introspection::{Introspection, IntrospectionBuilder};
pub use method::Method;

use std::future::Future;
use std::pin::Pin;

use http::request::Parts;

use crate::{Challenge, Error, Identity, Principal};

/// How an application says whose credentials these are.
type Find<C> = dyn Fn(C) -> Pin<Box<dyn Future<Output = Result<Option<Identity>, Error>> + Send>>
    + Send
    + Sync;

/// A way to establish who makes a request. A [`Verifier`](crate::Verifier) is one, for JWT access tokens.
///
/// ```
/// use countersign_verifier::{Authenticator, Challenge, Error, Identity, Method, Principal};
/// use http::request::Parts;
///
/// /// Whoever comes through the company's proxy, which sets this header and removes it from all that comes from outside.
/// struct Proxy;
///
/// impl Authenticator for Proxy {
///     fn method(&self) -> Method {
///         Method::Custom("proxy")
///     }
///
///     fn takes(&self, request: &Parts) -> bool {
///         request.headers.contains_key("x-proxy-user")
///     }
///
///     async fn authenticate(&self, request: &Parts) -> Result<Principal, Error> {
///         let name = request.headers.get("x-proxy-user").and_then(|value| value.to_str().ok());
///         let subject = name.ok_or(Error::WrongCredentials)?.to_owned();
///         Ok(Principal::new(self.method(), Identity { subject, ..Identity::default() }))
///     }
/// }
/// ```
pub trait Authenticator: Send + Sync + 'static {
    /// What it is called where a [`Guard`](crate::Guard) allows it, and in [`Principal::method`].
    fn method(&self) -> Method;

    /// Whether the request carries what this one judges. Nothing is checked yet: it looks at the form alone.
    fn takes(&self, request: &Parts) -> bool;

    /// Who makes the request. Asked only if it [takes](Self::takes) the request and the route allows its method.
    fn authenticate(
        &self,
        request: &Parts,
    ) -> impl Future<Output = Result<Principal, Error>> + Send;

    /// How a client is told that it may authenticate in this way (`WWW-Authenticate`); none by default.
    fn challenges(&self) -> Vec<Challenge> {
        Vec::new()
    }
}
