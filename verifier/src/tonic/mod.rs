//! The gate in a tonic server. `guards` is the layer that says per method who may call it, `status` writes refusals as gRPC
//! does, `interceptor` is for where a layer cannot stand.

mod guards;
mod interceptor;
mod status;

pub use guards::{GrpcGuarded, GrpcGuards};
pub use interceptor::GrpcInterceptor;

use ::tonic::{Request, Status};

use crate::{Error, Principal};

impl Principal {
    /// Whoever makes a gRPC request, in a method of a service behind [`GrpcGuards`] or a [`GrpcInterceptor`].
    ///
    /// ```
    /// use countersign_verifier::Principal;
    /// use tonic::{Request, Response, Status};
    ///
    /// async fn publish(request: Request<String>) -> Result<Response<String>, Status> {
    ///     let principal = Principal::of_grpc(&request)?;
    ///     principal.require_scope("notes:publish")?;
    ///     Ok(Response::new(format!("published by {}", principal.subject())))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `UNAUTHENTICATED`, if no guard stands before the method.
    pub fn of_grpc<T>(request: &Request<T>) -> Result<&Self, Status> {
        let found = request.extensions().get::<Self>();
        found.ok_or_else(|| Status::from(Error::MissingToken))
    }
}
