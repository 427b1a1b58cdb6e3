//! A guard that cannot wait, for tonic's interceptors.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use ::tonic::metadata::MetadataMap;
use ::tonic::service::Interceptor;
use ::tonic::{Request, Status};
use http::Method;
use http::request::Parts;

use crate::sender::SCHEME;
use crate::{Error, Gate, Guard, Principal, Refusal};

impl Gate {
    /// A guard for a service that takes an interceptor. Prefer [`GrpcGuards`](crate::GrpcGuards): an interceptor sees
    /// neither the method nor its address, and cannot wait.
    ///
    /// So it judges with what is held already. Where the keys of the issuer have to be fetched first, or the issuer has to
    /// be asked about an opaque token, the answer is `UNAVAILABLE` with the word to try again in a second; keys are on their
    /// way then. A token that is bound by DPoP is refused, for its proof names an address.
    ///
    /// ```
    /// # fn guarded(gate: countersign_verifier::Gate) {
    /// use countersign_verifier::Guard;
    /// use tonic::service::InterceptorLayer;
    ///
    /// let readers = InterceptorLayer::new(gate.interceptor(Guard::new().scope("notes:read")));
    /// # let _ = readers;
    /// # }
    /// ```
    #[must_use = "an interceptor guards nothing until a service has it"]
    pub fn interceptor(&self, guard: Guard) -> GrpcInterceptor {
        GrpcInterceptor {
            gate: self.clone(),
            guard,
        }
    }
}

/// What [`Gate::interceptor`] returns.
#[derive(Clone, Debug)]
#[must_use = "an interceptor guards nothing until a service has it"]
pub struct GrpcInterceptor {
    gate: Gate,
    guard: Guard,
}

impl GrpcInterceptor {
    fn admit(&self, request: &mut Parts) -> Result<Principal, Refusal> {
        if request.headers.contains_key(SCHEME) {
            let error = Error::InvalidProof {
                why: "this API does not see here for which address it is".into(),
                said: None,
            };
            return Err(self.gate.refuse(error, request, &self.guard));
        }
        let judged = self.at_once(request);
        judged.unwrap_or_else(|| {
            let error = Error::Unavailable {
                what: "what decides about these credentials",
                retry_after: 1,
            };
            Err(self.gate.refuse(error, request, &self.guard))
        })
    }

    /// What the gate says without waiting; nothing if it would have to.
    fn at_once(&self, request: &mut Parts) -> Option<Result<Principal, Refusal>> {
        let judged = pin!(self.gate.admit(request, &self.guard));
        match judged.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(judged) => Some(judged),
            Poll::Pending => None,
        }
    }
}

impl Interceptor for GrpcInterceptor {
    fn call(&mut self, request: Request<()>) -> Result<Request<()>, Status> {
        let (metadata, extensions, ()) = request.into_parts();
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.method = Method::POST;
        parts.headers = metadata.into_headers();
        parts.extensions = extensions;
        self.admit(&mut parts)?;
        let metadata = MetadataMap::from_headers(parts.headers);
        Ok(Request::from_parts(metadata, parts.extensions, ()))
    }
}
